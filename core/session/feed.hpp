// Where more of a session's events come from: a host process, a file, a trace that is complete.
#pragma once

#include <optional>
#include <string>

#include "core/trace/trace.hpp"

namespace session {

enum class FeedStatus : std::uint8_t {
  Appended,  ///< the trace grew
  Waiting,   ///< nothing now, perhaps later
  Finished,  ///< no more events will come
  Failed,    ///< no more events will come, and something went wrong: see error()
};

/// What the program behind a feed can be asked to do.
enum class Order : std::uint8_t {
  Stop,      ///< to end; what had happened still comes
  Pause,     ///< to stand still before its next handle (real clock)
  Step,      ///< to run one handle and stand still again
  Continue,  ///< to run on
};

/// How far a file was read.
struct Reading {
  double share = 0;           ///< of its bytes, from 0 to 1
  trace::EventIndex all = 0;  ///< how many facts it may hold
  bool asks = false;          ///< so many that it goes on only after Order::Continue
};

class Feed {
 public:
  virtual ~Feed() = default;
  /// Appends what is there, at most about `most` events; never blocks.
  virtual FeedStatus advance(trace::Trace& trace, std::size_t most) = 0;
  /// One sentence: what went wrong, and what to do; empty when nothing did.
  virtual std::string error() const { return {}; }
  /// One sentence on how the program ended, where it is worth one; else empty. Equals error() where
  /// that is not empty.
  virtual std::string ending() const { return error(); }

  /// Of a file that is not read to its end yet.
  virtual std::optional<Reading> reading() const { return std::nullopt; }

  // -- Of a program that runs
  /// Whether there is one, which can be stopped.
  virtual bool running() const { return false; }
  virtual void ask(Order) {}
  /// For how long it has had no new fact though nothing holds it: neither its reader nor a pause. A
  /// loop that waits is silent, too: the trace tells.
  virtual trace::Time silent() const { return trace::Time(0); }
  /// Whether it stands still between two handles because it was asked to.
  virtual bool held() const { return false; }
};

/// A trace that is complete: for tests and for recordings that were loaded at once.
class FinishedFeed final : public Feed {
 public:
  FeedStatus advance(trace::Trace&, std::size_t) override { return FeedStatus::Finished; }
};

}  // namespace session
