#include "core/model/task_state.hpp"

#include <array>

namespace model {
namespace {

struct Row {
  std::string_view word, meaning;
  std::array<bool, kTaskStates> may_become;  // in the order of the enumeration
};

// The columns: Undetermined, Created, Ready, Running, Suspended, Done, Destroyed. From Created to
// Running goes a task that is started eagerly; from Undetermined anything may turn out to be true.
constexpr std::array<Row, kTaskStates> kRows{{
    {"undetermined", "its beginning was not recorded", {0, 0, 1, 1, 1, 1, 1}},
    {"created", "exists, but its first step is not in the ready queue yet", {0, 0, 1, 1, 0, 0, 1}},
    {"ready",
     "woken: its next step is in the ready queue and waits for its turn",
     {0, 0, 0, 1, 0, 0, 1}},
    {"running", "its step is being run; no other task can run meanwhile", {0, 0, 1, 0, 1, 1, 0}},
    {"suspended", "waits for something; it is not in the ready queue", {0, 0, 1, 0, 0, 0, 1}},
    {"done", "ended with a result, with an exception or cancelled", {}},
    {"destroyed", "dropped while it was pending; it never runs again", {}},
}};

const Row& row(TaskState state) {
  const auto i = static_cast<std::size_t>(state);
  return kRows[i < kRows.size() ? i : 0];
}

}  // namespace

bool is_legal(TaskState from, TaskState to) {
  const auto i = static_cast<std::size_t>(to);
  return i < kRows.size() && row(from).may_become[i];
}

std::string_view word(TaskState state) { return row(state).word; }

std::string_view meaning(TaskState state) { return row(state).meaning; }

}  // namespace model
