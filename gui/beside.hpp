// A second run beside the one in the window: as an outline behind its lanes (what it was before a
// parameter was changed), or as a timeline of its own under it, to be compared.
//
// Invariant: its cursor goes with the first one's (see model::Comparison::beside()), unless a drag
// in its own timeline just moved it; then the first one's goes with it.
#pragma once

#include <memory>
#include <string>

#include "core/model/compare.hpp"
#include "core/model/shared_axis.hpp"
#include "gui/lanes.hpp"
#include "gui/run.hpp"

namespace gui {

class Beside {
 public:
  enum class Shown : std::uint8_t { Outline, Timeline };

  Beside(Run& first, std::unique_ptr<Run> run, Shown shown)
      : run(std::move(run)), shown(shown), first_(&first) {}

  std::unique_ptr<Run> run;
  Shown shown;
  Lanes lanes;
  float scroll[2] = {0, 0};  ///< of the lanes of both

  /// Reads on, compares on, and moves the second cursor where the first one's is.
  void work();
  /// Another run takes the first one's place, or the two change places.
  void stand_beside(Run& first);
  /// Both runs are complete and laid out on this kind of axis; null: not yet.
  const model::SharedAxis* axis(model::AxisKind kind);
  const model::Comparison& comparison() const { return *comparison_; }
  /// Both runs are complete and compared.
  bool compared() const { return comparison_ && comparison_->over(); }
  /// Moves both cursors; this one is of the second run.
  void seek_second(trace::EventIndex cursor);
  /// How the two are told apart: "with mode=tasks" and so on.
  const std::pair<std::string, std::string>& names();
  /// One sentence on where they part, worked out once; empty until they are compared.
  const std::string& sentence();
  const model::Totals& totals(bool second);

 private:
  bool complete() const { return first_->complete() && run->complete(); }

  Run* first_;
  std::unique_ptr<model::Comparison> comparison_;
  std::unique_ptr<model::SharedAxis> axis_;
  model::AxisKind axis_kind_ = model::AxisKind::Elastic;
  trace::EventIndex followed_ = trace::kNever;  ///< the first cursor that the second went to
  std::pair<std::string, std::string> names_;
  std::string sentence_;
  std::unique_ptr<model::Totals> totals_[2];
};

}  // namespace gui
