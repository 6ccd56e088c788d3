// The one door from the runtime to a trace.
//
// A loop that is watched holds a Recorder and appends each fact right after the change it tells of;
// a loop that is not holds none. The observer is for tests (the mirror) and for writers that send
// a trace on while it grows; it sees every event after it was appended.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>

#include "core/trace/trace.hpp"

namespace trace {

class Recorder {
 public:
  using Observer = std::function<void(const TraceEvent&)>;

  /// REQUIRES: `trace` outlives the recorder.
  explicit Recorder(Trace& trace) : trace_(trace) {}
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// The next fact, to be written where it stays: a part of the trace, or of memory that is used
  /// again. It has been told when appended() was called; nothing else is told in between.
  TraceEvent& next() {
    if (at_ == end_) [[unlikely]] {
      more_room();
    }
    return *at_;
  }
  void appended() {
    ++at_;
    ++events_;
    if (keeps_) trace_.appended();
    if (observer_) [[unlikely]] {
      observer_(at_[-1]);
    }
  }
  void append(const TraceEvent& event) {
    next() = event;
    appended();
  }

  StringId intern(std::string_view text) { return text.empty() ? 0 : trace_.intern(text); }
  /// The same address is looked up once. REQUIRES: `text` is (the start of) a string literal,
  /// always of the same length.
  StringId intern_literal(std::string_view text) {
    if (text.empty()) return 0;
    const char* const data = text.data();
    Literal& slot = literals_[(reinterpret_cast<std::uintptr_t>(data) >> 3) % literals_.size()];
    if (slot.text != data) slot = {data, trace_.intern(text)};
    return slot.id;
  }

  /// Interns by the address of the file's name: the same address is looked up once.
  /// REQUIRES: `file` is a string literal.
  LocationId location(const char* file, std::uint32_t line) {
    if (file == nullptr || line == 0) return 0;
    Cached& slot = cache_[(reinterpret_cast<std::uintptr_t>(file) ^ line) % cache_.size()];
    if (slot.file != file || slot.line != line) [[unlikely]] {
      look_up(slot, file, line);
    }
    return slot.id;
  }

  void observe(Observer observer) { observer_ = std::move(observer); }
  /// From here on events go to the observer only, who may copy them; texts and lines stay here.
  void pass_on_only() {
    keeps_ = false;
    at_ = end_ = nullptr;
  }
  Trace& trace() { return trace_; }
  /// How many events there are, wherever they are kept.
  EventIndex events() const { return events_; }
  /// What they and the texts take in memory, roughly; likewise.
  std::size_t bytes() const { return trace_.bytes() + (keeps_ ? 0 : events_ * sizeof(TraceEvent)); }

 private:
  struct Literal {
    const char* text = nullptr;
    StringId id = 0;
  };
  struct Cached {
    const char* file = nullptr;
    std::uint32_t line = 0;
    LocationId id = 0;
  };
  [[gnu::noinline]] void look_up(Cached& slot, const char* file, std::uint32_t line) {
    slot = {file, line, trace_.intern_location(file, line)};
  }
  [[gnu::noinline]] void more_room() {
    const std::span<TraceEvent> room = keeps_ ? trace_.room() : std::span(recycled_);
    at_ = room.data();
    end_ = at_ + room.size();
  }

  Trace& trace_;
  TraceEvent* at_ = nullptr;  // the next fact
  TraceEvent* end_ = nullptr;
  EventIndex events_ = trace_.size();
  bool keeps_ = true;
  Observer observer_;
  std::array<TraceEvent, 256> recycled_;
  std::array<Cached, 256> cache_{};
  std::array<Literal, 64> literals_{};
};

}  // namespace trace
