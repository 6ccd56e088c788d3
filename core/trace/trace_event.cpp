#include "core/trace/trace_event.hpp"

#include <array>

namespace trace {
namespace {

struct Row {
  std::string_view name, meaning;
};

constexpr auto kRows = std::to_array<Row>({
#define LOOPSCOPE_KIND(name, meaning) {#name, meaning},
    LOOPSCOPE_EVENT_KINDS(LOOPSCOPE_KIND)
#undef LOOPSCOPE_KIND
});

template <std::size_t N, class E>
std::string_view word_of(const std::array<std::string_view, N>& words, E e) {
  const auto i = static_cast<std::size_t>(e);
  return i < N ? words[i] : "unknown";
}

}  // namespace

std::string_view kind_name(EventKind kind) {
  const auto i = static_cast<std::size_t>(kind);
  return i < kRows.size() ? kRows[i].name : "Unknown";
}

std::string_view kind_meaning(EventKind kind) {
  const auto i = static_cast<std::size_t>(kind);
  return i < kRows.size() ? kRows[i].meaning : "a kind of event that this version does not know";
}

std::string_view word(WaitKind kind) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"nothing", "sleep", "future", "task", "gather", "event", "lock", "condition", "semaphore",
       "barrier", "queue.get", "queue.put", "queue.join", "task group", "wait", "shield", "read"});
  return word_of(kWords, kind);
}

std::string_view word(ObjectKind kind) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"object", "task", "future", "gather", "event", "lock", "condition", "semaphore", "barrier",
       "queue", "task group", "wait", "shield", "timeout", "stream", "job"});
  return word_of(kWords, kind);
}

std::string_view word(Outcome outcome) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"pending", "result", "exception", "cancelled"});
  return word_of(kWords, outcome);
}

}  // namespace trace
