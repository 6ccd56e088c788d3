#include "scenarios/source_links.hpp"

#include <algorithm>

namespace scenarios {

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

std::string without_links(std::string_view program) {
  std::string text;
  while (!program.empty()) {
    const std::size_t end = std::min(program.find('\n'), program.size());
    std::string line(program.substr(0, end));
    if (cut_link(line, "#") == 0) cut_link(line, "//");
    text += line + "\n";
    program.remove_prefix(std::min(end + 1, program.size()));
  }
  return text;
}

}  // namespace scenarios
