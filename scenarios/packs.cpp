#include "scenarios/packs.hpp"

#include "scenarios/lessons.hpp"

namespace scenarios {
namespace {

Pack unwrapped(Pack pack) {
  pack.about = lessons::unwrapped(pack.about);
  for (PackLesson& lesson : pack.lessons) {
    lesson.goal = lessons::unwrapped(lesson.goal);
    for (PackStep& step : lesson.steps) {
      step.say = lessons::unwrapped(step.say);
      step.expect = lessons::unwrapped(step.expect);
      step.ask.text = lessons::unwrapped(step.ask.text);
    }
  }
  return pack;
}

}  // namespace

const std::vector<Pack>& packs() {
  static const std::vector<Pack> all{unwrapped(packs_of::what_await_does()),
                                     unwrapped(packs_of::waiting_together()),
                                     unwrapped(packs_of::sharing())};
  return all;
}

const Pack* find_pack(std::string_view id) {
  for (const Pack& pack : packs()) {
    if (pack.id == id) return &pack;
  }
  return nullptr;
}

int minutes(const PackLesson& lesson) {
  int sum = 0;
  for (const PackStep& step : lesson.steps) sum += step.minutes;
  return sum;
}

int minutes(const Pack& pack) {
  int sum = 0;
  for (const PackLesson& lesson : pack.lessons) sum += minutes(lesson);
  return sum;
}

std::size_t steps(const Pack& pack) {
  std::size_t sum = 0;
  for (const PackLesson& lesson : pack.lessons) sum += lesson.steps.size();
  return sum;
}

PackPlace place(const Pack& pack, std::size_t n) {
  PackPlace at;
  while (n >= pack.lessons[at.lesson].steps.size()) n -= pack.lessons[at.lesson++].steps.size();
  at.step = n;
  return at;
}

}  // namespace scenarios
