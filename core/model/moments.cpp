#include "core/model/moments.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace model {
namespace {

using trace::EventKind;

// -- Moments as they are written

/// "runs A 2": a verb, a name, and which one of several.
struct Wording {
  std::string_view verb, name;
  std::size_t number = 1;
};

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Wording read(std::string_view moment) {
  moment = trimmed(moment);
  Wording words;
  words.verb = moment.substr(0, moment.find(' '));
  std::string_view rest = trimmed(moment.substr(words.verb.size()));
  const std::size_t last = rest.find_last_of(" \"");
  if (last != rest.npos) {
    if (const auto number = whole_number(rest.substr(last + 1))) {
      words.number = *number;
      rest = trimmed(rest.substr(0, last + 1));
    }
  }
  if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"') {
    rest = rest.substr(1, rest.size() - 2);
  }
  words.name = rest;
  return words;
}

// -- Looking for them

/// A verb that is a kind of fact about a task or an object.
struct Verb {
  std::string_view word;
  EventKind kind;
  bool of_task;
};
constexpr auto kVerbs = std::to_array<Verb>({
    {"created", EventKind::TaskCreated, true},
    {"done", EventKind::TaskDone, true},
    {"done", EventKind::TaskDestroyed, true},
    {"runs", EventKind::TaskStepBegan, true},
    {"suspended", EventKind::TaskSuspended, true},
    {"woken", EventKind::HandleQueued, true},
    {"cancelled", EventKind::TaskCancelRequested, true},
    {"set", EventKind::EventSet, false},
    {"acquired", EventKind::Acquired, false},
    {"released", EventKind::Released, false},
    {"put", EventKind::ItemPut, false},
    {"taken", EventKind::ItemTaken, false},
    {"notified", EventKind::Notified, false},
});

ObjectId task_called(const Timeline& timeline, std::string_view name) {
  for (const TaskId id : timeline.order()) {
    if (timeline.lane(id)->label == name) return id;
  }
  for (const TaskId id : timeline.order()) {
    if (timeline.lane(id)->name == name) return id;
  }
  return 0;
}

ObjectId object_called(const Timeline& timeline, std::string_view name) {
  ObjectId first = 0;
  for (const auto& [id, object] : timeline.objects()) {
    if (object.label == name && (first == 0 || id < first)) first = id;
  }
  return first;
}

template <class Matches>
std::optional<EventIndex> nth_fact(const trace::Trace& trace, std::size_t number,
                                   Matches&& matches) {
  for (EventIndex i = 0; i < trace.size(); ++i) {
    if (matches(trace[i]) && --number == 0) return i;
  }
  return std::nullopt;
}

std::optional<EventIndex> fact_about(const Timeline& timeline, const Wording& words) {
  const auto of_task = std::ranges::find(kVerbs, words.verb, &Verb::word);
  if (of_task == kVerbs.end()) return std::nullopt;
  const ObjectId id =
      of_task->of_task ? task_called(timeline, words.name) : object_called(timeline, words.name);
  if (id == 0) return std::nullopt;
  return nth_fact(timeline.trace(), words.number, [&](const TraceEvent& e) {
    return std::ranges::any_of(kVerbs, [&](const Verb& verb) {
      return verb.word == words.verb && verb.kind == e.kind &&
             (verb.of_task ? e.task : e.object) == id;
    });
  });
}

std::optional<EventIndex> callback_called(const Timeline& timeline, Wording words) {
  for (const HandleRun& run : timeline.runs()) {
    if (run.task != 0 || timeline.trace().text(run.label) != words.name) continue;
    if (--words.number == 0) return run.begin;
  }
  return std::nullopt;
}

std::optional<EventIndex> at_time(const trace::Trace& trace, std::string_view text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  const Time time = std::chrono::round<Time>(std::chrono::duration<double>(seconds));
  return nth_fact(trace, 1, [&](const TraceEvent& e) { return e.time >= time; });
}

// -- Marks

/// "`code`" at the begin of a text, and how long it is there.
std::optional<MarkedPiece> code_at(std::string_view text, std::size_t& length) {
  if (!text.starts_with('`')) return std::nullopt;
  const std::size_t close = text.find('`', 1);
  if (close == text.npos) return std::nullopt;
  length = close + 1;
  return MarkedPiece{.text = std::string(text.substr(1, close - 1)), .moment = {}, .code = true};
}

/// "[words](moment)" likewise. A bracket may stand within the quotes of a moment.
std::optional<MarkedPiece> link_at(std::string_view text, std::size_t& length) {
  const std::size_t middle = text.find("](");
  if (middle == text.npos) return std::nullopt;
  bool quoted = false;
  for (std::size_t i = middle + 2; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] != ')' || quoted) continue;
    length = i + 1;
    MarkedPiece piece{.text = std::string(text.substr(1, middle - 1)),
                      .moment = std::string(text.substr(middle + 2, i - middle - 2))};
    std::erase(piece.text, '`');
    return piece;
  }
  return std::nullopt;
}

}  // namespace

std::optional<EventIndex> find_moment(const Timeline& timeline, std::string_view moment) {
  const trace::Trace& trace = timeline.trace();
  const Wording words = read(moment);
  if (trace.empty() || words.number == 0) return std::nullopt;
  if (trimmed(moment) == "start") return 0;
  if (trimmed(moment) == "end") return trace.size() - 1;
  if (words.name.empty()) return std::nullopt;
  if (words.verb == "output" || words.verb == "dropped") {
    const EventKind kind = words.verb == "output" ? EventKind::Printed : EventKind::CoroDropped;
    return nth_fact(trace, words.number, [&](const TraceEvent& e) {
      return e.kind == kind && trace.text(e.text).starts_with(words.name);
    });
  }
  if (words.verb == "iteration") {
    const auto number = whole_number(words.name);
    if (!number || *number == 0 || *number > timeline.iterations().size()) return std::nullopt;
    return timeline.iterations()[*number - 1].begin;
  }
  if (words.verb == "time") return at_time(trace, words.name);
  if (words.verb == "callback") return callback_called(timeline, words);
  return fact_about(timeline, words);
}

// -- Marked-up texts

std::vector<MarkedPiece> marked_pieces(std::string_view text) {
  std::vector<MarkedPiece> pieces;
  std::string plain;
  while (!text.empty()) {
    std::size_t length = 0;
    std::optional<MarkedPiece> piece =
        text.front() == '[' ? link_at(text, length) : code_at(text, length);
    if (!piece) {
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    if (!plain.empty()) pieces.push_back({.text = std::exchange(plain, {}), .moment = {}});
    pieces.push_back(std::move(*piece));
    text.remove_prefix(length);
  }
  if (!plain.empty()) pieces.push_back({.text = std::move(plain), .moment = {}});
  return pieces;
}

Sentence with_links(const Timeline& timeline, std::string_view text) {
  Sentence sentence;
  for (MarkedPiece& piece : marked_pieces(text)) {
    const auto at = piece.moment.empty() ? std::nullopt : find_moment(timeline, piece.moment);
    const Piece::Kind kind = at           ? Piece::Kind::Moment
                             : piece.code ? Piece::Kind::Strong
                                          : Piece::Kind::Plain;
    sentence.push_back({kind, std::move(piece.text), 0, at ? *at + 1 : EventIndex{0}});
  }
  return sentence;
}

std::string without_marks(std::string_view text) {
  std::string words;
  for (const MarkedPiece& piece : marked_pieces(text)) words += piece.text;
  return words;
}

}  // namespace model
