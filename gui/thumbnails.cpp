#include "gui/thumbnails.hpp"

#include <algorithm>

namespace gui {

Thumbnail draw_small(const model::Timeline& timeline) {
  Thumbnail picture;
  model::Axis axis(timeline, model::AxisKind::Elastic);
  axis.extend();
  const double length = std::max(axis.length(), 1e-9);
  for (const trace::TaskId task : timeline.order()) {
    if (picture.lanes == Thumbnails::kMostLanes) break;
    for (const model::Span span : timeline.lane(task)->spans) {
      const trace::EventIndex end = std::min(span.end, timeline.size() - 1) + 1;
      picture.bars.push_back({static_cast<float>(axis.position(span.begin + 1) / length),
                              static_cast<float>(axis.position(end) / length), picture.lanes,
                              span.state});
    }
    ++picture.lanes;
  }
  return picture;
}

void Thumbnails::want(const std::string& scenario) {
  if (made_.try_emplace(scenario).second) wanted_.push_back(scenario);
}

void Thumbnails::hurry(const std::string& scenario) {
  const auto next = wanted_.begin() + (run_ != nullptr ? 1 : 0);
  const auto one = std::find(next, wanted_.end(), scenario);
  if (one != wanted_.end()) std::rotate(next, one, one + 1);
}

bool Thumbnails::poll() {
  if (run_ == nullptr && !wanted_.empty()) {
    const RunSpec spec{.scenario = wanted_.front(), .parameters = {}};
    run_ = std::make_unique<Run>(spec, feed_(spec));
  }
  if (run_ == nullptr) return false;
  run_->poll();
  const session::Session& session = run_->session();
  const bool enough = session.timeline().size() >= kMostFacts;
  if (!run_->complete() && !enough && !session.settled()) return true;
  made_[wanted_.front()] = draw_small(session.timeline());
  run_.reset();
  wanted_.pop_front();
  return busy();
}

const Thumbnail* Thumbnails::find(std::string_view scenario) const {
  const auto found = made_.find(scenario);
  return found == made_.end() || found->second.bars.empty() ? nullptr : &found->second;
}

}  // namespace gui
