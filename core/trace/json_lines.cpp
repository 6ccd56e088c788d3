#include "core/trace/json_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/trace/format.hpp"
#include "core/trace/utf8.hpp"

namespace trace {
namespace {

using Json = nlohmann::ordered_json;

/// A name for `detail` and its words, for the kinds that give it an enumeration.
struct Detail {
  const char* key = "detail";
  std::string_view (*word)(std::uint8_t) = nullptr;
};

template <class Enumeration>
std::string_view word_of(std::uint8_t detail) {
  return word(static_cast<Enumeration>(detail));
}

std::string_view clock_word(std::uint8_t detail) {
  return detail == 0 ? "virtual" : detail == 1 ? "real" : "unknown";
}

Detail detail_of(EventKind kind) {
  switch (kind) {
    case EventKind::LoopStarted:
      return {"clock", clock_word};
    case EventKind::TaskSuspended:
      return {"wait", word_of<WaitKind>};
    case EventKind::TaskDone:
    case EventKind::FutureDone:
      return {"outcome", word_of<Outcome>};
    case EventKind::ObjectCreated:
      return {"object_kind", word_of<ObjectKind>};
    default:
      return {};
  }
}

/// Calls `visit(name, field)` for each number but kind, time and detail.
template <class Event, class Visit>
void each_number(Event& e, Visit&& visit) {
  visit("task", e.task);
  visit("handle", e.handle);
  visit("by", e.by);
  visit("object", e.object);
  visit("value", e.value);
}

// -- Writing

void put_line(const Json& json, std::ostream& out) {
  out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

Json header_line(const Trace& trace, bool complete) {
  const Header& header = trace.header;
  Json line{{"format", "loopscope"},
            {"version", format::kVersion},
            {"scenario", escape_invalid(header.scenario)},
            {"parameters", Json::array()},
            {"clock", clock_word(static_cast<std::uint8_t>(header.clock))},
            {"seed", header.seed},
            {"complete", complete},
            {"sources", Json::array()}};
  for (const auto& [name, value] : header.parameters) {
    line["parameters"].push_back({escape_invalid(name), escape_invalid(value)});
  }
  for (const Source& source : trace.sources) {
    line["sources"].push_back({{"path", escape_invalid(source.path)},
                               {"language", escape_invalid(source.language)},
                               {"text", escape_invalid(source.text)}});
  }
  return line;
}

Json event_line(const Trace& trace, const TraceEvent& e) {
  Json line{{"kind", kind_name(e.kind)}, {"time", e.time.count()}};
  each_number(e, [&](const char* name, auto field) {
    if (field != 0) line[name] = field;
  });
  const Detail detail = detail_of(e.kind);
  const std::string_view word = detail.word != nullptr ? detail.word(e.detail) : "unknown";
  if (word != "unknown") {
    line[detail.key] = word;
  } else if (e.detail != 0) {
    line["detail"] = e.detail;
  }
  if (e.text != 0) line["text"] = escape_invalid(trace.text(e.text));
  if (e.extra != 0) line["extra"] = escape_invalid(trace.text(e.extra));
  if (e.location != 0) {
    const Location at = trace.location(e.location);
    line["at"] = fmt::format("{}:{}", escape_invalid(trace.text(at.file)), at.line);
  }
  return line;
}

// -- Reading

/// Reads one object; a value of another type or range than is expected makes `fault` a sentence.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  template <class Number>
  void number(const char* name, Number& field) {
    const auto it = json_.find(name);
    if (it == json_.end()) return;
    bool fits = it->is_number_integer();
    if (fits && it->is_number_unsigned()) {
      const auto n = it->get<std::uint64_t>();
      fits = std::in_range<Number>(n);
      field = static_cast<Number>(n);
    } else if (fits) {
      const auto n = it->get<std::int64_t>();
      fits = std::in_range<Number>(n);
      field = static_cast<Number>(n);
    }
    if (!fits) wrong(name, "a whole number in its range");
  }

  std::string text(const char* name) {
    const auto it = json_.find(name);
    if (it == json_.end()) return {};
    if (!it->is_string()) return wrong(name, "a text"), std::string();
    return it->get<std::string>();
  }

  void wrong(std::string_view name, std::string_view wanted) {
    if (fault.empty()) fault = fmt::format("\"{}\" is not {}", name, wanted);
  }

  const Json& json() const { return json_; }
  std::string fault;

 private:
  const Json& json_;
};

ClockKind read_clock(Reader& in) {
  const std::string clock = in.text("clock");
  if (clock != "virtual" && clock != "real") in.wrong("clock", "virtual or real");
  return clock == "real" ? ClockKind::Real : ClockKind::Virtual;
}

/// The array of that name; an empty one, with a fault, if there is none.
Json read_array(Reader& in, const char* name) {
  const auto it = in.json().find(name);
  if (it != in.json().end() && it->is_array()) return *it;
  in.wrong(name, "a list");
  return Json::array();
}

/// Returns whether the run went to its end.
bool read_header(Reader& in, Trace& trace) {
  if (in.text("format") != "loopscope") in.wrong("format", "loopscope");
  std::uint32_t version = 0;
  in.number("version", version);
  if (version < format::kOldestVersion || version > format::kVersion) {
    in.wrong("version", fmt::format("{}", format::kVersion));
  }
  Header& header = trace.header;
  header.scenario = in.text("scenario");
  header.clock = read_clock(in);
  in.number("seed", header.seed);
  for (const Json& pair : read_array(in, "parameters")) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) {
      in.wrong("parameters", "a list of pairs of texts");
      return false;
    }
    header.parameters.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
  }
  for (const Json& source : read_array(in, "sources")) {
    if (!source.is_object()) {
      in.wrong("sources", "a list of objects");
      return false;
    }
    Reader from(source);
    Source read;
    read.path = from.text("path");
    read.language = from.text("language");
    read.text = from.text("text");
    if (!from.fault.empty()) in.fault = from.fault;
    trace.sources.push_back(std::move(read));
  }
  const auto complete = in.json().find("complete");
  return complete != in.json().end() && complete->is_boolean() && complete->get<bool>();
}

std::optional<EventKind> kind_named(const std::string& name) {
  static const auto kKinds = [] {
    std::unordered_map<std::string_view, EventKind> kinds;
    for (std::uint16_t k = 0; k < kEventKinds; ++k) {
      kinds.emplace(kind_name(static_cast<EventKind>(k)), static_cast<EventKind>(k));
    }
    return kinds;
  }();
  const auto it = kKinds.find(name);
  return it == kKinds.end() ? std::nullopt : std::optional(it->second);
}

void read_detail(Reader& in, TraceEvent& e) {
  in.number("detail", e.detail);
  const Detail detail = detail_of(e.kind);
  if (detail.word == nullptr || !in.json().contains(detail.key)) return;
  const std::string word = in.text(detail.key);
  for (unsigned n = 0; n <= 0xFF; ++n) {
    e.detail = static_cast<std::uint8_t>(n);
    if (detail.word(e.detail) == word) return;
  }
  in.wrong(detail.key, "one of its words");
}

void read_location(Reader& in, Trace& trace, TraceEvent& e) {
  if (!in.json().contains("at")) return;
  const std::string at = in.text("at");
  const std::size_t colon = at.rfind(':');
  std::uint32_t line = 0;
  const char* end = at.data() + at.size();
  if (colon == at.npos || std::from_chars(at.data() + colon + 1, end, line).ptr != end) {
    return in.wrong("at", "a file and a line, \"file:line\"");
  }
  e.location = trace.intern_location(std::string_view(at).substr(0, colon), line);
}

/// Null if its kind is unknown.
std::optional<TraceEvent> read_event(Reader& in, Trace& trace) {
  const auto kind = kind_named(in.text("kind"));
  if (!kind) return std::nullopt;
  TraceEvent e;
  e.kind = *kind;
  std::int64_t time = 0;
  in.number("time", time);
  e.time = Time(time);
  each_number(e, [&](const char* name, auto& field) { in.number(name, field); });
  read_detail(in, e);
  e.text = trace.intern(in.text("text"));
  e.extra = trace.intern(in.text("extra"));
  read_location(in, trace, e);
  format::clamp_extremes(e);
  return e;
}

/// nlohmann's parser calls itself for each level.
constexpr int kDeepest = 8;

std::optional<Json> parse(std::string_view line) {
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  Json json = Json::parse(line, watch, false);
  if (too_deep || !json.is_object()) return std::nullopt;
  return json;
}

}  // namespace

void write_json(const Trace& trace, bool complete, std::ostream& out) {
  put_line(header_line(trace, complete), out);
  for (EventIndex i = 0; i < trace.size(); ++i) put_line(event_line(trace, trace[i]), out);
}

bool JsonReader::take(std::string_view line) {
  if (!fault_.empty()) return false;
  ++line_;
  if (line.find_first_not_of(" \t\r") == line.npos) return true;
  const auto json = parse(line);
  if (!json) {
    fault_ = "is no JSON object";
    return false;
  }
  Reader in(*json);
  if (!begun_) {
    complete_ = read_header(in, trace_);
    begun_ = in.fault.empty();
    if (!begun_) trace_.header = {}, trace_.sources.clear();
  } else if (trace_.size() == most_) {
    full_ = true;
    fault_ = fmt::format("is beyond the limit of {} facts", most_);
  } else if (const auto event = read_event(in, trace_); !event) {
    ++skipped_;
  } else if (in.fault.empty()) {
    trace_.append(*event);
  }
  if (!in.fault.empty()) fault_ = "is wrong: " + in.fault;
  return fault_.empty();
}

bool JsonReader::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == bytes.npos) {
      pending_ += bytes;
      break;
    }
    const std::string_view rest = bytes.substr(0, end);
    const bool fine = pending_.empty() ? take(rest) : take(pending_ += rest);
    pending_.clear();
    if (!fine) return false;
    bytes.remove_prefix(end + 1);
  }
  return fault_.empty();
}

void JsonReader::finish() {
  if (!pending_.empty()) take(std::exchange(pending_, {}));
  if (line_ == 0) fault_ = "is not there";
}

std::string JsonReader::verdict(const std::string& name) const {
  if (fault_.empty()) return {};
  return fmt::format("{} was read up to line {}, which {}; {} facts recovered.", name,
                     std::max(line_, std::size_t{1}), fault_, trace_.size());
}

Loaded read_json(std::string_view lines, const std::string& name, const Limits& limits) {
  Loaded loaded;
  JsonReader reader(loaded.trace, limits.events);
  reader.feed(lines);
  reader.finish();
  loaded.is_trace = reader.begun();
  loaded.complete = reader.complete();
  loaded.limited = reader.full();
  loaded.events = loaded.trace.size();
  loaded.skipped = reader.skipped();
  loaded.sentence = reader.verdict(name);
  return loaded;
}

Loaded load_any(const std::string& path, const Limits& limits) {
  std::ifstream in(path, std::ios::binary);
  if (in.peek() != '{') return load_file(path, limits);
  return read_json(std::string(std::istreambuf_iterator<char>(in), {}), path, limits);
}

}  // namespace trace
