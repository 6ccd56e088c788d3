#include "gui/beside.hpp"

#include <utility>

namespace gui {

void Beside::work() {
  run->poll();
  if (shown == Shown::Outline) return;
  if (!comparison_) {
    comparison_ = std::make_unique<model::Comparison>(first_->session().timeline(),
                                                      run->session().timeline());
  }
  constexpr trace::EventIndex kAtOnce = 8192;
  comparison_->extend(complete(), kAtOnce);
  const trace::EventIndex cursor = first_->session().cursor();
  if (!complete() || cursor == followed_) return;
  followed_ = cursor;
  run->session().seek(comparison_->beside(cursor, false));
}

void Beside::stand_beside(Run& first) {
  first_ = &first;
  comparison_.reset();
  axis_.reset();
  followed_ = trace::kNever;
  names_ = {};
  sentence_.clear();
  for (auto& totals : totals_) totals.reset();
  lanes.reset();
}

const model::SharedAxis* Beside::axis(model::AxisKind kind) {
  constexpr trace::EventIndex kMost = 2'000'000;  // more take longer than anybody waits
  if (!complete() || first_->session().trace().size() + run->session().trace().size() > kMost) {
    return nullptr;
  }
  if (!axis_ || axis_kind_ != kind) {
    axis_kind_ = kind;
    axis_ = std::make_unique<model::SharedAxis>(first_->axis(kind), first_->session().timeline(),
                                                run->axis(kind), run->session().timeline());
  }
  return axis_.get();
}

void Beside::seek_second(trace::EventIndex cursor) {
  if (!comparison_) return;
  run->session().seek(cursor);
  first_->session().seek(comparison_->beside(run->session().cursor(), true));
  followed_ = first_->session().cursor();
}

const std::pair<std::string, std::string>& Beside::names() {
  if (names_.first.empty() && complete()) {
    names_ = model::told_apart(first_->session().trace().header, run->session().trace().header);
  }
  return names_;
}

const std::string& Beside::sentence() {
  if (sentence_.empty() && compared()) {
    sentence_ = comparison_->sentence(names().first, names().second);
  }
  return sentence_;
}

const model::Totals& Beside::totals(bool second) {
  auto& totals = totals_[second ? 1 : 0];
  if (!totals) {
    const Run& one = second ? *run : *first_;
    totals = std::make_unique<model::Totals>(model::totals(one.session().timeline()));
  }
  return *totals;
}

}  // namespace gui
