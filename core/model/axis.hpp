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
  /// How far the laying out has come.
  struct Pen {
    double x = 0;
    double run_end = 0;  // the least x at which the present run may end
    Time time{0};        // of the last event taken in
    int facts_in_run = 0;
    bool in_run = false;
  };
  /// Every so many cursors the pen is kept; in between it is moved on again.
  static constexpr EventIndex kBlock = 32;

  void move(Pen& pen, const trace::TraceEvent& e) const;
  void move_in_run(Pen& pen, const trace::TraceEvent& e) const;

  const Timeline& timeline_;
  AxisKind kind_;
  std::vector<Pen> kept_{Pen()};  // kept_[i] is at cursor i * kBlock
  Pen last_;
  EventIndex size_ = 0;  // events taken in
};

}  // namespace model
