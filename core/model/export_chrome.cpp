// Trace Event Format, as its specification and Perfetto's reader have it. Readers put a flow's ends
// onto the slice that is innermost at that time, and of several things at one time take the first
// in the file for the first: so all is written in the order of happening, slices before what they
// hold.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <tuple>

#include "core/model/explain.hpp"
#include "core/model/export.hpp"

namespace model {

using trace::EventKind;
using trace::Outcome;

namespace {

constexpr int kLoopTrack = 1;  // equals the process's number: readers put this one first
constexpr int kFirstTaskTrack = 2;

std::string json_text(std::string_view text) {
  using json = nlohmann::json;
  const auto is_plain = [](char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; };
  if (std::all_of(text.begin(), text.end(), is_plain)) return fmt::format("\"{}\"", text);
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Time stamps are microseconds in eighths: exact as binary fractions, so that readers who add or
/// multiply them see equal ends as equal.
constexpr std::int64_t kTick = 125;  // ns
constexpr double kLatest = 1e18;     // ns: 31 years are less than 2^53 eighths

std::string stamp(std::int64_t ns) { return fmt::format("{}.{:03}", ns / 1000, ns % 1000); }

class ChromeTrace {
 public:
  ChromeTrace(const trace::Trace& trace, AxisKind axis, std::ostream& out)
      : trace_(trace), timeline_(trace), axis_(timeline_, axis), out_(out) {
    timeline_.extend();
    axis_.extend();
  }

  void write();

 private:
  /// Of things that happen by the same fact: in this order.
  enum class Kind : std::uint8_t {
    FlowBegin,
    Iteration,
    Phase,
    Run,
    State,
    FlowEnd,
    Counter,
    Instant,
  };
  struct Entry {
    std::int64_t at = 0;  ///< ns on the axis
    EventIndex fact = 0;  ///< what makes it begin
    Kind kind = Kind::Instant;
    std::uint32_t number = 0;  ///< in the list of its kind; of a state: the lane's
    std::uint32_t part = 0;    ///< of a state: the span in its lane; of a counter: its value
  };
  /// The wait of an iteration, or its batch.
  struct Phase {
    std::string name;
    std::string_view category;
    EventIndex begin = 0, end = 0;
  };
  struct Instant {
    EventIndex fact = 0;
    int track = kLoopTrack;
    std::string name;
    std::string_view category;
    std::string sentence;
  };

  // -- Collecting
  void collect_lanes();
  void collect_loop();
  void collect_facts();
  void collect_phase(EventIndex index);
  void collect_instant(EventIndex index, const Snapshot& before);
  void collect_flows();
  std::optional<Span> step_of(TaskId task, EventIndex fact) const;
  void add(std::int64_t at, EventIndex fact, Kind kind, std::size_t number, std::size_t part = 0);

  // -- Printing
  void print_head();
  void print(const Entry& entry);
  void print_slice(int track, EventIndex begin, EventIndex end, std::string_view name,
                   std::string_view category, const std::string& more);
  void print_state(std::size_t lane, std::size_t part);
  void print_instant(const Instant& instant);
  template <class... Args>
  void line(fmt::format_string<Args...> words, Args&&... args);

  /// Where the event at `index` happens.
  std::int64_t at(EventIndex index) const {
    // Seconds on the axis of time, milliseconds on the others.
    const double unit = axis_.kind() == AxisKind::Time ? 1e9 : 1e6;
    return std::llround(std::min(axis_.position(index + 1) * unit, kLatest) / kTick) * kTick;
  }
  EventIndex last() const { return trace_.size() - 1; }
  EventIndex known(EventIndex end) const { return std::min(end, last()); }
  int track_of(TaskId task) const {
    const auto it = tracks_.find(task);
    return it != tracks_.end() ? it->second : kLoopTrack;
  }
  /// More arguments, where they are known.
  std::string iteration_of(EventIndex fact) const;
  const std::string& line_of(LocationId id);

  const trace::Trace& trace_;
  Timeline timeline_;
  Axis axis_;
  std::ostream& out_;
  std::vector<const TaskLane*> lanes_;  // in the order of the tracks
  std::unordered_map<TaskId, int> tracks_;
  std::vector<Phase> phases_;
  std::vector<Instant> instants_;
  std::vector<Entry> entries_;
  std::unordered_map<LocationId, std::string> lines_;
  std::string line_;
  bool is_first_line_ = true;
};

// -- Collecting

void ChromeTrace::add(std::int64_t at, EventIndex fact, Kind kind, std::size_t number,
                      std::size_t part) {
  entries_.push_back(
      {at, fact, kind, static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(part)});
}

void ChromeTrace::collect_lanes() {
  for (const TaskId id : timeline_.order()) {
    const TaskLane& lane = *timeline_.lane(id);
    tracks_[id] = kFirstTaskTrack + static_cast<int>(lanes_.size());
    for (std::size_t i = 0; i < lane.spans.size(); ++i) {
      const EventIndex begin = lane.spans[i].begin;
      add(at(begin), begin, Kind::State, lanes_.size(), i);
    }
    lanes_.push_back(&lane);
  }
}

void ChromeTrace::collect_loop() {
  const auto& iterations = timeline_.iterations();
  for (std::size_t i = 0; i < iterations.size(); ++i) {
    add(at(iterations[i].begin), iterations[i].begin, Kind::Iteration, i);
  }
  const auto& runs = timeline_.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    add(at(runs[i].begin), runs[i].begin, Kind::Run, i);
  }
}

/// What only a fold tells: how long the ready queue is, and the sentences.
void ChromeTrace::collect_facts() {
  Snapshot now;
  std::size_t ready = 0;
  for (EventIndex i = 0; i < trace_.size(); ++i) {
    collect_phase(i);
    collect_instant(i, now);
    now.apply(trace_[i]);
    if (now.ready().size() == ready && i != 0) continue;
    ready = now.ready().size();
    add(at(i), i, Kind::Counter, 0, ready);
  }
}

void ChromeTrace::collect_phase(EventIndex index) {
  const TraceEvent& e = trace_[index];
  if (e.kind != EventKind::SelectEnded && e.kind != EventKind::BatchBegan) return;
  const Iteration* iteration = timeline_.iteration_at(index);
  if (iteration == nullptr || known(iteration->end) < index) return;
  const bool first = phases_.empty() || phases_.back().begin < iteration->begin;
  if (e.kind == EventKind::SelectEnded) {
    if (!first) return;  // not in a trace that makes sense
    add(at(iteration->begin), iteration->begin, Kind::Phase, phases_.size());
    phases_.push_back({"wait " + duration(Time(e.value)), "wait", iteration->begin, index});
  } else {
    add(at(index), index, Kind::Phase, phases_.size());
    phases_.push_back({fmt::format("batch of {}", e.value), "batch", index, iteration->end});
  }
}

void ChromeTrace::collect_instant(EventIndex index, const Snapshot& before) {
  const TraceEvent& e = trace_[index];
  const auto text = [&] { return std::string(trace_.text(e.text)); };
  const auto extra = [&] { return std::string(trace_.text(e.extra)); };
  Instant instant{.fact = index, .track = track_of(e.by)};
  const auto is = [&](std::string_view category, std::string name, TaskId where) {
    instant.category = category;
    instant.name = std::move(name);
    instant.track = track_of(where);
  };
  switch (e.kind) {
    case EventKind::Printed:
      is("print", text(), e.by);
      break;
    case EventKind::Noted:
      is("note", "note: " + text(), e.by);
      break;
    case EventKind::Watched:
      is("watch", text() + " = " + extra(), e.by);
      break;
    case EventKind::TaskDone:
      is("end", "done", e.task);
      if (e.outcome() == Outcome::Exception) is("exception", "failed: " + extra(), e.task);
      if (e.outcome() == Outcome::Cancelled) is("cancel", "cancelled", e.task);
      break;
    case EventKind::TaskDestroyed:
      is("exception", "dropped", e.task);
      break;
    case EventKind::TaskCancelRequested:
      is("cancel", "cancel requested", e.task);
      break;
    case EventKind::CancelDelivered:
      is("cancel", "CancelledError", e.task);
      break;
    case EventKind::ExceptionUnhandled:
      is("exception", "unhandled: " + (e.extra != 0 ? extra() : text()),
         tracks_.contains(e.object) ? e.object : e.by);
      break;
    case EventKind::CoroDropped:
      is("exception", "never awaited: " + text(), e.by);
      break;
    case EventKind::SlowCallback:
      is("slow", "held the loop for " + duration(Time(e.value)), e.task);
      break;
    case EventKind::DeadlockFound:
      is("exception", "deadlock", 0);
      break;
    case EventKind::LimitReached:
      is("exception", text(), 0);
      break;
    default:
      return;
  }
  instant.sentence = plain(tell(timeline_, before, index));
  add(at(index), index, Kind::Instant, instants_.size());
  instants_.push_back(std::move(instant));
}

/// The last step of a task that has begun before a fact; none if there is none.
std::optional<Span> ChromeTrace::step_of(TaskId task, EventIndex fact) const {
  const TaskLane* lane = timeline_.lane(task);
  if (lane == nullptr) return std::nullopt;
  // Of those that are not over after the fact only the first can have begun.
  std::size_t next = std::min(lane->spans.over_at(fact + 1) + 1, lane->spans.size());
  while (next > 0) {
    const Span span = lane->spans[--next];
    if (span.begin <= fact && span.state == TaskState::Running) return span;
  }
  return std::nullopt;
}

/// From the slice in which a task was woken to the step in which it goes on. What a step queues at
/// its end is known a moment after it, so the begin is drawn back into it.
void ChromeTrace::collect_flows() {
  const auto& all = timeline_.wake_ups();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const WakeUp& wake = all[i];
    const auto step = step_of(wake.from, wake.at);
    const HandleRun* run = timeline_.run_at(wake.at);
    if (wake.resumed == trace::kNever || (wake.from != 0 ? !step : !run)) continue;
    if (!step_of(wake.to, wake.resumed)) continue;
    const EventIndex begin = wake.from != 0 ? step->begin : EventIndex(run->begin);
    const EventIndex end = known(wake.from != 0 ? step->end : EventIndex(run->end));
    const std::int64_t inside = std::max(at(begin), std::min(at(wake.at), at(end) - kTick));
    add(inside, std::min<EventIndex>(wake.at, end), Kind::FlowBegin, i);
    add(at(wake.resumed), wake.resumed, Kind::FlowEnd, i);
  }
}

// -- Printing

template <class... Args>
void ChromeTrace::line(fmt::format_string<Args...> words, Args&&... args) {
  line_ = is_first_line_ ? "\n" : ",\n";
  is_first_line_ = false;
  fmt::format_to(std::back_inserter(line_), words, std::forward<Args>(args)...);
  out_ << line_;
}

std::string ChromeTrace::iteration_of(EventIndex fact) const {
  const Iteration* found = timeline_.iteration_at(fact);
  return found == nullptr ? ""
                          : fmt::format(R"(, "iteration": {})", timeline_.index_of(*found) + 1);
}

const std::string& ChromeTrace::line_of(LocationId id) {
  const auto [it, added] = lines_.try_emplace(id);
  if (added && id != 0) {
    const trace::Location location = trace_.location(id);
    const std::string place = fmt::format("{}:{}", trace_.text(location.file), location.line);
    it->second = fmt::format(R"(, "line": {})", json_text(place));
  }
  return it->second;
}

void ChromeTrace::print_head() {
  const trace::Header& header = trace_.header;
  std::string run;
  for (const auto& [name, value] : header.parameters) {
    run += fmt::format("{}{}: {}", run.empty() ? "" : ", ", json_text(name), json_text(value));
  }
  const bool true_times = axis_.kind() == AxisKind::Time;
  out_ << fmt::format(
      "{{\"displayTimeUnit\": \"ms\", \"otherData\": {{\"scenario\": {}, \"parameters\": {{{}}}, "
      "\"clock\": \"{}\", \"seed\": {}, \"axis\": \"{}\"}},\n\"traceEvents\": [",
      json_text(header.scenario), run, header.clock == trace::ClockKind::Real ? "real" : "virtual",
      header.seed, word(axis_.kind()));
  const auto name_of = [&](std::string_view kind, int track, const std::string& name, int place) {
    line(
        R"({{"ph": "M", "pid": 1, "tid": {}, "ts": 0, "cat": "__metadata", "name": "{}_name", "args": {{"name": {}}}}})",
        track, kind, name);
    line(
        R"({{"ph": "M", "pid": 1, "tid": {}, "ts": 0, "cat": "__metadata", "name": "{}_sort_index", "args": {{"sort_index": )"
        R"({}}}}})",
        track, kind, place);
  };
  name_of("process", kLoopTrack,
          json_text(header.scenario +
                    (true_times ? "" : fmt::format(" ({}, not to scale)", word(axis_.kind())))),
          0);
  name_of("thread", kLoopTrack, "\"loop\"", 0);
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    const int track = kFirstTaskTrack + static_cast<int>(i);
    name_of("thread", track, json_text(lanes_[i]->label), static_cast<int>(i) + 1);
  }
}

void ChromeTrace::print_slice(int track, EventIndex begin, EventIndex end, std::string_view name,
                              std::string_view category, const std::string& more) {
  const bool open = end == trace::kNever;
  const EventIndex until = known(end);
  const Time from = trace_[begin].time;
  const std::string lasts =
      open ? "until the end of the trace" : duration(elapsed(from, trace_[until].time));
  line(R"({{"ph": "X", "pid": 1, "tid": {}, "ts": {}, "dur": {}, "name": {}, "cat": "{}", )"
       R"("args": {{"from": "{}", "lasts": "{}", "fact": {}{}{}}}}})",
       track, stamp(at(begin)), stamp(std::max<std::int64_t>(at(until) - at(begin), 0)),
       json_text(name), category, seconds(from), lasts, begin + 1, iteration_of(begin), more);
}

void ChromeTrace::print_state(std::size_t number, std::size_t part) {
  const TaskLane& lane = *lanes_[number];
  const Span span = lane.spans[part];
  std::string name(word(span.state));
  if (span.state == TaskState::Suspended) {
    name = reason(timeline_, span.wait, span.waits_for, span.sleeps, span.holder);
  }
  // A step begins at the line where the task was suspended.
  LocationId location = trace_[span.begin].location;
  while (location == 0 && part > 0) location = trace_[lane.spans[--part].begin].location;
  if (location == 0) location = lane.created_at;
  print_slice(kFirstTaskTrack + static_cast<int>(number), span.begin, span.end, name,
              word(span.state), line_of(location));
}

void ChromeTrace::print_instant(const Instant& instant) {
  const TraceEvent& e = trace_[instant.fact];
  line(R"({{"ph": "i", "s": "t", "pid": 1, "tid": {}, "ts": {}, "name": {}, "cat": "{}", )"
       R"("args": {{"time": "{}", "fact": {}{}{}, "what": {}}}}})",
       instant.track, stamp(at(instant.fact)), json_text(instant.name), instant.category,
       seconds(e.time), instant.fact + 1, iteration_of(instant.fact), line_of(e.location),
       json_text(instant.sentence));
}

void ChromeTrace::print(const Entry& entry) {
  switch (entry.kind) {
    case Kind::Iteration: {
      const Iteration& one = timeline_.iterations()[entry.number];
      return print_slice(kLoopTrack, one.begin, one.end,
                         fmt::format("iteration {}", entry.number + 1), "iteration", "");
    }
    case Kind::Phase: {
      const Phase& phase = phases_[entry.number];
      return print_slice(kLoopTrack, phase.begin, phase.end, phase.name, phase.category, "");
    }
    case Kind::Run: {
      const HandleRun& run = timeline_.runs()[entry.number];
      const bool step = run.task != 0;
      std::string name = step ? timeline_.label(run.task) : std::string(trace_.text(run.label));
      if (name.empty()) name = "callback";
      return print_slice(kLoopTrack, run.begin, run.end, name, step ? "step" : "callback", "");
    }
    case Kind::State:
      return print_state(entry.number, entry.part);
    case Kind::Instant:
      return print_instant(instants_[entry.number]);
    case Kind::Counter:
      return line(
          R"({{"ph": "C", "pid": 1, "ts": {}, "cat": "ready", "name": "ready queue", "args": {{"handles": {}}}}})",
          stamp(entry.at), entry.part);
    case Kind::FlowBegin:
    case Kind::FlowEnd: {
      const WakeUp& wake = timeline_.wake_ups()[entry.number];
      const bool begins = entry.kind == Kind::FlowBegin;
      return line(R"({{"ph": "{}", "pid": 1, "tid": {}, "ts": {}, "id": {}, "name": "wake-up", )"
                  R"("cat": "wake-up"{}}})",
                  begins ? "s" : "f", track_of(begins ? wake.from : wake.to), stamp(entry.at),
                  entry.number + 1, begins ? "" : R"(, "bp": "e")");
    }
  }
}

void ChromeTrace::write() {
  collect_lanes();
  collect_loop();
  collect_facts();
  collect_flows();
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.at, a.fact, a.kind, a.number) < std::tie(b.at, b.fact, b.kind, b.number);
  });
  print_head();
  for (const Entry& entry : entries_) print(entry);
  out_ << "\n]}\n";
}

}  // namespace

void write_chrome_trace(const trace::Trace& trace, AxisKind axis, std::ostream& out) {
  ChromeTrace(trace, axis, out).write();
}

}  // namespace model
