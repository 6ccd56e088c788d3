// Lesson packs: four lessons for a class, 45 minutes together, as a script. It is printed for the
// teacher, and drives the window while presenting, one key for each step.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// What is asked of the class. One made from the run (see core/model/questions.hpp), of a kind and
/// with a seed; or one of the pack's own.
struct PackQuestion {
  std::string kind;  ///< "next", "output", "end", "order", "ready", "iteration"; empty: own
  std::uint64_t seed = 0;
  std::string text;
  std::vector<std::string> answers;
  std::size_t right = 0;
  std::string shown;  ///< the moment that shows that it is right

  bool none() const { return kind.empty() && text.empty(); }
};

struct PackStep {
  int minutes = 1;
  std::string title;    ///< what the teacher does, in a few words
  std::string at;       ///< the moment that the window goes to; empty: before the first fact
  std::string say;      ///< to the class; words in `backquotes` are code
  PackQuestion ask;     ///< a poll, if there is one
  std::string expect;   ///< which wrong answers to expect, and what to say to them
  std::string compare;  ///< a run that is shown beside, as in named_runs.hpp
};

struct PackLesson {
  std::string run;   ///< as in named_runs.hpp
  std::string goal;  ///< what they know afterwards, as one sentence
  std::vector<PackStep> steps;
};

struct Pack {
  std::string id, title;
  std::string about;  ///< for whom, and what they must know before
  std::vector<PackLesson> lessons;
};

const std::vector<Pack>& packs();
/// Null if there is none of that name.
const Pack* find_pack(std::string_view id);
/// Of all its steps.
int minutes(const Pack& pack);
int minutes(const PackLesson& lesson);

/// Where one is in a pack: lessons and their steps are counted from 0.
struct PackPlace {
  std::size_t lesson = 0, step = 0;
  friend bool operator==(const PackPlace&, const PackPlace&) = default;
};
/// How many steps all lessons have together, and which the n-th is. REQUIRES: n < steps(pack).
std::size_t steps(const Pack& pack);
PackPlace place(const Pack& pack, std::size_t n);

namespace packs_of {
Pack what_await_does();
Pack waiting_together();
Pack sharing();
}  // namespace packs_of

}  // namespace scenarios
