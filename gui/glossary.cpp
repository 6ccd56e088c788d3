#include "gui/glossary.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace gui {
namespace {

constexpr auto kWords = std::to_array<Word>({
    {"barrier", "Holds back all that come until as many have come as it was made for."},
    {"batch",
     "What one iteration runs: the handles that were ready before the first of them ran. What is "
     "queued meanwhile waits for the next batch."},
    {"callback", "A function that the loop calls when its turn comes. A task's step is one, too."},
    {"cancelled",
     "Asked to stop: CancelledError was raised where the task waited, and it ended with that."},
    {"condition", "Lets tasks that hold a lock wait until another one notifies them."},
    {"coroutine",
     "What calling an async function gives. Nothing of it runs until it is awaited or made a "
     "task."},
    {"created", "The task exists; its first step is not in the ready queue yet."},
    {"cursor", "How many facts are shown: the blue line. All panels show that moment."},
    {"destroyed", "Dropped while it was pending; it never runs again."},
    {"done", "Ended, with a result, with an exception, or cancelled."},
    {"event", "A flag that tasks can wait for. Setting it wakes all that wait."},
    {"fact", "One entry of the trace: something that the loop, a task or an object did."},
    {"finding", "Something that we noticed about the program and think you should know."},
    {"frontier", "The furthest fact you have seen. Nothing beyond it is told before it happens."},
    {"future", "A result to come: pending, finished or cancelled. A task is one."},
    {"gather", "Waits for several tasks at once and collects their results in order."},
    {"handle", "One callback in the ready queue; the next step of a task is one."},
    {"inspector",
     "The task in focus: its state and why, what it awaits, what it remembers, how it ended."},
    {"iteration",
     "One turn of the loop: wait for I/O or the next timer, move due timers to the ready queue, "
     "run "
     "the batch."},
    {"job", "Work that was handed to the executor: a thread of it runs it beside the loop."},
    {"lesson", "The question of this scenario, what to watch, and what there is to learn."},
    {"lock", "Lets one task in at a time. The others wait in line and are woken first come first."},
    {"log", "Every fact of the run as a sentence. Click one to go there."},
    {"output", "What the program printed. Click a line to go to the moment it was printed."},
    {"queue",
     "Hands items from task to task; getting from an empty one, or putting into a full "
     "one, waits."},
    {"ready", "Woken and in the ready queue, but not running yet: another handle has the turn."},
    {"ready queue", "The handles that may run, in the order in which they will."},
    {"running", "Its step is being run now. Nothing else runs before it is suspended or ends."},
    {"scenario", "A small program with a question and a lesson."},
    {"semaphore",
     "Lets only so many tasks in at a time: who comes takes a permit or waits for one."},
    {"snapshot", "The loop and its tasks after so many facts."},
    {"source", "The program. A coloured square marks the line at which each task is."},
    {"step", "One resumption of a task, until it is suspended or ends. No other task runs in it."},
    {"suspended", "Waits for something and is not in the ready queue: it costs the loop nothing."},
    {"task", "Drives a coroutine in steps, together with others on the one loop."},
    {"task group",
     "Waits for all tasks that were created in it; if one fails, it cancels the rest."},
    {"the loop",
     "The event loop: it runs one handle at a time, in the order in which they became ready, and "
     "waits when there is none."},
    {"threads",
     "The threads of the executor that have a job: they run beside the loop, which is told when "
     "they are done."},
    {"timeline",
     "A lane for each task: running is solid, ready dotted, suspended hatched with its reason."},
    {"timeout", "Cancels what runs under it when its time is over."},
    {"timer", "A callback with a deadline. When it is due, it joins the ready queue."},
    {"trace", "All facts of a run, in order. Everything on the screen follows from it."},
    {"undetermined", "The trace began too late to tell how the task came to be where it is."},
    {"waiting", "Tasks that are suspended until something happens, timers apart."},
});

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return small;
}

}  // namespace

std::span<const Word> glossary() { return kWords; }

const Word* find_word(std::string_view word) {
  std::string wanted = lower(word);
  for (int turn = 0; turn < 2; ++turn) {
    const auto* found = std::ranges::find(kWords, wanted, &Word::word);
    if (found != kWords.end()) return found;
    if (!wanted.ends_with('s')) break;
    wanted.pop_back();
  }
  return nullptr;
}

}  // namespace gui
