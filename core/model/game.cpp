#include "core/model/game.hpp"

#include <fmt/format.h>

#include <charconv>

namespace model {
namespace {

constexpr std::string_view kFirstLine = "loopscope moves 1";

template <class Number>
bool read(std::string_view words, Number& number) {
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), number);
  return fault == std::errc() && end == words.data() + words.size();
}

/// Reads one line after the first into the game; false if it says nothing that is known.
bool read_line(std::string_view line, Game& game) {
  const std::size_t space = line.find(' ');
  const std::string_view name = line.substr(0, space);
  const std::string_view rest = space == line.npos ? "" : line.substr(space + 1);
  if (rest.empty()) return false;
  if (name == "scenario") {
    game.header.scenario = rest;
    return true;
  }
  if (name == "seed") return read(rest, game.header.seed);
  if (name == "param") {
    const std::size_t equals = rest.find('=');
    if (equals == rest.npos || equals == 0) return false;
    game.header.parameters.emplace_back(rest.substr(0, equals), rest.substr(equals + 1));
    return true;
  }
  Pick pick;
  const auto move = parse_move(rest);
  if (!move || !read(name, pick.cursor)) return false;
  pick.move = *move;
  game.picks.push_back(pick);
  return true;
}

}  // namespace

std::string to_text(const Game& game) {
  std::string text = fmt::format("{}\nscenario {}\n", kFirstLine, game.header.scenario);
  for (const auto& [name, value] : game.header.parameters) {
    text += fmt::format("param {}={}\n", name, value);
  }
  text += fmt::format("seed {}\n", game.header.seed);
  for (const Pick& pick : game.picks) {
    text += fmt::format("{} {}\n", pick.cursor, to_words(pick.move));
  }
  return text;
}

std::optional<Game> parse_game(std::string_view text, std::string& fault) {
  Game game;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line != kFirstLine) {
      fault = fmt::format("It is not a file of moves: those begin with \"{}\".", kFirstLine);
      return std::nullopt;
    }
    if (number == 1 || line.empty()) continue;
    if (!read_line(line, game)) {
      fault = fmt::format("Line {} is neither a move nor what was run.", number);
      return std::nullopt;
    }
  }
  if (game.header.scenario.empty()) {
    fault = "It does not say which scenario was played.";
    return std::nullopt;
  }
  return game;
}

Marks mark(const trace::Trace& trace, const std::vector<Pick>& picks) {
  std::unordered_map<EventIndex, const Pick*> first;
  for (const Pick& pick : picks) first.try_emplace(pick.cursor, &pick);
  Timeline timeline(trace);
  timeline.extend();
  Marks marks;
  Snapshot now;
  while (next_move(trace, now) < trace.size()) {
    ++marks.due;
    const auto pick = first.find(now.cursor());
    if (pick != first.end()) {
      const Move& move = pick->second->move;
      const std::string objection = model::objection(timeline, now, move);
      if (objection.empty()) {
        ++marks.right;
      } else {
        ++marks.wrong;
        marks.mistakes.push_back(
            fmt::format("fact {}: {}. {}", now.cursor(), describe(timeline, now, move), objection));
      }
    }
    now.apply(trace[now.cursor()]);
  }
  return marks;
}

}  // namespace model
