// The mirror: a fold that follows a live loop event by event and is compared with it each time.
#pragma once

#include <functional>
#include <string>

#include "core/aio.hpp"
#include "core/model/snapshot.hpp"

/// What differs between a loop and the fold of its trace; empty when nothing does.
std::string difference(const aio::EventLoop& loop, const model::Snapshot& fold,
                       const trace::Trace& trace);

/// Folds everything that `recorder` appends and compares it with `loop`, until the loop is closed.
/// Give `recorder()` to the loop, then tell which loop it is.
class Mirror {
 public:
  /// `tamper` may change an event before the fold sees it, or hide it by returning false: a planted
  /// fault, for the test of this test.
  using Tamper = std::function<bool(trace::TraceEvent&)>;
  explicit Mirror(Tamper tamper = {});

  trace::Recorder& recorder() { return recorder_; }
  void follow(aio::EventLoop& loop) { loop_ = &loop; }
  /// The first difference, with the event after which it was seen; empty when there was none.
  const std::string& fault() const { return fault_; }
  std::size_t compared() const { return compared_; }
  const trace::Trace& trace() const { return trace_; }

 private:
  void see(trace::TraceEvent event);

  trace::Trace trace_;
  trace::Recorder recorder_;
  Tamper tamper_;
  model::Snapshot fold_;
  aio::EventLoop* loop_ = nullptr;
  std::size_t compared_ = 0;
  std::string fault_;
};
