// Which facts the log shows: those of one kind, or those that are about the task in focus.
//
// Of a long run the rows are found in pieces, in many frames.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "core/model/packed.hpp"

namespace gui {

enum class FactGroup : std::uint8_t { All, Tasks, Timers, Objects, Output, Loop };
inline constexpr int kFactGroups = 6;
/// "all", "tasks", ...
std::string_view word(FactGroup group);
std::optional<FactGroup> fact_group(std::string_view word);
/// The group of a kind; never All.
FactGroup group_of(trace::EventKind kind);

class LogFilter {
 public:
  FactGroup group = FactGroup::All;
  bool focus_only = false;

  bool active() const { return group != FactGroup::All || focus_only; }
  /// Goes on finding rows among the facts before `frontier`, until then; begins anew where the
  /// filter, the task or what may be seen has changed.
  void go_on(const trace::Trace& trace, trace::TaskId focus, trace::EventIndex frontier,
             std::chrono::steady_clock::time_point enough);
  bool complete(trace::EventIndex frontier) const { return !active() || looked_at_ == frontier; }

  std::size_t rows() const { return rows_.size(); }
  trace::EventIndex row(std::size_t index) const { return rows_[index]; }
  /// The last row that is not behind an event; 0 if there is none.
  std::size_t row_at(trace::EventIndex event) const;
  bool shows(const trace::TraceEvent& e) const;

 private:
  FactGroup found_group_ = FactGroup::All;  // what the rows were found for
  trace::TaskId task_ = 0;
  trace::EventIndex looked_at_ = 0;
  std::vector<model::PackedIndex> rows_;
};

}  // namespace gui
