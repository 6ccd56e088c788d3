// What the user lays over a run to find their way in it. It belongs to one run and goes with it.
#pragma once

#include "gui/chain.hpp"
#include "gui/log_filter.hpp"
#include "gui/navigation.hpp"
#include "gui/range.hpp"
#include "gui/search.hpp"

namespace gui {

struct Marks {
  Navigation navigation;
  Chain chain;
  Range range;
  Search search;
  LogFilter log;

  /// Goes on with what takes longer than a frame, until `enough`. `frontier`: up to where facts may
  /// be told.
  void work(Run& run, trace::TaskId focus, trace::EventIndex frontier,
            std::chrono::steady_clock::time_point enough);
  /// Something of it is still to be done.
  bool working(trace::EventIndex frontier) const;
};

}  // namespace gui
