// Ideas for further tests: a run on the real clock, whose steps take time.
#include "core/model/axis.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/support/reference.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("axis");

namespace {

using model::Axis;
using model::AxisKind;
using namespace tests;

constexpr AxisKind kAll[] = {AxisKind::Elastic, AxisKind::Steps, AxisKind::Time};

struct Laid {
  explicit Laid(AxisKind kind, trace::Trace t = two_workers_trace())
      : trace(std::move(t)), timeline(trace), axis(timeline, kind) {
    timeline.extend();
    axis.extend();
  }
  /// The width of a run of a handle: from the event that begins it to the one that ends it.
  double width(std::size_t run) const {
    const auto& r = timeline.runs()[run];
    return axis.position(r.end + 1) - axis.position(r.begin + 1);
  }
  double width_of_event(trace::EventIndex i) const {
    return axis.position(i + 1) - axis.position(i);
  }

  trace::Trace trace;
  model::Timeline timeline;
  Axis axis;
};

constexpr trace::EventIndex kWaitOfOneSecond = 19;  // SelectEnded in the trace of two workers

}  // namespace

TEST_CASE("positions begin at 0 and never fall") {
  for (const AxisKind kind : kAll) {
    const Laid laid(kind);
    CHECK(laid.axis.position(0) == 0);
    for (trace::EventIndex c = 1; c <= laid.trace.size(); ++c) {
      CHECK(laid.axis.position(c) >= laid.axis.position(c - 1));
    }
    CHECK(laid.axis.length() == laid.axis.position(laid.trace.size()));
  }
}

TEST_CASE("a tolerance costs at most itself, and cursors are found at their positions") {
  for (const AxisKind kind : kAll) {
    const Laid laid(kind, reference_trace({60, 20}));
    const double tolerance = laid.axis.length() / 50;
    std::size_t wrong = 0;
    for (trace::EventIndex c = 0; c <= laid.trace.size(); ++c) {
      const double x = laid.axis.position(c), about = laid.axis.position(c, tolerance);
      wrong += about > x || x - about > tolerance ? 1 : 0;
      const trace::EventIndex there = laid.axis.cursor_at(x);
      wrong += there < c || laid.axis.position(there) != x ? 1 : 0;
      const double off = laid.axis.position(laid.axis.cursor_at(x, tolerance)) - x;
      wrong += std::abs(off) > tolerance ? 1 : 0;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("an axis that grows while it is asked ends as one that is laid out at once") {
  const trace::Trace whole = reference_trace({12, 6});
  trace::Trace trace;
  model::Timeline timeline(trace);
  Axis axis(timeline, AxisKind::Elastic);
  for (trace::EventIndex i = 0; i < whole.size(); ++i) {
    trace.append(whole[i]);
    timeline.extend();
    axis.extend();
    (void)axis.position(i / 2);
    (void)axis.position(i);
  }
  const Laid laid(AxisKind::Elastic, reference_trace({12, 6}));
  std::size_t wrong = 0;
  for (trace::EventIndex c = 0; c <= whole.size(); ++c) {
    wrong += axis.position(c) != laid.axis.position(c) ? 1 : 0;
  }
  CHECK(wrong == 0);
}

TEST_CASE("the time axis is true to scale, one unit a second") {
  const Laid laid(AxisKind::Time);
  CHECK(laid.axis.position(19) == 0);
  CHECK(laid.axis.position(20) == doctest::Approx(1));
  CHECK(laid.axis.length() == doctest::Approx(2));
}

TEST_CASE("on the axis of steps every run and every wait has the width 1") {
  const Laid laid(AxisKind::Steps);
  for (std::size_t run = 0; run < laid.timeline.runs().size(); ++run) {
    CHECK(laid.width(run) == doctest::Approx(1));
  }
  CHECK(laid.width_of_event(kWaitOfOneSecond) == doctest::Approx(1));
  CHECK(laid.axis.length() == doctest::Approx(9 + 2));
}

TEST_CASE("on the elastic axis steps are readable, callbacks narrow and waits compressed") {
  const Laid laid(AxisKind::Elastic);
  for (std::size_t run = 0; run < laid.timeline.runs().size(); ++run) {
    CAPTURE(run);
    const bool step = laid.timeline.runs()[run].task != 0;
    if (step) CHECK(laid.width(run) >= 1);
    if (!step) CHECK(laid.width(run) < 0.6);
    CHECK(laid.width(run) > 0.4);
  }
  CHECK(laid.width_of_event(kWaitOfOneSecond) > 1);
  CHECK(laid.width_of_event(kWaitOfOneSecond) < 3);
}

TEST_CASE("on the elastic axis a longer wait is wider, but an hour is no page") {
  const auto width = [](Time wait) {
    TraceBuilder b;
    b.iteration_after(wait);
    const Laid laid(AxisKind::Elastic, std::move(b.trace()));
    return laid.axis.length();
  };
  CHECK(width(1ms) < width(1s));
  CHECK(width(1s) < width(60s));
  CHECK(width(1h) < 5);
}

TEST_CASE("work within a step widens it on the elastic axis") {
  const auto width = [](Time work) {
    TraceBuilder b;
    const TaskId main = b.create_task("main_");
    b.iteration();
    b.batch(1);
    b.step(main);
    b.busy(work);
    b.done(main);
    const Laid laid(AxisKind::Elastic, std::move(b.trace()));
    return laid.width(0);
  };
  CHECK(width(0s) == doctest::Approx(1));
  CHECK(width(180ms) > 1);
  CHECK(width(2s) > width(180ms));
}

TEST_CASE("a step of a thousand facts is wide, but not a thousand times as wide") {
  TraceBuilder b;
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  for (int i = 0; i < 1'000; ++i) b.print("on and on");
  b.done(main);
  const Laid laid(AxisKind::Elastic, std::move(b.trace()));
  CHECK(laid.width(0) > 2);
  CHECK(laid.width(0) < 20);
}

TEST_CASE("the cursor at a position is the last one that is not beyond it") {
  for (const AxisKind kind : kAll) {
    const Laid laid(kind);
    CHECK(laid.axis.cursor_at(-1) == 0);
    CHECK(laid.axis.cursor_at(1e9) == laid.trace.size());
    for (trace::EventIndex c = 0; c <= laid.trace.size(); ++c) {
      const trace::EventIndex found = laid.axis.cursor_at(laid.axis.position(c));
      CHECK(found >= c);
      CHECK(laid.axis.position(found) == laid.axis.position(c));
    }
  }
}

TEST_CASE("an axis that grows event by event is the same in the end") {
  for (const AxisKind kind : kAll) {
    trace::Trace growing;
    ReplayFeed feed(two_workers_trace(), 1);
    model::Timeline timeline(growing);
    Axis axis(timeline, kind);
    while (feed.advance(growing, 1) == session::FeedStatus::Appended) {
      timeline.extend();
      axis.extend();
    }
    const Laid laid(kind);
    for (trace::EventIndex c = 0; c <= laid.trace.size(); ++c) {
      CHECK(axis.position(c) == laid.axis.position(c));
    }
  }
}

TEST_SUITE_END();
