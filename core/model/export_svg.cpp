// The timeline as in the window, but black on white: state by shape alone, the whole run at once.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <ostream>

#include "core/model/explain.hpp"
#include "core/model/export.hpp"
#include "core/model/phrase.hpp"
#include "core/model/svg.hpp"

namespace model {

using trace::Outcome;

namespace {

constexpr double kMargin = 24;
constexpr double kMostUnit = 64;   // pixels per step of a short run
constexpr double kLeastSpan = 3;   // narrower ones are merged and counted
constexpr double kLeastLines = 8;  // between two iterations' lines
constexpr double kReadable = 8;    // pixels per step from which on arrows help
constexpr std::size_t kMostLanes = 200;
constexpr std::size_t kMostArrows = 500;
constexpr int kDeepestIndent = 4;

constexpr Lettering kPlain{};
constexpr Lettering kGrey{.colour = "#444"};
constexpr Lettering kName{.size = 13, .bold = true};
constexpr Lettering kTitle{.size = 20, .bold = true};

Lettering at_middle(Lettering lettering) {
  lettering.anchor = "middle";
  return lettering;
}

constexpr std::string_view kRunning = R"(fill="#111" rx="3")";
constexpr std::string_view kMerged = R"(fill="#777" rx="2")";
constexpr std::string_view kReady =
    R"(fill="#fff" stroke="#000" stroke-width="1.4" stroke-dasharray="2 2" rx="2")";
constexpr std::string_view kSuspended = R"-(fill="url(#loopscope-hatch)")-";
constexpr std::string_view kUnknown = R"(fill="none" stroke="#888" stroke-dasharray="6 4")";
constexpr std::string_view kWaiting = R"(fill="#eee")";
constexpr std::string_view kLoop = R"(fill="#777" rx="2")";
constexpr std::string_view kStroke = R"(fill="none" stroke="#000" stroke-width="2")";

struct Range {
  double begin, end;
};

/// What stands behind the last span of a task.
struct Ending {
  Outcome outcome = Outcome::Pending;
  std::string words;
};

class Picture {
 public:
  Picture(const trace::Trace& trace, const PictureOptions& options)
      : trace_(trace), timeline_(trace), axis_(timeline_, options.axis), options_(options) {
    timeline_.extend();
    axis_.extend();
  }

  std::string draw();

 private:
  struct Row {
    const TaskLane* lane;
    double top;                  ///< of its bar
    std::vector<double> arrows;  ///< x of those that cross it
  };
  struct Arrow {
    double x;
    std::size_t from, to;  ///< rows
  };

  // -- Where things are
  void lay_out();
  void choose_unit(double plot);
  void collect_arrows();
  double x(EventIndex cursor) const { return left_ + axis_.position(cursor) * unit_; }
  double end_x(EventIndex end) const { return x(end == trace::kNever ? trace_.size() : end + 1); }
  double work_begin(const Iteration& one) const;
  Ending ending(const TaskLane& lane) const;
  std::string about() const;
  double draw_legend(double top);

  // -- Drawing
  void draw_head();
  void draw_ruler();
  void draw_lane(const Row& row);
  void draw_span(const Row& row, const Span& span, Range at);
  void draw_merged(const Row& row, Range at, std::size_t count);
  void draw_reason(const Row& row, const Span& span, Range at);
  void draw_end(const Row& row);
  void draw_cap(Outcome outcome, double x, double middle);
  void draw_arrows();
  void draw_arrow(double x, double y0, double y1);
  void draw_loop();

  const trace::Trace& trace_;
  Timeline timeline_;
  Axis axis_;
  PictureOptions options_;
  Drawing drawing_;
  std::vector<Row> rows_;
  std::vector<Arrow> arrows_;
  std::size_t more_tasks_ = 0;
  bool any_merged_ = false;
  double width_ = 0, right_ = 0;  ///< of the page; where the plot ends
  double left_ = 0, unit_ = 1;
  double row_ = 40, bar_ = 24, inset_ = 4;
  double times_ = 0, gaps_ = 0, numbers_ = 0;  ///< lines that texts of the ruler stand on
  double lanes_ = 0, loop_ = 0, bottom_ = 0;
};

// -- Where things are

Ending Picture::ending(const TaskLane& lane) const {
  if (lane.ended == trace::kNever) return {};
  switch (lane.outcome) {
    case Outcome::Result:
      return {lane.outcome, "done"};
    case Outcome::Cancelled:
      return {lane.outcome, "cancelled"};
    case Outcome::Exception:
      return {lane.outcome,
              lane.exception.empty() ? "failed" : std::string(beginning(lane.exception, 32))};
    default:
      return {Outcome::Exception, "dropped"};
  }
}

/// As large as all fits, with what stands behind the lanes, but not larger than is good to read.
void Picture::choose_unit(double plot) {
  constexpr double kLeastPlot = 40;
  const bool to_scale = axis_.kind() == AxisKind::Time;
  unit_ = plot / std::max(axis_.length(), 1e-9);
  for (const Row& row : rows_) {
    const Ending end = ending(*row.lane);
    if (end.words.empty()) continue;
    const double room = 28 + text_width(end.words, kPlain);
    const double at = axis_.position(row.lane->ended + 1);
    if (at > 0) unit_ = std::min(unit_, std::max(plot - room, kLeastPlot) / at);
  }
  if (!to_scale) unit_ = std::min(unit_, kMostUnit);
  if (axis_.length() <= 0) unit_ = 1;
}

void Picture::lay_out() {
  const auto& order = timeline_.order();
  const std::size_t shown = std::min(order.size(), kMostLanes);
  more_tasks_ = order.size() - shown;
  if (shown > 16) row_ = 26, bar_ = 16, inset_ = 2;
  double names = text_width("iteration", kGrey);
  for (std::size_t i = 0; i < shown; ++i) {
    const TaskLane* lane = timeline_.lane(order[i]);
    rows_.push_back({lane, 0, {}});
    const double indent = 12 * std::min(lane->depth, kDeepestIndent);
    names = std::max(names, indent + text_width(lane->label, kName));
  }
  const double most = options_.width;
  left_ = std::ceil(kMargin + std::min(names, most * 0.22) + 16);
  choose_unit(most - kMargin - left_);
  double used = x(trace_.size());
  for (const Row& row : rows_) {
    const Ending end = ending(*row.lane);
    if (end.words.empty()) continue;
    used = std::max(used, x(row.lane->ended + 1) + 28 + text_width(end.words, kPlain));
  }
  const double title = text_width(options_.title, kTitle), words = text_width(about(), kGrey);
  const double wanted = std::max({used, kMargin + title, kMargin + words, 600 - kMargin});
  width_ = std::ceil(std::min(most, wanted + kMargin));
  right_ = width_ - kMargin;

  times_ = 96, gaps_ = times_ + 20, numbers_ = gaps_ + 18;
  lanes_ = numbers_ + 8;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rows_[i].top = lanes_ + row_ * static_cast<double>(i) + (row_ - bar_) / 2;
  }
  loop_ = lanes_ + row_ * static_cast<double>(rows_.size()) + (more_tasks_ > 0 ? 24 : 4);
  bottom_ = loop_ + 28;
}

double Picture::work_begin(const Iteration& one) const {
  return x(std::min(one.begin + (one.waited > Time(0) ? 2 : 1), trace_.size()));
}

void Picture::collect_arrows() {
  std::unordered_map<TaskId, std::size_t> row_of;
  for (std::size_t i = 0; i < rows_.size(); ++i) row_of[rows_[i].lane->id] = i;
  if (axis_.kind() != AxisKind::Time && unit_ < kReadable) return;
  for (const WakeUp& wake : timeline_.wake_ups()) {
    if (arrows_.size() == kMostArrows) break;
    // Creation is told by where a lane begins.
    if (trace_[wake.at].kind == trace::EventKind::TaskCreated) continue;
    const auto from = row_of.find(wake.from), to = row_of.find(wake.to);
    if (from == row_of.end() || to == row_of.end() || from == to) continue;
    const Arrow arrow{x(wake.at + 1), from->second, to->second};
    if (!arrows_.empty() && arrow.x - arrows_.back().x < kLeastSpan &&
        arrow.from == arrows_.back().from && arrow.to == arrows_.back().to) {
      continue;
    }
    arrows_.push_back(arrow);
    const auto [low, high] = std::minmax(arrow.from, arrow.to);
    for (std::size_t i = low + 1; i < high; ++i) rows_[i].arrows.push_back(arrow.x);
  }
}

// -- Head and ruler

std::string Picture::about() const {
  std::string words;
  const auto add = [&](const std::string& more) {
    words += (words.empty() ? "" : "  \xC2\xB7  ") + more;
  };
  for (const auto& [name, value] : trace_.header.parameters) add(name + " " + value);
  add(trace_.header.clock == trace::ClockKind::Real ? "real clock" : "virtual clock");
  add(count(timeline_.iterations().size(), "iteration"));
  add(seconds(timeline_.end().time()));
  add(axis_.kind() == AxisKind::Time ? "to scale" : "not to scale: waits are shortened");
  return words;
}

void Picture::draw_head() {
  const double room = right_ - kMargin;
  drawing_.text(kMargin, 42, kTitle, fitted(options_.title, kTitle, room));
  drawing_.text(kMargin, 64, kGrey, fitted(about(), kGrey, room));
}

void Picture::draw_ruler() {
  drawing_.text(kMargin, times_, kGrey, "time");
  drawing_.text(kMargin, numbers_, kGrey, "iteration");
  const auto& all = timeline_.iterations();
  for (const Iteration& one : all) {  // below all else
    const double begin = work_begin(one), wait = x(one.begin + 1);
    if (begin - wait < kLeastSpan) continue;
    drawing_.box(wait, gaps_ - 14, begin - wait, bottom_ - gaps_ + 14, kWaiting);
  }
  std::string lines;
  double line_end = 0, time_end = 0, number_end = 0;
  Time told{-1};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Iteration& one = all[i];
    const double begin = work_begin(one), wait = x(one.begin + 1);
    const double end = i + 1 < all.size() ? x(all[i + 1].begin + 1) : x(trace_.size());
    if (begin - wait >= kLeastSpan) {
      const std::string length = duration(one.waited);
      if (text_width(length, kGrey) + 2 <= begin - wait) {
        drawing_.text((wait + begin) / 2, gaps_, at_middle(kGrey), length);
      }
    }
    if (begin - line_end >= kLeastLines || i == 0) {
      lines += path_to('M', begin, numbers_ - 12) + fmt::format("V{:.1f}", bottom_);
      line_end = begin;
    }
    const std::string number = fmt::format("{}", i + 1);
    const double half = text_width(number, kGrey) / 2;
    const double middle = std::max((begin + end) / 2, begin + half + 2);
    if (middle - half >= number_end && middle + half <= right_) {
      drawing_.text(middle, numbers_, at_middle(kGrey), number);
      number_end = middle + half + 4;
    }
    const std::string time = seconds(one.time);
    const double at = std::min(begin, right_ - text_width(time, kPlain));
    if (one.time != told && at >= time_end) {
      drawing_.text(at, times_, kPlain, time);
      time_end = at + text_width(time, kPlain) + 12;
      told = one.time;
    }
  }
  drawing_.path(lines, R"(stroke="#bbb" stroke-width="1")");
}

// -- Lanes

void Picture::draw_reason(const Row& row, const Span& span, Range at) {
  const std::string words =
      printable(reason(timeline_, span.wait, span.waits_for, span.sleeps, span.holder));
  const double whole = text_width(words, kPlain) + 8;
  // Where no arrow crosses it, if there is such a place.
  double begin = at.begin + 10;
  for (const double arrow : row.arrows) {
    if (arrow > begin - 8 && arrow < begin + whole + 8) begin = arrow + 8;
  }
  if (begin + whole > at.end - 2) begin = at.begin + 2;
  const std::string shown = fitted(words, kPlain, at.end - 2 - begin - 8);
  if (shown.empty()) return;
  const double middle = row.top + bar_ / 2;
  drawing_.box(begin, middle - 9, text_width(shown, kPlain) + 8, 18, R"(fill="#fff" rx="2")");
  drawing_.text(begin + 4, middle + 4, kPlain, shown);
}

void Picture::draw_span(const Row& row, const Span& span, Range at) {
  const double thin = row.top + inset_, height = bar_ - 2 * inset_;
  switch (span.state) {
    case TaskState::Running:
      // A block ends a hair before its neighbour begins.
      drawing_.box(at.begin, row.top, std::max(at.end - at.begin - 1, kLeastSpan), bar_, kRunning);
      break;
    case TaskState::Ready:
    case TaskState::Created:
      drawing_.box(at.begin + 1.5, thin + 0.5, std::max(at.end - at.begin - 4, 1.0), height - 1,
                   kReady);
      break;
    case TaskState::Suspended:
      drawing_.box(at.begin, thin, at.end - at.begin, height, kSuspended);
      draw_reason(row, span, at);
      break;
    default:
      drawing_.box(at.begin + 1, thin, std::max(at.end - at.begin - 2, 1.0), height, kUnknown);
      break;
  }
}

void Picture::draw_merged(const Row& row, Range at, std::size_t count) {
  any_merged_ = true;
  drawing_.box(at.begin, row.top, std::max(at.end - at.begin, kLeastSpan), bar_, kMerged);
  const std::string words = fmt::format("\xC3\x97{}", count);
  const Lettering white{.colour = "#fff", .anchor = "middle"};
  if (text_width(words, white) + 4 > at.end - at.begin) return;
  drawing_.text((at.begin + at.end) / 2, row.top + bar_ / 2 + 4, white, words);
}

/// Spans that are too narrow to be seen are merged until they can be, and counted.
void Picture::draw_lane(const Row& row) {
  const TaskLane& lane = *row.lane;
  const double indent = 12 * std::min(lane.depth, kDeepestIndent);
  drawing_.text(kMargin + indent, row.top + bar_ / 2 + 4.5, kName,
                fitted(printable(lane.label), kName, left_ - kMargin - indent - 12));
  Range merged{0, 0};
  std::size_t count = 0;
  std::optional<Span> alone;
  const auto flush = [&] {
    if (count == 1 && alone->state == TaskState::Running) {
      draw_span(row, *alone, merged);
    } else if (count > 1) {
      draw_merged(row, merged, count);
    }
    count = 0;
  };
  for (const Span& span : lane.spans) {
    const Range at{x(span.begin + 1), end_x(span.end)};
    const double wide = at.end - at.begin;
    if (count > 0 && at.begin - merged.begin >= kLeastSpan && wide >= kLeastSpan) flush();
    if (wide >= kLeastSpan) {
      flush();
      draw_span(row, span, at);
      continue;
    }
    // What is ready and runs at one place: its step says it.
    if (wide < 0.01 && span.state != TaskState::Running) continue;
    if (count++ == 0) merged.begin = at.begin, alone = span;
    merged.end = at.end;
  }
  flush();
  draw_end(row);
}

void Picture::draw_cap(Outcome outcome, double x, double middle) {
  std::string points;
  const auto to = [&](char letter, double dx, double dy) {
    points += path_to(letter, x + dx, middle + dy);
  };
  if (outcome == Outcome::Result) {
    to('M', 0, 1), to('L', 4, 5), to('L', 11, -5);
  } else {
    to('M', 1, 5), to('L', 10, -5);
    if (outcome == Outcome::Exception) to('M', 1, -5), to('L', 10, 5);
  }
  drawing_.path(points, kStroke);
}

void Picture::draw_end(const Row& row) {
  const Ending end = ending(*row.lane);
  if (end.words.empty()) return;
  const double at = std::max(x(row.lane->ended + 1), left_ + kLeastSpan);
  const double middle = row.top + bar_ / 2;
  draw_cap(end.outcome, at + 7, middle);
  drawing_.text(at + 24, middle + 4, kPlain, fitted(end.words, kPlain, right_ + 4 - at - 24));
}

// -- Wake-ups

/// A white seam keeps it apart from what it crosses.
void Picture::draw_arrow(double at, double y0, double y1) {
  const double from = at - 3, to = at + 3;
  const std::string line = path_to('M', from, y0) + path_to('L', to, y1);
  drawing_.path(line, R"(stroke="#fff" stroke-width="4")");
  drawing_.path(line, R"(stroke="#000" stroke-width="1.4")");
  drawing_.arrowhead(from, y0, to, y1);
}

void Picture::draw_arrows() {
  for (const Arrow& arrow : arrows_) {
    const double from = rows_[arrow.from].top, to = rows_[arrow.to].top;
    if (to > from) {
      draw_arrow(arrow.x, from + bar_, to + inset_);
    } else {
      draw_arrow(arrow.x, from, to + bar_ - inset_);
    }
  }
}

// -- The loop, and what the signs mean

void Picture::draw_loop() {
  const double middle = loop_ + 14;
  drawing_.path(path_to('M', kMargin, loop_) + path_to('L', right_, loop_),
                R"(stroke="#bbb" stroke-width="1")");
  drawing_.text(kMargin, middle + 4, kGrey, "loop");
  double begin = left_;
  const auto bar = [&](double end) {
    if (end - begin >= 1) drawing_.box(begin, middle - 5, end - begin, 10, kLoop);
  };
  for (const Iteration& one : timeline_.iterations()) {
    const double wait = x(one.begin + 1), work = work_begin(one);
    if (work - wait < kLeastSpan) continue;
    bar(wait);
    if (text_width("waits", kGrey) + 6 <= work - wait) {
      drawing_.text((wait + work) / 2, middle + 4, at_middle(kGrey), "waits");
    }
    begin = work;
  }
  bar(x(trace_.size()));
}

/// Returns where the page may end.
double Picture::draw_legend(double top) {
  double at = kMargin, line = top;
  const auto entry = [&](std::string_view words, auto sign) {
    const double wide = 32 + text_width(words, kGrey);
    if (at > kMargin && at + wide > right_) at = kMargin, line += 22;
    sign(at, line);
    drawing_.text(at + 26, line + 4, kGrey, words);
    at += wide + 16;
  };
  const auto box = [&](std::string_view look) {
    return [this, look](double x, double y) { drawing_.box(x, y - 6, 18, 12, look); };
  };
  const auto cap = [&](Outcome outcome) {
    return [this, outcome](double x, double y) { draw_cap(outcome, x + 4, y); };
  };
  const auto any = [&](Outcome outcome) {
    return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
      const Ending end = ending(*row.lane);
      return !end.words.empty() && end.outcome == outcome;
    });
  };
  entry("running", box(kRunning));
  entry("ready: woken, waits for its turn", box(kReady));
  entry("suspended, with the reason", box(kSuspended));
  if (any_merged_) entry("many, too narrow to draw", box(kMerged));
  if (any(Outcome::Result)) entry("done", cap(Outcome::Result));
  if (any(Outcome::Exception)) entry("failed", cap(Outcome::Exception));
  if (any(Outcome::Cancelled)) entry("cancelled", cap(Outcome::Cancelled));
  if (!arrows_.empty()) {
    entry("wakes", [&](double x, double y) { draw_arrow(x + 9, y - 9, y + 8); });
  }
  const bool waits = std::any_of(
      timeline_.iterations().begin(), timeline_.iterations().end(),
      [&](const Iteration& one) { return work_begin(one) - x(one.begin + 1) >= kLeastSpan; });
  if (waits) entry("the loop waits, for so long", box(kWaiting));
  return line + 24;
}

std::string Picture::draw() {
  lay_out();
  collect_arrows();
  draw_head();
  draw_ruler();
  for (const Row& row : rows_) draw_lane(row);
  if (more_tasks_ > 0) {
    drawing_.text(kMargin, loop_ - 8, kGrey,
                  fmt::format("and {} more", count(more_tasks_, "task")));
  }
  draw_arrows();
  draw_loop();
  return drawing_.document(width_, draw_legend(bottom_ + 24), options_.title);
}

}  // namespace

void write_picture(const trace::Trace& trace, const PictureOptions& options, std::ostream& out) {
  out << Picture(trace, options).draw();
}

}  // namespace model
