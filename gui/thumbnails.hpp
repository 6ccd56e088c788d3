// Small pictures of the lessons' timelines, for the gallery: each is drawn from a real run.
//
// The runs are made by host processes, one after the other, while somebody looks; a program that
// does not end is cut short. Nothing waits for them: what is not there yet is not drawn.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/task_state.hpp"
#include "gui/run.hpp"

namespace gui {

/// Starts what produces the events of a run.
using FeedFactory = std::function<std::unique_ptr<session::Feed>(const RunSpec&)>;

struct Thumbnail {
  struct Bar {
    float x0 = 0, x1 = 0;   ///< of the whole run: 0 to 1, on the elastic axis
    std::uint8_t lane = 0;  ///< 0 is main
    model::TaskState state = model::TaskState::Undetermined;
    friend bool operator==(const Bar&, const Bar&) = default;
  };
  std::vector<Bar> bars;
  std::uint8_t lanes = 0;
};

class Thumbnails {
 public:
  /// More tasks than that have no lane, and no more facts than that are read of a run.
  static constexpr std::uint8_t kMostLanes = 6;
  static constexpr std::size_t kMostFacts = 4000;

  explicit Thumbnails(FeedFactory feed) : feed_(std::move(feed)) {}

  /// Asks for the picture of a scenario, if nobody has.
  void want(const std::string& scenario);
  /// One that waits is the next to be made.
  void hurry(const std::string& scenario);
  /// Goes on with the one that is being made; never blocks. True while there is one.
  bool poll();
  /// Null as long as there is none.
  const Thumbnail* find(std::string_view scenario) const;
  bool busy() const { return run_ != nullptr || !wanted_.empty(); }

 private:
  FeedFactory feed_;
  std::map<std::string, Thumbnail, std::less<>> made_;  // those that are wanted are empty
  std::deque<std::string> wanted_;
  std::unique_ptr<Run> run_;  // of the one that is being made
};

/// The picture of the beginning of a run, or of all of it.
Thumbnail draw_small(const model::Timeline& timeline);

}  // namespace gui
