// What each kind of finding is called, what to do about it, and findings as text.
#include <fmt/format.h>

#include <array>

#include "core/model/findings.hpp"

namespace model {
namespace {

struct Words {
  std::string_view id, title, advice, lesson;
};

/// In the order of the kinds.
constexpr auto kWords = std::to_array<Words>({
    {"never-awaited", "Coroutine never awaited", "Await it, or make it a task with create_task.",
     "never-ran"},
    {"lost-exception", "Exception that nobody saw",
     "Await the task, or gather it, so that somebody sees how it ends.", "lost-exception"},
    {"unhandled-exception", "Exception that reached nobody",
     "Catch it where it is raised: nobody stands above who could.", "callbacks"},
    {"dropped-task", "Task dropped while pending",
     "Keep a reference to the task until it is done, or create it in a TaskGroup.",
     "fire-and-forget"},
    {"blocked-loop", "Loop blocked",
     "Give long work to a thread with to_thread, or cut it up with await sleep(0).",
     "blocking-sleep"},
    {"starvation", "Others starve",
     "Do less at once, and give the others a turn now and then with await sleep(0).",
     "greedy-loop"},
    {"busy-wait", "Asks again and again",
     "Wait for an event or a queue instead of asking, or sleep for a moment in between.",
     "polling"},
    {"swallowed-cancel", "Cancellation swallowed",
     "Clean up in finally, or raise the CancelledError again after the clean-up.",
     "swallowed-cancel"},
    {"growing-queue", "Queue grows",
     "Give the queue a maxsize: then put() waits until there is room.", "unbounded-queue"},
    {"long-held-lock", "Lock held across a wait",
     "Wait before it is taken or after it is released, and hold it only for the change.",
     "lock-across-await"},
    {"deadlock", "Deadlock", "Take locks in the same order everywhere.", "two-locks"},
    {"never-woken", "Nobody can wake them",
     "Look for who should have set, put or released what they wait for.", "lost-wake-up"},
    {"lock-order", "Locks taken in two orders", "Take these locks in the same order everywhere.",
     "two-locks"},
});
static_assert(kWords.size() == static_cast<std::size_t>(FindingKind::LockOrder) + 1);

const Words& words_of(FindingKind kind) { return kWords[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view id_of(FindingKind kind) { return words_of(kind).id; }
std::string_view title_of(FindingKind kind) { return words_of(kind).title; }
std::string_view advice_of(FindingKind kind) { return words_of(kind).advice; }
std::string_view lesson_of(FindingKind kind) { return words_of(kind).lesson; }

std::string text_findings(const trace::Trace& trace) {
  Timeline timeline(trace);
  Findings findings(timeline);
  timeline.extend(nullptr, &findings);
  std::string text;
  for (const Finding& finding : findings.all()) {
    const std::string at = seconds(trace[finding.at].time);
    const std::size_t times = finding.times(trace.size());
    text += fmt::format("{}  {}: {}{}\n{:>{}}  {}\n", at, title_of(finding.kind),
                        plain(finding.sentence),
                        times > 1 ? fmt::format(" This was seen {} times.", times) : "", "",
                        at.size(), advice_of(finding.kind));
  }
  return text.empty() ? text : "Findings\n" + text;
}

}  // namespace model
