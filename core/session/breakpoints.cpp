#include "core/session/breakpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/model/explain.hpp"

namespace session {
namespace {

using trace::EventIndex;
using trace::EventKind;
using trace::TraceEvent;

// -- Hits

bool is_suspension(const TraceEvent& e) { return e.kind == EventKind::TaskSuspended; }
bool is_waking(const TraceEvent& e) { return e.kind == EventKind::HandleQueued && e.task != 0; }
bool is_end(const TraceEvent& e) {
  return e.kind == EventKind::TaskDone || e.kind == EventKind::TaskDestroyed;
}
bool is_cancelling(const TraceEvent& e) {
  return e.kind == EventKind::TaskCancelRequested || e.kind == EventKind::CancelDelivered ||
         (e.kind == EventKind::TaskDone && e.outcome() == trace::Outcome::Cancelled);
}

bool is_exception(const TraceEvent& e) {
  const bool ends = e.kind == EventKind::TaskDone || e.kind == EventKind::FutureDone;
  return e.kind == EventKind::ExceptionUnhandled ||
         (ends && e.outcome() == trace::Outcome::Exception);
}

trace::TaskId actor(const TraceEvent& e) { return e.by != 0 ? e.by : e.task; }

/// A line is reached by the first of the facts that a task causes there one after another.
bool reaches(const Breakpoint& breakpoint, const trace::Trace& trace, EventIndex event) {
  const TraceEvent& e = trace[event];
  if (e.location == 0) return false;
  const trace::Location at = trace.location(e.location);
  if (at.line != breakpoint.line || trace.text(at.file) != breakpoint.file) return false;
  if (event == 0) return true;
  const TraceEvent& before = trace[event - 1];
  return before.location != e.location || actor(before) != actor(e);
}

bool is_long(const Breakpoint& breakpoint, const model::Timeline& timeline, EventIndex event) {
  const model::HandleRun* run = timeline.run_at(event);
  if (run == nullptr || run->end != event) return false;
  const trace::Trace& trace = timeline.trace();
  return model::elapsed(trace[run->begin].time, trace[event].time) > trace::Time(breakpoint.limit);
}

bool hits(const Breakpoint& breakpoint, const model::Timeline& timeline, EventIndex event) {
  const TraceEvent& e = timeline.trace()[event];
  const bool theirs = breakpoint.subject == 0 || e.task == breakpoint.subject;
  switch (breakpoint.kind) {
    case BreakKind::Line:
      return reaches(breakpoint, timeline.trace(), event);
    case BreakKind::Task:
      return theirs && (is_suspension(e) || is_waking(e) || is_cancelling(e) || is_end(e));
    case BreakKind::Suspended:
      return theirs && is_suspension(e);
    case BreakKind::Woken:
      return theirs && is_waking(e);
    case BreakKind::Done:
      return theirs && is_end(e);
    case BreakKind::Cancelled:
      return theirs && is_cancelling(e);
    case BreakKind::Object:
      return e.object == breakpoint.subject;
    case BreakKind::Timer:
      return e.kind == EventKind::TimerExpired;
    case BreakKind::Exception:
      return is_exception(e);
    case BreakKind::ReadyDepth: {
      const auto limit = static_cast<std::size_t>(breakpoint.limit);
      return timeline.ready_depth(event + 1) > limit && timeline.ready_depth(event) <= limit;
    }
    case BreakKind::LongHandle:
      return is_long(breakpoint, timeline, event);
  }
  return false;
}

// -- Words

struct Named {
  BreakKind kind;
  std::string_view word;
  std::string_view is, was;  // of tasks
};
constexpr std::array<Named, 5> kOfTasks{
    {{BreakKind::Task, "task", "is suspended, woken, cancelled or ends", ""},
     {BreakKind::Suspended, "suspended", "is suspended", "was suspended"},
     {BreakKind::Woken, "woken", "is woken", "was woken"},
     {BreakKind::Done, "done", "ends", "has ended"},
     {BreakKind::Cancelled, "cancelled", "is cancelled", "was cancelled"}}};

const Named* named(BreakKind kind) {
  const auto it = std::ranges::find(kOfTasks, kind, &Named::kind);
  return it != kOfTasks.end() ? &*it : nullptr;
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// The task or object of that name; 0 if there is none.
trace::ObjectId find_named(std::string_view name, const model::Timeline& timeline, bool task) {
  trace::ObjectId number = 0;
  if (name.starts_with('#')) {
    std::from_chars(name.data() + 1, name.data() + name.size(), number);
    const bool known =
        task ? timeline.lane(number) != nullptr : timeline.objects().contains(number);
    return known ? number : 0;
  }
  if (task) {
    const auto& order = timeline.order();
    const auto it = std::ranges::find_if(
        order, [&](trace::TaskId id) { return timeline.lane(id)->label == name; });
    return it != order.end() ? *it : 0;
  }
  trace::ObjectId first = 0;
  for (const auto& [id, object] : timeline.objects()) {
    if (object.label == name && (first == 0 || id < first)) first = id;
  }
  return first;
}

std::optional<double> number(std::string_view words) {
  double value = 0;
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), value);
  const bool whole = fault == std::errc() && end == words.data() + words.size();
  return whole && std::isfinite(value) && value >= 0 && value < 1e9 ? std::optional(value)
                                                                    : std::nullopt;
}

/// "file.cpp:7": a file that the trace has locations in, by its path or its name.
bool parse_line(std::string_view words, const trace::Trace& trace, Breakpoint& breakpoint) {
  const std::size_t colon = words.rfind(':');
  if (colon == std::string_view::npos) return false;
  const auto line = number(words.substr(colon + 1));
  if (!line || *line < 1 || *line != std::floor(*line)) return false;
  breakpoint.line = static_cast<std::uint32_t>(*line);
  const std::string_view file = words.substr(0, colon);
  for (trace::LocationId id = 1; id < trace.locations(); ++id) {
    const std::string_view path = trace.text(trace.location(id).file);
    if (path == file || file_name(path) == file) breakpoint.file = path;
  }
  return !breakpoint.file.empty();
}

}  // namespace

const Breakpoint* hit(const Breakpoints& breakpoints, const model::Timeline& timeline,
                      EventIndex event) {
  const auto it = std::ranges::find_if(breakpoints, [&](const Breakpoint& one) {
    return one.enabled && hits(one, timeline, event);
  });
  return it != breakpoints.end() ? &*it : nullptr;
}

std::string describe(const Breakpoint& breakpoint, const model::Timeline& timeline) {
  if (const Named* words = named(breakpoint.kind)) {
    const bool any = breakpoint.subject == 0;
    return fmt::format("{} {}", any ? "any task" : timeline.label(breakpoint.subject), words->is);
  }
  switch (breakpoint.kind) {
    case BreakKind::Line:
      return fmt::format("{}:{} is reached", file_name(breakpoint.file), breakpoint.line);
    case BreakKind::Object:
      return fmt::format("something happens to {}", timeline.label(breakpoint.subject));
    case BreakKind::Timer:
      return "a timer is due";
    case BreakKind::Exception:
      return "an exception is raised";
    case BreakKind::ReadyDepth:
      if (breakpoint.limit == 1) return "more than one handle is ready";
      return fmt::format("more than {} handles are ready", breakpoint.limit);
    default:
      return fmt::format("a handle takes more than {}",
                         model::duration(trace::Time(breakpoint.limit)));
  }
}

std::string describe_hit(const Breakpoint& breakpoint, const model::Timeline& timeline,
                         EventIndex event) {
  const TraceEvent& e = timeline.trace()[event];
  switch (breakpoint.kind) {
    case BreakKind::Line:
      return fmt::format("{}:{} was reached", file_name(breakpoint.file), breakpoint.line);
    case BreakKind::Object:
      return fmt::format("something happened to {}", timeline.label(breakpoint.subject));
    case BreakKind::Timer:
      return "a timer was due";
    case BreakKind::Exception:
      if (e.task == 0 && e.object == 0) return "an exception was not handled";
      return fmt::format("{} has ended with an exception",
                         timeline.label(e.kind == EventKind::TaskDone ? e.task : e.object));
    case BreakKind::ReadyDepth:
      return fmt::format("{} handles are ready", timeline.ready_depth(event + 1));
    case BreakKind::LongHandle: {
      const trace::Time began = timeline.trace()[timeline.run_at(event)->begin].time;
      return fmt::format("a handle took {}", model::duration(e.time - began));
    }
    default:
      break;
  }
  const BreakKind kind = breakpoint.kind != BreakKind::Task ? breakpoint.kind
                         : is_cancelling(e)                 ? BreakKind::Cancelled
                         : is_end(e)                        ? BreakKind::Done
                         : is_waking(e)                     ? BreakKind::Woken
                                                            : BreakKind::Suspended;
  return fmt::format("{} {}", timeline.label(e.task), named(kind)->was);
}

std::optional<Breakpoint> parse_breakpoint(std::string_view words, const model::Timeline& timeline,
                                           std::string& error) {
  const std::size_t space = words.find(' ');
  const std::string_view kind = words.substr(0, space);
  const std::string_view rest =
      space != std::string_view::npos ? words.substr(space + 1) : std::string_view();
  Breakpoint found;
  const auto of_task = std::ranges::find(kOfTasks, kind, &Named::word);
  if (of_task != kOfTasks.end() || kind == "object") {
    const bool task = kind != "object";
    found.kind = task ? of_task->kind : BreakKind::Object;
    found.subject = rest.empty() ? 0 : find_named(rest, timeline, task);
    if (found.subject != 0 || (rest.empty() && task)) return found;
    error = fmt::format("there is no {} '{}' in this run", task ? "task" : "object", rest);
  } else if (kind == "line") {
    if (parse_line(rest, timeline.trace(), found)) return found;
    error = fmt::format("'line' needs a place like file.cpp:7 in this program, not '{}'", rest);
  } else if ((kind == "timer" || kind == "exception") && rest.empty()) {
    found.kind = kind == "timer" ? BreakKind::Timer : BreakKind::Exception;
    return found;
  } else if (kind == "depth" || kind == "long") {
    const auto value = number(rest);
    found.kind = kind == "depth" ? BreakKind::ReadyDepth : BreakKind::LongHandle;
    found.limit = static_cast<std::int64_t>(value.value_or(0) * (kind == "depth" ? 1 : 1e9));
    if (value) return found;
    error = fmt::format("'{}' needs {}, not '{}'", kind,
                        kind == "depth" ? "a number of handles" : "seconds", rest);
  } else {
    error = fmt::format(
        "a breakpoint is one of line, task, suspended, woken, done, cancelled, object, timer, "
        "exception, depth, long, not '{}'",
        words);
  }
  return std::nullopt;
}

}  // namespace session
