// Where a cursor lies on the timeline's horizontal axis, in units without pixels.
//
// Steps: each handle run has the same width, a wait a fixed one. Time: true to scale, one unit is
// one second. Elastic, the default: each step of a task has at least a readable width (1 unit), a
// plain callback less, and a wait is compressed (its true length is written into it); so is work
// that takes time within a step.
// Invariant: position() never decreases with the cursor; position(0) is 0.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/model/timeline.hpp"

namespace model {

enum class AxisKind : std::uint8_t { Elastic, Steps, Time };
/// "elastic", "steps", "time".
std::string_view word(AxisKind kind);
std::optional<AxisKind> axis_named(std::string_view word);

class Axis {
 public:
  Axis(const Timeline& timeline, AxisKind kind) : timeline_(timeline), kind_(kind) {}

  AxisKind kind() const { return kind_; }
  /// Takes in what the timeline has grown by. Costs are in the new events, not in all.
  void extend();
  /// x of the state after `cursor` events. An event i happens at position(i + 1).
  /// REQUIRES: cursor <= timeline.size() at the last extend().
  double position(EventIndex cursor) const;
  /// x of the last cursor.
  double length() const;
  /// The last cursor whose position is at most x; 0 for x < 0.
  EventIndex cursor_at(double x) const;

 private:
  double after(const trace::TraceEvent& e, double x);
  double inside_run(const trace::TraceEvent& e, double x);

  const Timeline& timeline_;
  AxisKind kind_;
  std::vector<double> positions_{0.0};  // by cursor
  Time time_{0};                        // of the last event taken in
  bool in_run_ = false;
  double run_end_ = 0;  // the least x at which the present run may end
  int facts_in_run_ = 0;
};

}  // namespace model
