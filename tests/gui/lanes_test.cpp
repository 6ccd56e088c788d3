// Ideas for further tests: a tree that is a hundred levels deep.
#include "gui/lanes.hpp"

#include <doctest/doctest.h>

#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("lanes");

namespace {

using namespace tests;

/// main makes `groups` tasks, and each of them makes `members`.
trace::Trace tree_trace(int groups, int members) {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  std::vector<TaskId> all;
  for (int i = 0; i < groups; ++i) all.push_back(b.create_task("group", "g" + std::to_string(i)));
  b.suspend(main, WaitKind::Task, all[0]);
  b.iteration();
  b.batch(groups);
  for (int i = 0; i < groups; ++i) {
    b.step(all[static_cast<std::size_t>(i)]);
    for (int k = 0; k < members; ++k) {
      b.create_task("member", "m" + std::to_string(i) + std::to_string(k));
    }
    b.yield(all[static_cast<std::size_t>(i)]);
  }
  return std::move(b.trace());
}

struct Shown {
  explicit Shown(trace::Trace t) : trace(std::move(t)), timeline(trace) {
    timeline.extend();
    lanes.update(timeline, trace.size());
  }
  /// "g0" in its own row, "g0 +3" with three tasks folded into it.
  std::vector<std::string> rows() const {
    std::vector<std::string> words;
    for (const gui::Lanes::Row& row : lanes.rows()) {
      words.push_back(row.lane->label);
      if (row.hidden > 0) words.back() += " +" + std::to_string(row.hidden);
    }
    return words;
  }
  std::size_t row_of(TaskId task) const { return *lanes.row_of(*timeline.lane(task)); }
  void update() { lanes.update(timeline, trace.size()); }

  trace::Trace trace;
  model::Timeline timeline;
  gui::Lanes lanes;
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a folded task's descendants share its row, and come back in their places") {
  Shown shown(tree_trace(2, 2));
  CHECK(shown.rows() == Words{"main", "g0", "m00", "m01", "g1", "m10", "m11"});
  shown.lanes.fold(2, true);
  shown.update();
  CHECK(shown.rows() == Words{"main", "g0 +2", "g1", "m10", "m11"});
  CHECK(shown.row_of(5) == 1);  // m01
  CHECK(shown.row_of(7) == 4);  // m11
  shown.lanes.fold(1, true);
  shown.update();
  CHECK(shown.rows() == Words{"main +6"});
  shown.lanes.fold(1, false);
  shown.update();
  CHECK(shown.rows() == Words{"main", "g0 +2", "g1", "m10", "m11"});
}

TEST_CASE("tasks that were not visited have no row") {
  Shown shown(tree_trace(2, 2));
  const model::TaskLane& last = *shown.timeline.lane(7);
  shown.lanes.update(shown.timeline, last.created);
  CHECK(shown.rows() == Words{"main", "g0", "m00", "m01", "g1", "m10"});
  CHECK(!shown.lanes.row_of(last));
  shown.lanes.update(shown.timeline, 0);
  CHECK(shown.rows().empty());
}

TEST_CASE("with many tasks the groups below the first level are folded until they are opened") {
  Shown shown(tree_trace(20, 20));
  CHECK(shown.lanes.rows().size() == 21);
  CHECK(shown.rows()[1] == "g0 +20");
  shown.lanes.fold(3, false);  // g1
  shown.update();
  CHECK(shown.lanes.rows().size() == 41);
  CHECK(shown.rows()[3] == "m10");
}

TEST_CASE("only a task that has created others is a parent") {
  const Shown shown(tree_trace(1, 1));
  std::vector<bool> parents;
  for (const gui::Lanes::Row& row : shown.lanes.rows()) parents.push_back(row.parent);
  CHECK(parents == std::vector<bool>{true, true, false});
}

TEST_SUITE_END();
