#include "core/model/transcript.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/model/axis.hpp"
#include "core/model/phrase.hpp"

namespace model {

using trace::EventKind;
using trace::Outcome;

namespace {

// -- The transcript

/// "1.000": a time with all its decimals, but without the unit, which the columns leave out.
std::string time_column(Time time) {
  std::string text = seconds(time);
  text.resize(text.size() - 2);
  return text;
}

std::size_t digits(std::size_t number) { return fmt::formatted_size("{}", number); }

// -- The timeline in words

constexpr std::size_t kMostLives = 30;  // tasks
constexpr std::size_t kMostStays = 12;  // of one task

/// What the task did in a span that took time; empty if there is no word for it.
std::string stay(const Timeline& timeline, const Span& span) {
  switch (span.state) {
    case TaskState::Ready:
      return "is ready";
    case TaskState::Running:
      return "runs";
    case TaskState::Suspended: {
      if (span.wait == trace::WaitKind::Nothing) return "is suspended";
      if (span.sleeps > Time(0)) return "sleeps";
      Phrase p(timeline);
      return "waits for " + plain(p.awaited(span.wait, span.waits_for).pieces());
    }
    default:
      return "";
  }
}

std::string life(const Timeline& timeline, const TaskLane& lane) {
  const trace::Trace& trace = timeline.trace();
  const auto at = [&](EventIndex event) {
    return trace[std::min<EventIndex>(event, trace.size() - 1)].time;
  };
  std::string text = fmt::format("{}: made at {}", lane.label, time_column(at(lane.created)));
  std::size_t stays = 0;
  for (const Span span : lane.spans) {
    const Time from = at(span.begin), to = at(span.end);
    const std::string words = from < to ? stay(timeline, span) : "";
    if (words.empty() || ++stays > kMostStays) continue;
    text += fmt::format("; {} from {} to {}", words, time_column(from), time_column(to));
  }
  if (stays > kMostStays) text += "; and so on";
  if (lane.ended == trace::kNever) return text + "; has not ended.";
  const std::string_view how = lane.outcome == Outcome::Result      ? "done"
                               : lane.outcome == Outcome::Exception ? "failed with "
                               : lane.outcome == Outcome::Cancelled ? "cancelled"
                                                                    : "dropped";
  return fmt::format("{}; {}{} at {}.", text, how,
                     lane.outcome == Outcome::Exception ? lane.exception : "",
                     time_column(at(lane.ended)));
}

// -- The timeline

constexpr std::size_t kWidth = 96;  // of the page
constexpr std::size_t kLongestName = 16;
constexpr std::size_t kMostRows = 12;  // of pages one below the other
constexpr double kColumnsPerUnit = 4;

/// A page that is as long as the run, cut into rows that fit the terminal when it is printed.
class LetterPage {
 public:
  explicit LetterPage(const Timeline& timeline)
      : timeline_(timeline), axis_(timeline, AxisKind::Elastic) {
    axis_.extend();
    const std::size_t all = column(timeline.size()) + 2;  // room for the last end cap
    columns_ = std::min(all, kMostRows * kWidth);
    is_cut_ = columns_ < all;
  }

  std::string print();

 private:
  std::size_t column(EventIndex cursor) const {
    return static_cast<std::size_t>(std::lround(axis_.position(cursor) * kColumnsPerUnit));
  }
  void paint(std::string& row, std::size_t from, std::size_t to, char letter) const;
  void write(std::string& row, std::size_t at, std::string_view words) const;
  std::string times() const;
  std::string iterations() const;
  std::string lane(const TaskLane& lane) const;

  const Timeline& timeline_;
  Axis axis_;
  std::size_t columns_ = 0;
  bool is_cut_ = false;
};

void LetterPage::paint(std::string& row, std::size_t from, std::size_t to, char letter) const {
  to = std::min(to, columns_);
  if (from < to)
    std::fill(row.begin() + static_cast<std::ptrdiff_t>(from),
              row.begin() + static_cast<std::ptrdiff_t>(to), letter);
}

/// Writes words where they fit without touching what is there already.
void LetterPage::write(std::string& row, std::size_t at, std::string_view words) const {
  if (at + words.size() > columns_) return;
  const std::size_t before = at == 0 ? 0 : at - 1;
  const auto room = row.substr(before, at + words.size() - before);
  if (room.find_first_not_of(' ') == std::string::npos) row.replace(at, words.size(), words);
}

/// The time wherever it has changed.
std::string LetterPage::times() const {
  std::string row(columns_, ' ');
  write(row, 0, time_column(Time(0)));
  for (const Iteration& iteration : timeline_.iterations()) {
    if (iteration.waited <= Time(0)) continue;
    const EventIndex last = std::min<EventIndex>(iteration.end, timeline_.size() - 1);
    for (EventIndex i = iteration.begin; i <= last; ++i) {
      if (timeline_.trace()[i].kind != EventKind::SelectEnded) continue;
      write(row, column(i + 1), time_column(iteration.time));
      break;
    }
  }
  return row;
}

std::string LetterPage::iterations() const {
  std::string row(columns_, ' ');
  std::size_t number = 0;
  for (const Iteration& iteration : timeline_.iterations()) {
    write(row, column(iteration.begin + 1), fmt::format("{}", ++number));
  }
  return row;
}

std::string LetterPage::lane(const TaskLane& lane) const {
  std::string row(columns_, ' ');
  const auto paint_all = [&](TaskState state, char letter, std::size_t least) {
    for (const Span span : lane.spans) {
      if (span.state != state) continue;
      const std::size_t from = column(span.begin + 1);
      const std::size_t to = column(std::min(span.end, timeline_.size() - 1) + 1);
      paint(row, from, std::max(to, from + least), letter);
    }
  };
  paint_all(TaskState::Undetermined, '?', 0);
  paint_all(TaskState::Suspended, '.', 0);
  paint_all(TaskState::Ready, 'r', 0);
  paint_all(TaskState::Running, '#', 1);
  if (lane.ended == trace::kNever) return row;
  const std::size_t end = column(lane.ended + 1);
  const char cap = lane.outcome == Outcome::Result      ? 'v'
                   : lane.outcome == Outcome::Exception ? 'x'
                                                        : '/';
  paint(row, end, end + 1, cap);
  return row;
}

std::string LetterPage::print() {
  struct Row {
    std::string name, letters;
  };
  std::vector<Row> rows{{"time", times()}, {"iteration", iterations()}};
  for (const TaskId id : timeline_.order()) {
    const TaskLane& task = *timeline_.lane(id);
    const auto indent = static_cast<std::size_t>(std::min(task.depth, 4)) * 2;
    rows.push_back({std::string(indent, ' ') + task.label, lane(task)});
  }
  std::size_t name_width = 0;
  for (Row& row : rows) {
    row.name = printable(std::string(beginning(row.name, kLongestName)));
    name_width = std::max(name_width, row.name.size());
  }
  std::string text;
  const std::size_t page = kWidth - name_width - 2;
  for (std::size_t from = 0; from < columns_; from += page) {
    for (const Row& row : rows) {
      std::string line =
          fmt::format("{:<{}}  {}", row.name, name_width, row.letters.substr(from, page));
      line.resize(line.find_last_not_of(' ') + 1);
      text += line + "\n";
    }
    text += "\n";
  }
  if (is_cut_) text += fmt::format("... and so on until {}\n\n", seconds(timeline_.end().time()));
  return text + "# running   r ready   . suspended   v done   x failed   / cancelled\n";
}

}  // namespace

std::string transcript(const trace::Trace& trace) {
  Timeline timeline(trace);
  timeline.extend();
  std::size_t time_width = 0;
  for (EventIndex i = 0; i < trace.size(); ++i) {
    time_width = std::max(time_width, time_column(trace[i].time).size());
  }
  const std::size_t number_width = digits(trace.size());
  const std::size_t iteration_width = digits(timeline.iterations().size());

  std::string text;
  Snapshot before;
  for (EventIndex i = 0; i < trace.size(); ++i) {
    const trace::TraceEvent& e = trace[i];
    if (e.kind == EventKind::IterationBegan) text += "\n";
    const std::string sentence = plain(tell(timeline, before, i));
    before.apply(e);
    const std::string iteration =
        before.iteration() > 0 ? fmt::format("{}", before.iteration()) : "";
    fmt::format_to(std::back_inserter(text), "{:>{}}  {:>{}}  {:>{}}  {}\n", i + 1, number_width,
                   time_column(e.time), time_width, iteration, iteration_width, sentence);
  }
  return text;
}

std::string wrapped(std::string_view text, std::size_t width) {
  std::string lines;
  std::size_t used = 0;  // letters of the present line
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(" \n");
    const std::string_view word = text.substr(0, end);
    const auto letters = static_cast<std::size_t>(
        std::ranges::count_if(word, [](char c) { return (c & 0xC0) != 0x80; }));
    if (used > 0 && used + 1 + letters > width) {
      lines += '\n';
      used = 0;
    }
    if (used > 0 && !word.empty()) lines += ' ', ++used;
    lines += word;
    used += letters;
    if (end == text.npos) break;
    if (text[end] == '\n') lines += '\n', used = 0;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string text_lives(const trace::Trace& trace) {
  Timeline timeline(trace);
  timeline.extend();
  std::string text;
  std::size_t told = 0;
  for (const TaskId id : timeline.order()) {
    if (told++ == kMostLives) break;
    text += wrapped(printable(life(timeline, *timeline.lane(id)))) + "\n";
  }
  const std::size_t all = timeline.order().size();
  if (all > kMostLives) text += fmt::format("... and {}\n", count(all - kMostLives, "more task"));
  return text;
}

std::string text_timeline(const trace::Trace& trace) {
  if (trace.empty()) return "The trace is empty.\n";
  Timeline timeline(trace);
  timeline.extend();
  return LetterPage(timeline).print();
}

std::string text_run(const trace::Trace& trace) {
  return fmt::format(
      "{}\nThe tasks, with what took time, in seconds:\n{}\nThe same, drawn with letters:\n{}",
      transcript(trace), text_lives(trace), text_timeline(trace));
}

}  // namespace model
