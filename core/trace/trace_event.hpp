// One fact of a run: what a loop, a task or an object did, in the order it happened.
//
// A TraceEvent is 48 bytes, trivially copyable, and means the same in every process: it refers to
// tasks, objects, handles, texts and places by ids that are valid within one Trace. The kinds are
// past-tense facts that carry their cause; what a reader can work out (states, lengths of the ready
// queue, waiters) is not recorded. The table of kinds below is their specification; FORMAT.md says
// how they are written as bytes.
//
// Counterpart: none in asyncio; its debug log and `asyncio.Task` introspection tell parts of this.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace trace {

/// Time since the loop started.
using Time = std::chrono::nanoseconds;

/// Tasks, futures and synchronisation objects share one numbering: a task is a future. 0 is none.
using ObjectId = std::uint32_t;
using TaskId = ObjectId;
/// Queued callbacks and armed timers share one numbering: a timer that is due becomes that handle.
using HandleId = std::uint32_t;
/// Index of an interned text; 0 is the empty text. From kNumbers on it is that of a number, 0 to
/// 2^31 - 1, which stands in the id itself: kNumbers + 5 is "5", and "5" has no other id.
using StringId = std::uint32_t;
inline constexpr StringId kNumbers = 0x8000'0000;
/// Index of an interned source line; 0 is unknown.
using LocationId = std::uint32_t;
/// Position of an event in its trace.
using EventIndex = std::size_t;

inline constexpr EventIndex kNever = static_cast<EventIndex>(-1);

// The kinds, with the meaning of the fields they use. `by` is, in every kind, the task in whose
// step the fact happened, 0 when a plain callback or the loop itself did it. New kinds go at the
// end: the numbers are part of the format.
#define LOOPSCOPE_EVENT_KINDS(KIND)                                                               \
  /* -- The loop */                                                                               \
  KIND(LoopStarted, "detail: ClockKind; value: virtual cost of an iteration, ns")                 \
  KIND(IterationBegan, "value: how long the loop may wait, ns; -1 without limit")                 \
  KIND(SelectEnded, "the wait for I/O or the next timer is over; value: ns it took")              \
  KIND(BatchBegan, "value: handles in the batch; no handle queued from here on joins it")         \
  KIND(LoopStopped, "the run is over")                                                            \
  KIND(DeadlockFound, "nothing is ready, no timer is armed, tasks are pending; value: how many")  \
  KIND(LimitReached, "text: the limit, as a sentence")                                            \
  /* -- Handles and timers */                                                                     \
  KIND(HandleQueued,                                                                              \
       "handle joins the ready queue; task: whose step it is, 0 for a callback; "                 \
       "object: what was completed, set or released to cause it, or the job that ended or sent "  \
       "the callback; text: callback")                                                            \
  KIND(HandleRunBegan, "handle: a callback starts (steps of tasks have TaskStepBegan)")           \
  KIND(HandleRunEnded, "handle")                                                                  \
  KIND(HandleCancelled, "handle: still in the ready queue, will be skipped")                      \
  KIND(TimerArmed, "handle; value: deadline, ns; task: who sleeps, 0 otherwise; text: callback")  \
  KIND(TimerExpired, "handle: its deadline has passed, it joins the ready queue")                 \
  KIND(TimerCancelled, "handle: no longer armed")                                                 \
  /* -- Tasks */                                                                                  \
  KIND(TaskCreated,                                                                               \
       "task, by; handle: its first step, which joins the ready queue; text: name; value: k, if " \
       "that is empty: it is Task-k; extra: its coroutine; detail: 1 if the program gave a name") \
  KIND(TaskStepBegan, "task; handle: leaves the ready queue")                                     \
  KIND(TaskSuspended, "task; detail: WaitKind; object: what it awaits; handle: timer of a sleep") \
  KIND(TaskYielded, "task: gave the loop a turn; handle: its next step joins the ready queue")    \
  KIND(TaskDone, "task; detail: Outcome; text: result or message; extra: type of exception")      \
  KIND(TaskCancelRequested, "task, by; text: message")                                            \
  KIND(CancelDelivered, "task: CancelledError is raised where it waits")                          \
  KIND(TaskDestroyed, "task: dropped while pending; it never runs again")                         \
  KIND(TaskRenamed, "task; text: new name")                                                       \
  /* -- Coroutines */                                                                             \
  KIND(CoroEntered, "task; text: coroutine that is awaited and starts to run inline")             \
  KIND(CoroLeft, "task: the innermost coroutine ended")                                           \
  KIND(CoroDropped, "text: coroutine that was never awaited; by")                                 \
  /* -- Futures and objects */                                                                    \
  KIND(ObjectCreated,                                                                             \
       "object; detail: ObjectKind; text: name; by; value: permits of a semaphore, room of a "    \
       "queue (0: without limit), parties of a barrier; task: the lock of a condition")           \
  KIND(GatherChildAdded, "object: the gather; task: the task or future it waits for")             \
  KIND(FutureDone, "object; detail: Outcome; text: result or message; extra: type; by")           \
  KIND(EventSet, "object, by")                                                                    \
  KIND(EventCleared, "object, by")                                                                \
  KIND(ExceptionRetrieved, "object: its exception was seen by somebody; by")                      \
  KIND(ExceptionUnhandled,                                                                        \
       "object or handle; text: what the exception handler was told; "                            \
       "extra: type of exception")                                                                \
  /* -- What the program says of itself */                                                        \
  KIND(Printed, "by; text: one line of output")                                                   \
  KIND(Noted, "by; text")                                                                         \
  KIND(Watched, "by; text: name; extra: value")                                                   \
  KIND(BusyEnded, "by; value: ns of work that held the loop, up to this fact's time")             \
  /* -- Locks, queues and scopes */                                                               \
  KIND(Acquired, "object: a lock, or a permit of a semaphore; by; value: permits left")           \
  KIND(Released, "object, by; value: permits then")                                               \
  KIND(Notified, "object: a condition; by; value: waiters it is for at most")                     \
  KIND(ItemPut, "object: a queue; by; text: the item; value: items then")                         \
  KIND(ItemTaken, "object: a queue; by; text: the item; value: items then")                       \
  KIND(ItemDone, "object: a queue; by; value: items not yet done with")                           \
  KIND(QueueShutDown, "object: a queue; by; value: 1 if its items were dropped")                  \
  KIND(GroupChildAdded, "object: a task group; task: its child; by")                              \
  KIND(GroupAborted, "object: a task group cancels its children; by")                             \
  KIND(TimeoutExpired, "object: a timeout whose deadline has passed; task: whom it cancels")      \
  KIND(DataFed, "object: a stream; by; value: bytes that it holds then")                          \
  KIND(DataEnded, "object: a stream; by; no more data will come")                                 \
  KIND(ObjectGone, "object: nothing refers to it any more; nobody will be woken by it")           \
  KIND(WaitChildAdded, "object: a wait or a shield; task: the task or future that it watches")    \
  KIND(BarrierTripped, "object: a barrier; by: the last of its parties that was missing")         \
  KIND(BarrierReset, "object: a barrier; by; who waits gets an error")                            \
  KIND(BarrierBroken, "object: a barrier; by; who waits or comes gets an error")                  \
  KIND(DataRead, "object: a stream; by; value: bytes that it holds then")                         \
  KIND(StreamFailed, "object: a stream; by; text: message; extra: type of exception")             \
  KIND(SlowCallback, "handle; task: whose step it was; value: ns it held the loop: debug mode")   \
  KIND(LoopHeld,                                                                                  \
       "the loop stood still between two handles since it was asked to; value: ns, which its "    \
       "clock does not count")                                                                    \
  KIND(JobBegan, "object: a job; value: the thread that runs it, counted from 1; by")             \
  KIND(JobEnded, "object: a job; value: the thread that ran it, and is free now")

enum class EventKind : std::uint16_t {
#define LOOPSCOPE_KIND(name, meaning) name,
  LOOPSCOPE_EVENT_KINDS(LOOPSCOPE_KIND)
#undef LOOPSCOPE_KIND
};

#define LOOPSCOPE_KIND(name, meaning) +1
inline constexpr std::uint16_t kEventKinds = 0 LOOPSCOPE_EVENT_KINDS(LOOPSCOPE_KIND);
#undef LOOPSCOPE_KIND

enum class ClockKind : std::uint8_t { Virtual, Real };
/// What a suspended task waits for.
enum class WaitKind : std::uint8_t {
  Nothing,
  Sleep,
  Future,
  Task,
  Gather,
  Event,
  Lock,
  Condition,
  Semaphore,
  Barrier,
  Get,
  Put,
  Join,
  TaskGroup,
  Wait,
  Shield,
  Read,
};
/// How a future ended.
enum class Outcome : std::uint8_t { Pending, Result, Exception, Cancelled };
enum class ObjectKind : std::uint8_t {
  Unknown,
  Task,
  Future,
  Gather,
  Event,
  Lock,
  Condition,
  Semaphore,
  Barrier,
  Queue,
  TaskGroup,
  Wait,
  Shield,
  Timeout,
  Stream,
  Job,  ///< the future of work for another thread; its creation puts the work in line
};

struct TraceEvent {
  EventKind kind = EventKind::LoopStarted;
  std::uint8_t detail = 0;  ///< an enumeration that the kind names
  std::uint8_t reserved = 0;
  TaskId task = 0;
  Time time{0};
  HandleId handle = 0;
  ObjectId object = 0;
  TaskId by = 0;
  StringId text = 0;
  std::int64_t value = 0;
  LocationId location = 0;  ///< the program's line that did it
  StringId extra = 0;

  WaitKind wait() const { return static_cast<WaitKind>(detail); }
  Outcome outcome() const { return static_cast<Outcome>(detail); }
  ObjectKind object_kind() const { return static_cast<ObjectKind>(detail); }

  friend bool operator==(const TraceEvent&, const TraceEvent&) = default;
};
static_assert(sizeof(TraceEvent) == 48 && std::is_trivially_copyable_v<TraceEvent>);

/// "TaskSuspended"; "Unknown" for a number this version does not know.
std::string_view kind_name(EventKind kind);
/// The fields a kind uses, as in the table above.
std::string_view kind_meaning(EventKind kind);

/// "sleep", "event", ...: the words the screen and the transcript use.
std::string_view word(WaitKind kind);
std::string_view word(ObjectKind kind);
std::string_view word(Outcome outcome);

}  // namespace trace
