// Where a cursor lies on the timeline's horizontal axis, in units without pixels.
//
// Steps: each handle run has the same width, a wait a fixed one. Time: true to scale, one unit is
// one second. Elastic, the default: each step of a task has at least a readable width (1 unit), a
// plain callback less, and a wait is compressed (its true length is written into it); so is work
// that takes time within a step.
// Invariant: position() never decreases with the cursor; position(0) is 0.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/model/landmarks.hpp"
#include "core/model/timeline.hpp"

namespace model {

enum class AxisKind : std::uint8_t { Elastic, Steps, Time };
/// "elastic", "steps", "time".
std::string_view word(AxisKind kind);
std::optional<AxisKind> axis_named(std::string_view word);

class Axis {
 public:
  Axis(const Timeline& timeline, AxisKind kind) : timeline_(timeline), kind_(kind) { keep({}); }

  AxisKind kind() const { return kind_; }
  /// Takes in what the timeline has grown by. Costs are in the new events, not in all.
  void extend();
  /// x of the state after `cursor` events. An event i happens at position(i + 1). Where many events
  /// share a width of `tolerance` it may be too small by so much, and is found faster.
  /// REQUIRES: cursor <= timeline.size() at the last extend().
  double position(EventIndex cursor, double tolerance = 0) const;
  /// x of the last cursor.
  double length() const;
  /// The last cursor whose position is at most x; 0 for x < 0. With a tolerance: whose position is
  /// about at most x.
  EventIndex cursor_at(double x, double tolerance = 0) const;

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

  /// The positions of one block of cursors, worked out a short time ago.
  struct Block {
    EventIndex number = trace::kNever;
    std::array<double, kBlock> x{};
  };
  static constexpr std::size_t kRecent = 2048;

  void keep(const Pen& pen);
  void move(Pen& pen, const trace::TraceEvent& e) const;
  void move_in_run(Pen& pen, const trace::TraceEvent& e) const;
  /// REQUIRES: all of the block is taken in.
  const Block& block(EventIndex number) const;

  const Timeline& timeline_;
  AxisKind kind_;
  std::vector<Pen> kept_;     // kept_[i] is at cursor i * kBlock
  Landmarks<double> kept_x_;  // of kept_
  Pen last_;
  EventIndex size_ = 0;                // events taken in
  mutable std::vector<Block> recent_;  // a block is at its number % kRecent, if it is there
};

}  // namespace model
