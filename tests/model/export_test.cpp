// Ideas for further tests: a picture of a real clock's run; a trace that begins in its middle.
#include "core/model/export.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "core/model/explain.hpp"
#include "core/trace/utf8.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/program.hpp"
#include "tests/support/trace_builder.hpp"

TEST_SUITE_BEGIN("export");

namespace {

using model::AxisKind;
using nlohmann::json;
using namespace tests;

constexpr auto kAxes = {AxisKind::Elastic, AxisKind::Steps, AxisKind::Time};

std::string chrome(const trace::Trace& trace, AxisKind axis = AxisKind::Elastic) {
  std::ostringstream out;
  model::write_chrome_trace(trace, axis, out);
  return out.str();
}

std::string spans(const trace::Trace& trace) {
  std::ostringstream out;
  model::write_spans(trace, out);
  return out.str();
}

std::string picture(const trace::Trace& trace, const model::PictureOptions& options) {
  std::ostringstream out;
  model::write_picture(trace, options, out);
  return out.str();
}

constexpr std::string_view kHostile =
    "a \"b\", <c> & 'd'\r\n\x01\x7F \xFF\xC0\x80 \xED\xA0\x80 e\\";

/// A run in which all that a program names is called by a hostile name.
trace::Trace hostile_trace() {
  TraceBuilder b(kHostile);
  b.trace().header = {
      .scenario = std::string(kHostile),
      .parameters = {{std::string(kHostile), std::string(kHostile)}, {"scenario", "a parameter"}}};
  b.loop_started();
  const TaskId main = b.create_task(kHostile, kHostile);
  b.iteration();
  b.batch(1);
  b.step(main);
  const ObjectId lock = b.create_object(ObjectKind::Lock, kHostile);
  b.line(3).print(kHostile);
  b.note(kHostile);
  b.watch(kHostile, kHostile);
  b.add({.kind = EventKind::CoroDropped, .text = b.text(kHostile)});
  b.line(4).suspend(main, WaitKind::Lock, lock);
  b.iteration_after(1s);
  const HandleId callback = b.queue_callback(kHostile);
  b.batch(1);
  b.run(callback);
  b.wake(main, lock);
  b.ran(callback);
  b.iteration();
  b.batch(1);
  b.step(main);
  b.done(main, Outcome::Exception, kHostile, kHostile);
  b.loop_stopped();
  return std::move(b.trace());
}

/// Names what is not as readers need it: a slice that its neighbours cut, a flow without an end.
std::vector<std::string> faults(const json& events) {
  struct Slice {
    std::int64_t begin, end;  // eighths of a microsecond
  };
  std::vector<std::string> found;
  std::map<int, std::vector<Slice>> open;
  std::map<int, int> flows;
  std::int64_t now = 0;
  for (const json& event : events) {
    const std::string kind = event.at("ph");
    if (kind == "M") continue;
    const auto at = std::llround(event.at("ts").get<double>() * 8);
    if (at < now) found.push_back("goes back: " + event.dump());
    now = at;
    if (kind == "s") flows[event.at("id")] += 1;
    if (kind == "f") flows[event.at("id")] += 10;
    if (kind != "X") continue;
    const auto end = at + std::llround(event.at("dur").get<double>() * 8);
    auto& stack = open[event.at("tid")];
    while (!stack.empty() && stack.back().end <= at) stack.pop_back();
    if (!stack.empty() && end > stack.back().end) found.push_back("is cut: " + event.dump());
    stack.push_back({at, end});
  }
  for (const auto& [id, ends] : flows) {
    if (ends != 11) found.push_back("a flow without both ends: " + std::to_string(id));
  }
  return found;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("two workers are exported as they were read and found right") {
  const trace::Trace trace = two_workers_trace();
  check_golden("model/golden/two_workers.json", chrome(trace));
  check_golden("model/golden/two_workers.csv", spans(trace));
  check_golden("model/golden/two_workers.svg", picture(trace, {.title = "Two workers"}));
}

TEST_CASE("hostile names are exported as valid JSON, CSV and UTF-8") {
  const trace::Trace trace = hostile_trace();
  const std::string shown = trace::valid_utf8(kHostile);
  for (const AxisKind axis : kAxes) {
    const json whole = json::parse(chrome(trace, axis));
    CHECK(faults(whole["traceEvents"]) == Words{});
    CHECK(whole["otherData"]["scenario"] == shown);
    CHECK(whole["otherData"]["parameters"][shown] == shown);
    Words names;
    for (const json& event : whole["traceEvents"]) {
      if (event["ph"] == "i") names.push_back(event["name"]);
    }
    CHECK(names == Words{shown, "note: " + shown, shown + " = " + shown, "never awaited: " + shown,
                         "failed: " + shown});
  }
  const std::string table = spans(trace);
  CHECK(trace::valid_utf8(table) == table);
  CHECK(table.find("1,\"a \"\"b\"\", <c> & 'd'\r\n\x01") != std::string::npos);
}

// That it is XML is checked where there is a parser: scenarios/exports.py reads the files.
TEST_CASE("hostile names are drawn as one line of UTF-8 each") {
  const std::string drawn = picture(hostile_trace(), {.title = std::string(kHostile)});
  CHECK(trace::valid_utf8(drawn) == drawn);
  CHECK(drawn.find("a \"b\", &lt;c&gt; &amp; 'd'     \xEF\xBF\xBD") != std::string::npos);
  CHECK(drawn.find_first_of("\r\x01\x7F") == std::string::npos);
  check_golden("model/golden/hostile.svg", drawn);
}

TEST_CASE("of too many tasks a picture shows the first ones, and says so") {
  TraceBuilder b;
  b.loop_started();
  for (int i = 0; i < 1203; ++i) b.create_task("worker");
  const std::string drawn = picture(b.trace(), {.title = "many"});
  CHECK(drawn.find(">worker-200</text>") != std::string::npos);
  CHECK(drawn.find(">worker-201</text>") == std::string::npos);
  CHECK(drawn.find(">and 1003 tasks more</text>") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 are replaced one by one") {
  Words seen;
  for (const std::string_view text : {"plain", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "\xC0\x80",
                                      "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80z"}) {
    seen.push_back(trace::valid_utf8(text));
  }
  const std::string bad = "\xEF\xBF\xBD";
  CHECK(seen == Words{"plain", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", bad + bad, bad + bad + bad,
                      bad + bad + bad + bad, bad + bad, bad + "z"});
}

TEST_CASE("an empty trace is exported as nothing but names") {
  const trace::Trace empty;
  const json whole = json::parse(chrome(empty));
  CHECK(faults(whole["traceEvents"]) == Words{});
  CHECK(whole["traceEvents"].size() == 4);
  CHECK(picture(empty, {.title = "empty"}).find(">empty</text>") != std::string::npos);
  CHECK(spans(empty) ==
        "task,name,state,reason,object,start_ns,end_ns,start_fact,end_fact,iteration,line\r\n");
}

TEST_CASE("slices of random programs lie within each other, on every axis") {
  Words found;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    trace::Trace trace;
    trace::Recorder recorder(trace);
    program::run(program::generate(seed), &recorder);
    for (const AxisKind axis : kAxes) {
      for (const std::string& fault : faults(json::parse(chrome(trace, axis))["traceEvents"])) {
        found.push_back("program " + std::to_string(seed) + " " + fault);
      }
    }
  }
  CHECK(found == Words{});
}

TEST_CASE("nonsense and cut traces are exported, too") {
  Words found;
  const trace::Trace whole = two_workers_trace();
  for (trace::EventIndex cut = 0; cut < whole.size(); ++cut) {
    // Begins, ends, or has a hole at any place: then handles and tasks are missing.
    for (const auto& [from, to] : {std::pair<trace::EventIndex, trace::EventIndex>{0, cut},
                                   {cut, whole.size()},
                                   {cut, cut + 1}}) {
      trace::Trace part;
      for (trace::EventIndex i = 0; i < whole.size(); ++i) {
        const bool in = to == cut + 1 ? i != cut : i >= from && i < to;
        if (in) part.append(whole[i]);
      }
      spans(part);
      picture(part, {});
      for (const AxisKind axis : kAxes) {
        for (const std::string& fault : faults(json::parse(chrome(part, axis))["traceEvents"])) {
          found.push_back("cut at " + std::to_string(cut) + ": " + fault);
        }
      }
    }
  }
  CHECK(found == Words{});
}

TEST_CASE("traces with any numbers at all in their facts are exported, too") {
  const trace::Trace whole = two_workers_trace();
  Words found;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    const auto any = [&](std::uint32_t below) {
      return static_cast<std::uint32_t>(random() % below);
    };
    trace::Trace changed;
    for (const std::string_view text : {"a", "b", "c"}) changed.intern(text);
    for (trace::EventIndex i = 0; i < whole.size(); ++i) {
      trace::TraceEvent e = whole[i];
      const auto huge = static_cast<std::int64_t>(std::uint64_t{random()} << 32 | random());
      switch (any(40)) {
        case 0:
          e.kind = static_cast<EventKind>(any(trace::kEventKinds));
          break;
        case 1:
          e.detail = static_cast<std::uint8_t>(any(256));
          break;
        case 2:
          e.task = any(6);
          break;
        case 3:
          e.object = e.by = any(6);
          break;
        case 4:
          e.handle = any(12);
          break;
        case 5:
          e.time = trace::Time(huge);
          break;
        case 6:
          e.value = huge;
          break;
        case 7:
          e.text = e.extra = e.location = any(0xFFFFFFFF);
          break;
        default:
          break;
      }
      changed.append(e);
    }
    spans(changed);
    for (const AxisKind axis : kAxes) {
      picture(changed, {.axis = axis});
      for (const std::string& fault : faults(json::parse(chrome(changed, axis))["traceEvents"])) {
        found.push_back("seed " + std::to_string(seed) + ": " + fault);
      }
    }
  }
  CHECK(found == Words{});
}

// What a million facts cost is measured by running this one alone.
TEST_SUITE_BEGIN("slow");

TEST_CASE("a million facts are exported, and the picture of them stays small") {
  TraceBuilder b;
  b.loop_started();
  const TaskId main = b.create_task("main_");
  std::vector<TaskId> tasks;
  b.iteration();
  b.batch(1);
  b.step(main);
  for (int i = 0; i < 100; ++i) tasks.push_back(b.create_task("worker"));
  b.suspend(main, WaitKind::Task, tasks.front());
  while (b.size() < 1'000'000) {
    b.iteration();
    b.batch(100);
    std::vector<HandleId> timers;
    for (const TaskId task : tasks) {
      b.step(task);
      b.line(7).print("once more");
      timers.push_back(b.line(8).sleep(task, 10ms));
    }
    b.iteration_after(10ms);
    for (const HandleId timer : timers) b.expire(timer);
    b.batch(100);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      b.run(timers[i]);
      b.wake(tasks[i]);
      b.ran(timers[i]);
    }
  }
  const auto timed = [&](const std::string& what, auto write) {
    const auto began = std::chrono::steady_clock::now();
    std::string text = write();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    MESSAGE(what << ": " << text.size() << " bytes in " << took.count() << " s");
    return text;
  };
  const std::string table = timed("the table", [&] { return spans(b.trace()); });
  const std::string drawn = timed("the picture", [&] { return picture(b.trace(), {}); });
  const std::string traced = timed("the Chrome trace", [&] { return chrome(b.trace()); });
  CHECK(std::count(table.begin(), table.end(), '\n') > 300'000);
  CHECK(drawn.size() < 4'000'000);
  CHECK(traced.ends_with("\n]}\n"));
  CHECK(std::count(traced.begin(), traced.end(), '\n') > 1'000'000);
}
