// Where each of many stands in a row, by its id. Ids are handed out in order, so that those that
// follow each other stand side by side in a plain vector; those far beyond all others, which only a
// strange trace has, are kept apart, so that the vector stays in proportion to the row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/id_map.hpp"

namespace model {

class IdIndex {
 public:
  using Id = std::uint32_t;

  std::optional<std::uint32_t> find(Id id) const {
    if (id < near_.size() && near_[id] != 0) return near_[id] - 1;
    const auto* entry = far_.find(id);
    return entry != nullptr ? std::optional(entry->second) : std::nullopt;
  }
  /// REQUIRES: id != 0, it is not in the index yet, and place < 2^32 - 1.
  void emplace(Id id, std::uint32_t place) {
    if (id >= kAtFirst + kForEach * ++size_) {
      far_.emplace(id, place);
      return;
    }
    if (id >= near_.size()) near_.resize(std::size_t{id} + 1);
    near_[id] = place + 1;
  }

 private:
  static constexpr std::size_t kAtFirst = 1024, kForEach = 8;

  std::vector<std::uint32_t> near_;  // by id: its place and one; 0: none, or it is far
  IdMap<std::uint32_t> far_;
  std::size_t size_ = 0;
};

}  // namespace model
