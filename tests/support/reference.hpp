// The reference program of the budgets: many tasks that sleep, call, queue, lock and print, some of
// which wait in lines, on the virtual clock. As many are alive at once as are asked for; each that
// ends makes its successor.
#pragma once

#include "core/trace/trace.hpp"

namespace tests {

struct ReferenceSize {
  int tasks = 100'000;  ///< in all
  int alive = 10'000;   ///< at once, or one or two fewer
};

/// About 100 facts for each task: the whole reference trace has 10 million.
trace::Trace reference_trace(const ReferenceSize& size);

}  // namespace tests
