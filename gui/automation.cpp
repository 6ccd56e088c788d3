#include "gui/automation.hpp"

#include <algorithm>

#include "gui/commands.hpp"

namespace gui {
namespace {

std::string_view trimmed(std::string_view words) {
  while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
  while (!words.empty() && words.back() == ' ') words.remove_suffix(1);
  return words;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::string unknown(std::string_view id) {
  const auto closest = std::min_element(
      commands().begin(), commands().end(),
      [&](const Command& a, const Command& b) { return distance(a.id, id) < distance(b.id, id); });
  std::string sentence = "there is no command '" + std::string(id) + "'";
  if (2 * distance(closest->id, id) <= id.size()) {
    return sentence + ": did you mean '" + std::string(closest->id) + "'?";
  }
  return sentence + "; 'loopscope --help' lists them all";
}

}  // namespace

std::optional<std::vector<Request>> parse_script(std::string_view words, std::string& error) {
  std::vector<Request> script;
  for (;;) {
    const std::size_t semicolon = words.find(';');
    const std::string_view one = trimmed(words.substr(0, semicolon));
    const std::size_t space = one.find(' ');
    Request request{std::string(one.substr(0, space)), {}};
    if (space != std::string_view::npos) request.argument = trimmed(one.substr(space));
    if (!one.empty()) {
      const Command* command = find_command(request.id);
      if (command == nullptr) {
        error = unknown(request.id);
        return std::nullopt;
      }
      const bool needed = !command->argument.empty() && command->argument.front() != '[';
      if (needed && request.argument.empty()) {
        error = "'" + request.id + "' needs " + std::string(command->argument) + " behind it";
        return std::nullopt;
      }
      if (command->argument.empty() && !request.argument.empty()) {
        error = "'" + request.id + "' takes nothing behind it, not '" + request.argument + "'";
        return std::nullopt;
      }
      script.push_back(std::move(request));
    }
    if (semicolon == std::string_view::npos) return script;
    words.remove_prefix(semicolon + 1);
  }
}

std::optional<Request> Automation::next(bool ready, double seconds) {
  if (!active_) return std::nullopt;
  if (wait_ > 0) {
    wait_ -= seconds;
    return std::nullopt;
  }
  if (!ready) {
    rest_ = kRest;
    return std::nullopt;
  }
  if (rest_ > 0) {
    --rest_;
    return std::nullopt;
  }
  if (left_.empty()) return std::nullopt;
  Request request = std::move(left_.front());
  left_.pop_front();
  rest_ = kRest;
  return request;
}

}  // namespace gui
