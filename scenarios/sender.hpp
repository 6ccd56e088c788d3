// Writes the trace of a run to a descriptor while the run goes on, on a thread of its own: the
// program cannot stall it.
//
// What happened is sent after 64 KiB, after 50 ms, before the loop waits on the real clock, at the
// end, and by last_call() when the process is about to end in any other way. To a window that
// listens it also says, four times a second, that this process is alive and for how long the loop
// has not had a new fact: see core/session/channel.hpp.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>

#include "core/trace/encoder.hpp"
#include "core/trace/fact_queue.hpp"

namespace scenarios {

class Sender {
 public:
  /// `header` and `sources` go first. `status`: where words for the window go; -1: nowhere.
  Sender(const trace::Trace& described, int descriptor, int status);
  /// Ends the thread; sends what is left, but no end mark.
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  // -- On the loop's thread
  /// To be told of every fact. `names` has the texts and lines that it refers to; it outlives this.
  /// `waits`: the loop is about to wait, so that this is the time to send.
  void appended(const trace::TraceEvent& event, const trace::Trace& names, bool waits);
  /// The run is complete: sends the rest and the end mark.
  void finish();

  // -- On any thread, and in a signal's handler
  /// Returns when all that had happened is sent. A thread that can no longer send, since the
  /// program has damaged this process's memory, is waited for only a second; the window, if it
  /// reads slowly, for as long as it takes.
  void last_call();
  /// One line for the window.
  void say(std::string_view line) const;
  /// Whether this is the writer's own thread.
  static bool is_this_thread();
  /// While `held`, the loop stands still because somebody wants it to.
  void hold(bool held) { held_.store(held, std::memory_order_relaxed); }

 private:
  using Clock = std::chrono::steady_clock;

  void work();
  void end_thread();
  void send(std::span<const std::byte> bytes);
  std::size_t take();
  void beat(bool news);

  // The loop's thread only
  std::size_t strings_ = 1;  // how many were put into the queue
  std::size_t locations_ = 1;
  std::size_t unsent_ = 0;

  trace::FactQueue queue_;
  int descriptor_, status_;
  std::atomic<bool> closing_{false};    // the run is over
  std::atomic<bool> complete_{false};   // likewise, and it has an end mark
  std::atomic<bool> last_call_{false};  // the process is about to end
  std::atomic<bool> all_sent_{false};
  std::atomic<bool> writing_{false};  // waits for the reader, perhaps
  std::atomic<bool> held_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool hurry_ = false;  // guarded by mutex_

  // The writer's thread only
  trace::Encoder encoder_;
  Clock::time_point last_news_ = Clock::now(), last_beat_ = last_news_;

  std::thread thread_;
};

}  // namespace scenarios
