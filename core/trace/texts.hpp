// The texts of a trace: each one once, numbered in the order of their coming. Numbers are not kept:
// a program can have as many of them as it has facts, and they stand in their ids.
//
// A run can have millions (the name and the result of each task), so one that comes costs no
// allocation of its own, and the index grows in small parts: no single one waits for all.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/trace/trace_event.hpp"

namespace trace {

class Texts {
 public:
  /// The id of a text, the next one if it is new and not a number.
  StringId intern(std::string_view text);
  /// Empty for ids that were never given. Valid as long as this lives. From any thread, while
  /// nothing is interned.
  std::string_view operator[](StringId id) const {
    if (id < texts_.size()) return texts_[id];
    return id >= kNumbers ? numbers_->spelled(id - kNumbers) : std::string_view();
  }
  /// Of those that are not numbers.
  std::size_t size() const { return texts_.size(); }
  /// What they take in memory, roughly.
  std::size_t bytes() const { return bytes_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    StringId next_id = 0;  // the text's number + 1; 0: free
  };
  /// Open addressing; a power of two, at most half of it is used.
  struct Part {
    std::vector<Slot> slots;
    std::size_t used = 0;
  };
  /// Numbers as texts, made when somebody asks for them.
  class Numbers {
   public:
    std::string_view spelled(std::uint32_t number);

   private:
    std::mutex mutex_;
    std::unordered_map<std::uint32_t, std::string> spelled_;
  };
  std::string_view keep(std::string_view text);
  void grow(Part& part);

  std::deque<std::string_view> texts_;
  std::array<Part, 256> index_;  // by the upper bits of the hash
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  // in the last block
  std::size_t room_ = 0;
  std::size_t bytes_ = 0;
  std::unique_ptr<Numbers> numbers_ = std::make_unique<Numbers>();
};

}  // namespace trace
