#include "core/model/phrase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace model {

using trace::WaitKind;

namespace {

constexpr std::size_t kLongestText = 120;
constexpr std::size_t kMostNames = 4;

/// The digits of |ns| as whole units and a fraction of `digits` places.
struct Decimal {
  std::uint64_t whole;
  std::string fraction;
};

Decimal decimal(std::uint64_t ns, int digits) {
  std::uint64_t unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;
  return {ns / unit, digits == 0 ? "" : fmt::format("{:0{}}", ns % unit, digits)};
}

std::uint64_t magnitude(Time time) {
  const auto ns = static_cast<std::uint64_t>(time.count());
  return time.count() < 0 ? 0 - ns : ns;
}

}  // namespace

// -- Numbers

std::string seconds(Time time) {
  auto [whole, fraction] = decimal(magnitude(time), 9);
  std::string text =
      fmt::format("{}{}.{}", time.count() < 0 ? "-" : "", whole, fraction.substr(0, 3));
  const std::string_view micro = std::string_view(fraction).substr(3, 3);
  const std::string_view nano = std::string_view(fraction).substr(6);
  const bool has_nano = nano != "000";
  if (has_nano || micro != "000") text += fmt::format(" {}", micro);
  if (has_nano) text += fmt::format(" {}", nano);
  return text + " s";
}

std::string duration(Time time) {
  const std::uint64_t ns = magnitude(time);
  constexpr std::uint64_t kMicro = 1'000, kMilli = 1'000'000, kSecond = 1'000'000'000;
  const bool short_in_seconds = ns >= kSecond || ns % (kSecond / 10) == 0;
  const auto [digits, unit] = short_in_seconds ? std::pair(9, "s")
                              : ns >= kMilli   ? std::pair(6, "ms")
                              : ns >= kMicro   ? std::pair(3, "us")
                                               : std::pair(0, "ns");
  auto [whole, fraction] = decimal(ns, digits);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fmt::format("{}{}{}{} {}", time.count() < 0 ? "-" : "", whole, fraction.empty() ? "" : ".",
                     fraction, unit);
}

std::string ordinal(std::size_t number) {
  static constexpr std::array<std::string_view, 4> kEnds{"th", "st", "nd", "rd"};
  const bool teen = number % 100 / 10 == 1;
  const std::size_t last = number % 10;
  return fmt::format("{}{}", number, kEnds[teen || last > 3 ? 0 : last]);
}

std::string count(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string_view verb(std::size_t number, std::string_view one, std::string_view more) {
  return number == 1 ? one : more;
}

// -- Pieces

std::string_view beginning(std::string_view text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string printable(std::string text) {
  const auto controls = [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; };
  std::replace_if(text.begin(), text.end(), controls, ' ');
  return text;
}

std::string plain(const Sentence& sentence) {
  std::string text;
  for (const Piece& piece : sentence) text += piece.text;
  return printable(std::move(text));
}

Phrase& Phrase::plain(std::string_view words) {
  if (!sentence_.empty() && sentence_.back().kind == Piece::Kind::Plain) {
    sentence_.back().text += words;
  } else if (!words.empty()) {
    sentence_.push_back({.text = std::string(words)});
  }
  return *this;
}

Phrase& Phrase::strong(std::string_view words) {
  sentence_.push_back({.kind = Piece::Kind::Strong, .text = std::string(words)});
  return *this;
}

Phrase& Phrase::text(StringId id) {
  const std::string_view whole = timeline_.trace().text(id);
  std::string shown = printable(std::string(beginning(whole, kLongestText)));
  if (shown.size() < whole.size()) shown += "...";
  return strong(shown);
}

Phrase& Phrase::task(TaskId id) {
  const TaskLane* lane = timeline_.lane(id);
  sentence_.push_back({.kind = Piece::Kind::Task,
                       .text = lane != nullptr ? lane->label : fmt::format("task {}", id),
                       .id = id});
  return *this;
}

Phrase& Phrase::object(ObjectId id) {
  const auto& objects = timeline_.objects();
  const auto it = objects.find(id);
  if (it != objects.end()) {
    const std::string kind = fmt::format("{} ", word(it->second.kind));
    if (!it->second.label.starts_with(kind)) plain(kind);
  }
  sentence_.push_back({.kind = Piece::Kind::Object, .text = timeline_.label(id), .id = id});
  return *this;
}

Phrase& Phrase::task_or_object(ObjectId id) {
  return timeline_.lane(id) != nullptr ? task(id) : object(id);
}

Phrase& Phrase::awaited(WaitKind wait, ObjectId id) {
  if (wait == WaitKind::Sleep) return plain("its timer");
  if (id == 0) return plain("something that was not recorded");
  switch (wait) {
    case WaitKind::Semaphore:
      return plain("a permit of ").object(id);
    case WaitKind::Barrier:
      return plain("the others at ").object(id);
    case WaitKind::Get:
      return plain("an item of ").object(id);
    case WaitKind::Put:
      return plain("room in ").object(id);
    case WaitKind::Join:
      return plain("all items of ").object(id).plain(" to be done");
    case WaitKind::TaskGroup:
      return plain("the children of ").object(id);
    case WaitKind::Read:
      return plain("data from ").object(id);
    default:
      return task_or_object(id);
  }
}

Phrase& Phrase::tasks(std::span<const TaskId> ids) {
  const std::size_t shown = ids.size() <= kMostNames ? ids.size() : kMostNames - 1;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) plain(i + 1 == ids.size() ? " and " : ", ");
    task_or_object(ids[i]);
  }
  if (shown < ids.size()) plain(fmt::format(" and {} more", ids.size() - shown));
  return *this;
}

Phrase& Phrase::moment(Time time, EventIndex event) {
  sentence_.push_back({.kind = Piece::Kind::Moment, .text = seconds(time), .cursor = event + 1});
  return *this;
}

Phrase& Phrase::iteration(std::uint32_t number) {
  const auto& all = timeline_.iterations();
  if (number == 0 || number > all.size()) return plain(fmt::format("iteration {}", number));
  sentence_.push_back({.kind = Piece::Kind::Moment,
                       .text = fmt::format("iteration {}", number),
                       .cursor = all[number - 1].begin + 1});
  return *this;
}

Phrase& Phrase::handle(const ReadyHandle& handle) {
  if (handle.task != 0) return task(handle.task);
  if (handle.sleeper != 0) return plain("the callback of ").task(handle.sleeper).plain("'s timer");
  if (handle.label == 0) return plain(handle.was_timer ? "a timer's callback" : "a callback");
  plain(handle.was_timer ? "the callback of timer \"" : "the callback \"");
  return text(handle.label).plain("\"");
}

Phrase& Phrase::arrow() {
  sentence_.push_back({.kind = Piece::Kind::Arrow, .text = " -> "});
  return *this;
}

Phrase& Phrase::add(const Sentence& pieces) {
  sentence_.insert(sentence_.end(), pieces.begin(), pieces.end());
  return *this;
}

Sentence Phrase::take() {
  if (!sentence_.empty() && sentence_.front().kind == Piece::Kind::Plain) {
    char& first = sentence_.front().text.front();
    if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  }
  return std::move(sentence_);
}

// -- Reasons

bool is_woken_to_be_cancelled(const trace::Trace& trace, EventIndex index, const TaskView& task) {
  if (index == 0 || trace[index].kind != trace::EventKind::HandleQueued) return false;
  const trace::TraceEvent& cause = trace[index - 1];
  if (cause.task != task.id || task.cancel_requests == 0) return false;
  return cause.kind == trace::EventKind::TaskCancelRequested ||
         cause.kind == trace::EventKind::TaskSuspended;
}

namespace {

/// "queue.get jobs", and "queue.get 1" for queue 1: how a program says it.
std::string call(std::string_view method, const Timeline& timeline, ObjectId queue) {
  std::string label = timeline.label(queue);
  if (label.starts_with("queue ")) label.erase(0, 6);
  return printable(fmt::format("queue.{} {}", method, label));
}

}  // namespace

std::string reason(const Timeline& timeline, WaitKind wait, ObjectId waits_for, Time sleeps,
                   TaskId holder) {
  switch (wait) {
    case WaitKind::Nothing:
      return "nothing";
    case WaitKind::Sleep:
      return sleeps > Time(0) ? "sleep " + duration(sleeps) : "sleep";
    case WaitKind::Wait:
    case WaitKind::Shield:
    case WaitKind::Gather: {
      const auto it = timeline.objects().find(waits_for);
      if (it == timeline.objects().end() || it->second.children.empty()) break;
      Phrase p(timeline);
      p.plain(fmt::format("{}: ", word(wait))).tasks(it->second.children);
      return plain(p.pieces());
    }
    case WaitKind::Get:
      return call("get", timeline, waits_for);
    case WaitKind::Put:
      return call("put", timeline, waits_for);
    case WaitKind::Join:
      return call("join", timeline, waits_for);
    default:
      break;
  }
  if (timeline.lane(waits_for) != nullptr) return "task " + timeline.label(waits_for);
  if (!timeline.objects().contains(waits_for)) return fmt::format("{} {}", word(wait), waits_for);
  Phrase p(timeline);
  p.object(waits_for);
  if (holder != 0) p.plain(", held by ").task(holder);
  return plain(p.pieces());
}

}  // namespace model
