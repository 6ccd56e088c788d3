// A Feed that starts a program and reads a trace from its standard output: the window's door to
// `loopscope host`. What the program does to itself cannot reach the window, and all that it told
// before stays; how it ended is one sentence. See channel.hpp for what else the two tell each
// other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/session/feed.hpp"
#include "core/trace/stream.hpp"

namespace session {

class ProcessFeed final : public Feed {
 public:
  /// Starts `command` (program first). A program that cannot be started is a Failed feed with a
  /// sentence, not an exception.
  explicit ProcessFeed(std::vector<std::string> command);
  /// Ends the program if it still runs.
  ~ProcessFeed() override;
  ProcessFeed(const ProcessFeed&) = delete;
  ProcessFeed& operator=(const ProcessFeed&) = delete;

  /// Reading stops while `most` is 0, so that the pipe fills and holds the program back.
  FeedStatus advance(trace::Trace& trace, std::size_t most) override;
  std::string error() const override;
  std::string ending() const override;
  bool running() const override;
  /// Stopping: the program is asked, after 0.7 s by the system, and ended after 1.5 s.
  void ask(Order order) override;
  trace::Time silent() const override;
  bool held() const override;

 private:
  struct Process;  // libuv's side
  std::unique_ptr<Process> process_;
};

}  // namespace session
