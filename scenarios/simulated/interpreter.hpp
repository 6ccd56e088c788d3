// The lock of Python's interpreter, as a model: threads that compute have it in turns, one after
// the other. Turns are 0.25 s long, so that they can be seen; CPython's are 5 ms, and the system
// chooses who is next. scenarios/python/simulated.py is the same for the twins.
#pragma once

#include "core/aio.hpp"

namespace scenarios::simulated {

class Interpreter {
 public:
  static constexpr aio::Duration kTurn = std::chrono::milliseconds(250);

  /// `threads` compute at the same time, all of them equally long. If not `locked`, each has a
  /// processor to itself.
  Interpreter(int threads, bool locked) : threads_(threads), locked_(locked) {}

  /// In one of the threads: computes for a turn. Threads and their turns count from 1.
  void compute(int thread, int turn) const {
    const int others = turn == 1 ? thread - 1 : threads_ - 1;
    if (locked_) aio::busy(kTurn * others);
    aio::busy(kTurn);
  }

 private:
  int threads_;
  bool locked_;
};

}  // namespace scenarios::simulated
