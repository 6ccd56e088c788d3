// Holds the loop between two handles while somebody looks: the real clock's pause and step.
//
// While it is held the loop's clock stands still, the window is told, and a heartbeat does not call
// it blocked. Afterwards the trace has a LoopHeld with the time that was taken out.
#pragma once

#include <condition_variable>
#include <mutex>

#include "core/runtime/event_loop.hpp"
#include "scenarios/sender.hpp"

namespace scenarios {

class Gate {
 public:
  explicit Gate(Sender& sender) : sender_(sender) {}

  // -- On the loop's thread
  /// As the loop's gate.
  void pass(aio::EventLoop& loop, bool handle);
  /// Its clock must not be used any more.
  void loop_is_over();

  // -- On any thread. On the virtual clock, where nobody waits for anything, they do nothing.
  void pause();
  /// Lets one handle run and holds the loop again.
  void step();
  void go_on();

 private:
  void change(bool closed, int steps);

  Sender& sender_;
  bool known_ = false;  // the loop's thread only: clock_ is set
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> closed_{false};  // the loop is to stand still, or to make one step
  // Guarded by mutex_
  aio::Clock* clock_ = nullptr;  // of the loop, while there is one
  int steps_ = 0;                // handles that may run though it is closed
};

}  // namespace scenarios
