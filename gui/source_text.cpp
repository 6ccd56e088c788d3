#include "gui/source_text.hpp"

#include <algorithm>

#include "scenarios/source_links.hpp"

namespace gui {
namespace {

/// From the first linked line up to the definition that it is in, with what stands right above.
int begin_of(const std::vector<SourceLine>& lines) {
  std::size_t first = 0;
  while (first < lines.size() && lines[first].link == 0) ++first;
  if (first == lines.size()) return 1;
  const auto inner = [&](std::size_t i) { return lines[i].text.find_first_not_of(' ') != 0; };
  while (first > 0 && inner(first)) --first;
  while (first > 0 && !lines[first - 1].text.empty()) --first;
  return static_cast<int>(first) + 1;
}

/// Where a row that begins at `from` may end at best, if it has room for so many characters.
std::size_t break_of(std::string_view line, std::size_t from, std::size_t room) {
  std::size_t limit = from, characters = 0;
  const auto inside = [&](std::size_t i) {
    return i < line.size() && (static_cast<unsigned char>(line[i]) & 0xc0) == 0x80;
  };
  while (limit < line.size() && characters < room) {
    ++limit, ++characters;
    while (inside(limit)) ++limit;
  }
  if (limit == line.size()) return limit;
  // Behind a space, a comma or a bracket, if that leaves no more than half of the row empty.
  for (std::size_t end = limit; end > from + room / 2; --end) {
    const char last = line[end - 1];
    if (last == ' ' || last == ',' || last == '(' || line[end] == ' ') return end;
  }
  return limit;
}

}  // namespace

std::string_view SourceText::name() const {
  const std::size_t slash = path.rfind('/');
  return std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
}

SourceText read_source(const trace::Source& source) {
  const bool python = source.language == "Python";
  SourceText text{source.path, source.language, {}, {}};
  const std::string_view comment = python ? "#" : "//";
  Syntax syntax(python);
  std::string_view rest = source.text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string line;
    for (char c : rest.substr(0, end)) {
      if (c == '\t')
        line += "    ";
      else if (c != '\r')
        line += c;
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    const int link = scenarios::cut_link(line, comment);
    std::vector<Token> tokens = syntax.read(line);
    text.lines.push_back({std::move(line), link, std::move(tokens)});
    if (link != 0) text.line_of_link.emplace(link, static_cast<int>(text.lines.size()));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  text.begin = begin_of(text.lines);
  return text;
}

std::vector<SourceRow> wrap(const SourceText& text, std::size_t columns) {
  columns = std::max<std::size_t>(columns, 8);
  std::vector<SourceRow> rows;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string_view line = text.lines[i].text;
    std::size_t begin = 0, indent = 0;
    do {
      const std::size_t end = break_of(line, begin, columns - indent);
      rows.push_back({i, begin, end, indent});
      begin = end;
      while (begin < line.size() && line[begin] == ' ') ++begin;
      const std::size_t own = std::min(line.find_first_not_of(' '), line.size());
      indent = std::min(own + 4, columns / 2);
    } while (begin < line.size());
  }
  return rows;
}

void SourceBook::extend(const trace::Trace& trace) {
  if (texts_.size() < trace.sources.size()) lines_at_.clear();
  while (texts_.size() < trace.sources.size()) {
    texts_.push_back(read_source(trace.sources[texts_.size()]));
  }
}

const SourceText* SourceBook::in(std::string_view language) const {
  for (const SourceText& text : texts_) {
    if (text.language == language) return &text;
  }
  return nullptr;
}

const SourceText* SourceBook::find(std::string_view path) const {
  for (const SourceText& text : texts_) {
    if (text.path == path) return &text;
  }
  return nullptr;
}

const std::vector<int>& SourceBook::lines_at(const trace::Trace& trace,
                                             const SourceText& target) const {
  lines_at_.resize(texts_.size());
  std::vector<int>& lines = lines_at_[static_cast<std::size_t>(&target - texts_.data())];
  while (lines.size() < trace.locations()) {
    lines.push_back(line_of(trace, static_cast<trace::LocationId>(lines.size()), target));
  }
  return lines;
}

int SourceBook::line_of(const trace::Trace& trace, trace::LocationId place,
                        const SourceText& target) const {
  const trace::Location location = trace.location(place);
  return line_of(trace.text(location.file), location.line, target);
}

int SourceBook::line_of(std::string_view path, std::uint32_t line, const SourceText& target) const {
  if (line == 0) return 0;
  for (const SourceText& text : texts_) {
    if (text.path != path || line > text.lines.size()) continue;
    if (&text == &target) return static_cast<int>(line);
    const auto twin = target.line_of_link.find(text.lines[line - 1].link);
    if (twin != target.line_of_link.end()) return twin->second;
  }
  return 0;
}

std::string SourceBook::place_of(const trace::Trace& trace, const SourceText& text,
                                 int line) const {
  for (const SourceText& other : texts_) {
    const int there = line_of(text.path, static_cast<std::uint32_t>(line), other);
    if (there == 0) continue;
    for (trace::LocationId id = 1; id < trace.locations(); ++id) {
      if (trace.text(trace.location(id).file) == other.path) {
        return other.path + ":" + std::to_string(there);
      }
    }
  }
  return {};
}

}  // namespace gui
