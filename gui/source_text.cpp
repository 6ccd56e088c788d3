#include "gui/source_text.hpp"

namespace gui {
namespace {

/// Cuts "  // [12]" or "  # [12]" off the end and returns 12; 0 if there is none.
int cut_link(std::string& line, std::string_view comment) {
  if (line.empty() || line.back() != ']') return 0;
  const std::size_t open = line.rfind('[');
  if (open == std::string::npos || open + 2 > line.size() - 1) return 0;
  int link = 0;
  for (std::size_t i = open + 1; i + 1 < line.size(); ++i) {
    if (line[i] < '0' || line[i] > '9' || link > 100'000) return 0;
    link = link * 10 + (line[i] - '0');
  }
  std::size_t end = line.find_last_not_of(' ', open == 0 ? 0 : open - 1);
  if (end == std::string::npos || end + 1 < comment.size()) return 0;
  const std::size_t start = end + 1 - comment.size();
  if (std::string_view(line).substr(start, comment.size()) != comment) return 0;
  end = start == 0 ? std::string::npos : line.find_last_not_of(' ', start - 1);
  line.resize(end == std::string::npos ? 0 : end + 1);
  return link;
}

}  // namespace

std::string_view SourceText::name() const {
  const std::size_t slash = path.rfind('/');
  return std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
}

SourceText read_source(const trace::Source& source) {
  SourceText text{source.path, source.language, {}};
  const std::string_view comment = source.language == "Python" ? "#" : "//";
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
    const int link = cut_link(line, comment);
    text.lines.push_back({std::move(line), link});
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return text;
}

void SourceBook::extend(const trace::Trace& trace) {
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
    const int link = text.lines[line - 1].link;
    for (std::size_t i = 0; link != 0 && i < target.lines.size(); ++i) {
      if (target.lines[i].link == link) return static_cast<int>(i) + 1;
    }
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
