// Ideas for further tests: a recording on the real clock, whose steps all take time.
#include "core/model/overview.hpp"

#include <doctest/doctest.h>

#include "tests/support/reference.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("overview");

namespace {

using namespace tests;

/// 400 steps of one task; the k-th works for k * 7 % 50 ms.
trace::Trace busy_steps() {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  for (int k = 0; k < 400; ++k) {
    b.iteration();
    b.batch(1);
    b.step(main);
    b.busy(std::chrono::milliseconds(k * 7 % 50));
    b.yield(main);
  }
  return std::move(b.trace());
}

struct Told {
  explicit Told(trace::Trace t) : trace(std::move(t)), timeline(trace), overview(timeline) {
    timeline.extend();
    overview.extend();
  }
  trace::Trace trace;
  model::Timeline timeline;
  model::Overview overview;
};

}  // namespace

TEST_CASE("the most that was ready in any stretch is what a look at each cursor finds") {
  const Told told(reference_trace({40, 30}));
  std::size_t wrong = 0;
  const trace::EventIndex size = told.trace.size();
  for (const trace::EventIndex length : {0, 1, 3, 15, 16, 17, 100, 300, 900}) {
    for (trace::EventIndex first = 0; first + length <= size; first += 29) {
      std::size_t most = 0;
      for (trace::EventIndex c = first; c <= first + length; ++c) {
        most = std::max(most, told.timeline.ready_depth(c));
      }
      wrong += told.overview.most_ready(first, first + length) != most ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
  CHECK(told.overview.most_ready(0, size) >= 20);
}

TEST_CASE("the longest run of any stretch is what a look at each of its facts finds") {
  const Told told(busy_steps());
  std::size_t wrong = 0;
  for (const trace::EventIndex length : {1, 2, 5, 40, 333, 1500}) {
    for (trace::EventIndex first = 0; first + length <= told.trace.size(); first += 7) {
      trace::Time longest(0);
      for (const model::HandleRun& run : told.timeline.runs()) {
        if (run.begin >= first + length || run.end < first) continue;
        const trace::EventIndex end = std::min<trace::EventIndex>(run.end, first + length - 1);
        // One that is over by then is told whole, even if it was the last.
        longest = std::max(longest, told.trace[end].time - told.trace[run.begin].time);
      }
      wrong += told.overview.longest_run(first, first + length) != longest ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
  CHECK(told.overview.longest_run(0, told.trace.size()) == 49ms);
}

TEST_CASE("columns are what each stretch was, also after others were asked for and more came") {
  trace::Trace whole = reference_trace({40, 30});
  trace::Trace trace;
  model::Timeline timeline(trace);
  model::Overview overview(timeline);
  std::size_t wrong = 0, asked = 0;
  for (const std::size_t part : {whole.size() / 3, whole.size() / 2, whole.size()}) {
    while (trace.size() < part) trace.append(whole[trace.size()]);
    timeline.extend();
    overview.extend();
    for (const trace::EventIndex width : {50, 50, 7}) {
      std::vector<trace::EventIndex> ends;
      for (trace::EventIndex end = width; end < part + width; end += width) {
        ends.push_back(std::min<trace::EventIndex>(end, part));
      }
      const auto& columns = overview.columns(ends);
      trace::EventIndex from = 0;
      for (std::size_t i = 0; i < ends.size(); ++i, ++asked) {
        wrong += columns[i].ready != overview.most_ready(from, ends[i]) ? 1 : 0;
        wrong += columns[i].longest != overview.longest_run(from, ends[i]) ? 1 : 0;
        from = ends[i];
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(asked > 1000);
}

TEST_CASE("before the first fact nothing was ready and nothing ran") {
  const Told told(trace::Trace{});
  CHECK(told.overview.most_ready(0, 0) == 0);
  CHECK(told.overview.longest_run(0, 0) == 0ms);
}

TEST_SUITE_END();
