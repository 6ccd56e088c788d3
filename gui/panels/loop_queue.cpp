// The handles of the loop as cards: the one that runs, and those that are ready, in order.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "gui/app.hpp"
#include "gui/hover.hpp"
#include "gui/panels.hpp"
#include "gui/panels/loop_parts.hpp"

namespace gui {

using model::LoopPhase;

void draw_heading(const Painter& paint, Rect& room, std::string_view title,
                  std::string_view beside) {
  const Theme& theme = paint.theme();
  Rect line = room.cut_top(paint.px(20));
  room.cut_top(paint.px(4));
  const float width = paint.label(line, theme.fonts.small_bold, theme.mut, title);
  explain_word(paint, {line.x0, line.y0, line.x0 + width, line.y1}, title);
  line.cut_left(width + paint.px(8));
  if (!beside.empty()) paint.label(line, theme.fonts.small, theme.dim, beside);
}

namespace {

std::string title_of(const View& view, const model::ReadyHandle& handle) {
  if (handle.task != 0) return view.timeline().label(handle.task);
  if (handle.sleeper != 0) return "timer of " + view.timeline().label(handle.sleeper);
  const std::string label(view.text(handle.label));
  return label.empty() ? "callback" : label;
}

/// Why it is there and since when, when the mouse rests on it.
void tell_handle(const View& view, const Painter& paint, const model::ReadyHandle& handle,
                 bool running) {
  HoverCard card;
  card.title = title_of(view, handle);
  if (handle.task != 0) card.square = view.colour_of(handle.task);
  if (handle.task != 0) card.state = running ? model::TaskState::Running : model::TaskState::Ready;
  const model::Snapshot& now = view.snapshot();
  if (const auto place = now.ready_position(handle.id)) {
    const bool in_batch = now.phase() != LoopPhase::RunningBatch || *place < now.batch_left();
    card.row("place", fmt::format("{} of {}, {}", *place + 1, now.ready().size(),
                                  in_batch ? "in this batch" : "in the next batch"));
  }
  card.row("queued",
           fmt::format("{}, fact {}", view.seconds(handle.queued_time), handle.queued_at + 1));
  if (handle.queued_at < view.frontier) card.row("why", view.run.tell(handle.queued_at));
  show(paint, card, [&](trace::TaskId task) { return view.colour_of(task); });
}

/// A card of two lines, or a row of one.
void draw_card(const View& view, const Painter& paint, Rect target,
               const model::ReadyHandle& handle, bool running, Motion& motion,
               CommandQueue& commands) {
  const Rect box = motion.place(Motion::handle(handle.id), Motion::task(handle.task), target);
  const Theme& theme = paint.theme();
  const bool step = handle.task != 0;
  const ImU32 colour = step ? view.colour_of(handle.task) : theme.dim;
  const bool focus = step && handle.task == view.focus;
  paint.fill(box, running || focus ? theme.hl : theme.raise, paint.px(running ? 6 : 2));
  if (running) {
    paint.stroke(box, colour, paint.px(6), std::max(1.f, theme.scale));
  } else {
    paint.dashed(box, step ? theme.dim : theme.line, 1);
  }
  const bool two_lines = box.height() > paint.px(40);
  Rect inner = box.inset(paint.px(9), two_lines ? paint.px(4) : 0);
  Rect line = two_lines ? inner.cut_top(paint.px(20)) : inner;
  if (step) {
    paint.square(line.x0, line.centre_y(), paint.px(8), colour);
    line.cut_left(paint.px(14));
  }
  const std::string title = title_of(view, handle);
  const float used = step ? paint.name(line, theme.fonts.body_bold, theme.text, title)
                          : paint.label(line, theme.fonts.small, theme.mut, title);
  Rect cause = two_lines ? inner.cut_top(paint.px(18)) : line;
  if (!two_lines) cause.cut_left(used + paint.px(8));
  paint.label(cause, theme.fonts.small, theme.mut, cause_of(view, handle));
  const bool open = view.app.ui().prediction.secret();
  if (!open && rests(box, thing("handle", handle.id, running ? 1 : 0))) {
    tell_handle(view, paint, handle, running);
  }
  if (!pressed(box)) return;
  if (view.enabled("move")) {
    commands.push("move", model::to_words({model::MoveKind::Run, handle.id}));
  } else if (step) {
    commands.select(handle.task);
  } else {
    commands.seek(handle.queued_at + 1);
  }
}

/// Where the cards and the mark stand. What has no room is missing at the end.
struct Slots {
  std::vector<Rect> cards;
  std::optional<Rect> mark;
};

/// Side by side, in lines; the mark stands upright before the card with the index `mark_at`.
Slots lay_cards(const Painter& paint, Rect room, const std::vector<float>& widths,
                std::optional<std::size_t> mark_at) {
  const float height = paint.px(46), gap = paint.px(6), mark = paint.px(20);
  Slots slots;
  float x = room.x0, y = room.y0;
  bool marked_line = false;
  for (std::size_t i = 0; i <= widths.size(); ++i) {
    const bool marked = mark_at == i;
    const float width = i < widths.size() ? std::min(widths[i], room.width()) : 0;
    if (x > room.x0 && x + (marked ? mark : 0) + width > room.x1) {
      x = room.x0;
      y += height + (marked_line ? paint.px(22) : gap);  // the words under the mark
      marked_line = false;
    }
    if (y + height > room.y1 + 1 && i > 0) break;
    if (marked) {
      slots.mark = Rect{x, y, x + mark - gap, y + height};
      x += mark;
      marked_line = true;
    }
    if (i < widths.size()) slots.cards.push_back({x, y, x + width, y + height});
    x += width + gap;
  }
  return slots;
}

/// Under each other; the mark lies between two rows.
Slots lay_rows(const Painter& paint, Rect room, std::size_t count,
               std::optional<std::size_t> mark_at) {
  const float height = paint.px(23), gap = paint.px(3), mark = paint.px(8);
  Slots slots;
  float y = room.y0;
  for (std::size_t i = 0; i <= count; ++i) {
    if (mark_at == i) {
      if (y + mark > room.y1) break;
      slots.mark = Rect{room.x0, y, room.x1, y + mark - gap};
      y += mark;
    }
    if (i == count || (y + height > room.y1 + 1 && i > 0)) break;
    slots.cards.push_back({room.x0, y, room.x1, y + height});
    y += height + gap;
  }
  return slots;
}

/// The queue as it is drawn: all of it, or its head, how many are left out, and its last handle.
struct Plan {
  Slots slots;
  std::size_t head = 0;      ///< cards from the front
  std::size_t left_out = 0;  ///< told in the slot behind the head
};

/// No queue shows more cards than that.
constexpr std::size_t kMostCards = 200;

/// `lay(count, left_out, mark_at)` gives the slots for the first `count` handles and, if some are
/// left out, for their number and the last handle.
template <class Lay>
Plan plan_queue(std::size_t size, std::optional<std::size_t> mark_at, const Lay& lay) {
  std::size_t head = size;
  if (size <= kMostCards) {
    Slots all = lay(size, false, mark_at);
    if (all.cards.size() == size) return {std::move(all), size, 0};
    head = std::max<std::size_t>(all.cards.size(), 1);
  }
  for (head = std::min({head, kMostCards, size - 1}); head > 0; --head) {
    // The mark keeps its place in the head, and behind the last; in between it is told in words.
    std::optional<std::size_t> mark;
    if (mark_at && *mark_at <= head) mark = mark_at;
    if (mark_at && *mark_at >= size - 1) mark = head + 1 + (*mark_at - (size - 1));
    Slots slots = lay(head, true, mark);
    if (slots.cards.size() == head + 2 && size > head + 1)
      return {std::move(slots), head, size - head - 1};
  }
  return {lay(1, false, std::nullopt), std::min<std::size_t>(size, 1), 0};
}

void draw_mark(const View& view, const Painter& paint, Rect room, Rect mark) {
  const Theme& theme = paint.theme();
  if (mark.width() > mark.height()) {  // between rows
    const float y = std::floor(mark.centre_y());
    paint.fill({mark.x0, y, mark.x1, y + paint.px(2)}, theme.acc);
    return;
  }
  const float at = (mark.x0 + mark.x1) * 0.5f;
  paint.v_line(at, mark.y0, mark.y1, theme.acc, 2);
  const std::string words = fmt::format("batch {} ends here", view.snapshot().iteration());
  const float w = paint.width(theme.fonts.small, words);
  const float left = std::clamp(at - w * 0.5f, room.x0, std::max(room.x0, room.x1 - w));
  paint.text(left, mark.y1 + paint.px(4), theme.fonts.small, theme.acc, words);
}

/// How many stand between the head and the last, and how many of them are of this batch.
void draw_left_out(const Painter& paint, Rect box, const Plan& plan,
                   std::optional<std::size_t> mark_at) {
  const Theme& theme = paint.theme();
  const std::string words = fmt::format("+ {} more", plan.left_out);
  const bool splits = mark_at && *mark_at > plan.head && *mark_at < plan.head + plan.left_out;
  if (box.height() < paint.px(40) || !splits) {
    paint.label(box, theme.fonts.small, theme.mut, words, Align::Centre);
    return;
  }
  Rect inner = box.inset(0, paint.px(5));
  paint.label(inner.cut_top(paint.px(18)), theme.fonts.small, theme.mut, words, Align::Centre);
  paint.label(inner.cut_top(paint.px(18)), theme.fonts.small, theme.acc,
              fmt::format("{} in batch", *mark_at - plan.head), Align::Centre);
}

}  // namespace

void draw_running(const View& view, const Painter& paint, Rect box, Motion& motion,
                  CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const model::Snapshot& now = view.snapshot();
  if (now.running().id != 0) {
    draw_card(view, paint, box, now.running(), true, motion, commands);
    return;
  }
  std::string_view words = "nothing: between two handles";
  if (now.phase() == LoopPhase::Waiting) {
    const bool waits = now.wait_limit().count() != 0;
    words = waits ? "nothing: the loop waits" : "nothing: a new iteration begins";
  }
  if (now.phase() == LoopPhase::MovingTimers) words = "nothing: the queue is being filled";
  if (now.phase() == LoopPhase::NotStarted) words = "nothing yet";
  if (now.phase() == LoopPhase::Stopped) words = "nothing any more";
  if (box.width() < paint.px(190)) words = words.substr(0, words.find(':'));
  paint.stroke(box, theme.line, paint.px(6));
  paint.label(box.inset(paint.px(10), 0), theme.fonts.small, theme.dim, words);
}

void draw_queue(const View& view, const Painter& paint, Rect room, Motion& motion,
                CommandQueue& commands) {
  const Theme& theme = paint.theme();
  const model::Snapshot& now = view.snapshot();
  const auto& ready = now.ready();
  std::optional<std::size_t> mark_at;
  if (now.phase() == LoopPhase::RunningBatch) mark_at = std::min(now.batch_left(), ready.size());
  const bool as_cards = room.width() > paint.px(250);
  const Fonts& fonts = theme.fonts;
  const auto card_width = [&](std::size_t i, bool brief) {
    const model::ReadyHandle& handle = ready[i];
    const bool step = handle.task != 0;
    const float name = paint.width(step ? fonts.body_bold : fonts.small, title_of(view, handle)) +
                       (step ? paint.px(14) : 0);
    const float cause = brief ? 0 : paint.width(fonts.small, cause_of(view, handle));
    return std::clamp(std::ceil(std::max(name, cause)) + paint.px(20), paint.px(64),
                      paint.px(brief ? 118 : 180));
  };
  const auto plan_cards = [&](bool brief) {
    std::vector<float> widths;
    for (std::size_t i = 0; i < std::min(ready.size(), kMostCards); ++i)
      widths.push_back(card_width(i, brief));
    return plan_queue(ready.size(), mark_at,
                      [&](std::size_t count, bool more, std::optional<std::size_t> mark) {
                        std::vector<float> some(
                            widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(count));
                        if (more) some.push_back(paint.px(108));
                        if (more) some.push_back(card_width(ready.size() - 1, true));
                        return lay_cards(paint, room, some, mark);
                      });
  };
  Plan plan;
  if (as_cards) {
    plan = plan_cards(false);
    if (plan.left_out > 0) plan = plan_cards(true);
  } else {
    plan = plan_queue(ready.size(), mark_at,
                      [&](std::size_t count, bool more, std::optional<std::size_t> mark) {
                        return lay_rows(paint, room, count + (more ? 2 : 0), mark);
                      });
  }
  const Slots& slots = plan.slots;
  if (slots.mark) draw_mark(view, paint, room, *slots.mark);
  if (ready.empty()) {
    Rect line = room.cut_top(as_cards && slots.mark ? paint.px(46) : paint.px(24));
    if (slots.mark && as_cards) line.cut_left(paint.px(20));
    if (slots.mark && !as_cards) line = line.moved(0, paint.px(8));
    draw_nothing(paint, line, "empty");
    return;
  }
  for (std::size_t i = 0; i < slots.cards.size(); ++i) {
    if (i == plan.head) {
      draw_left_out(paint, slots.cards[i], plan, mark_at);
    } else {
      const bool last = i > plan.head;
      draw_card(view, paint, slots.cards[i], ready[last ? ready.size() - 1 : i], false, motion,
                commands);
    }
  }
}

}  // namespace gui
