#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/model/asker.hpp"
#include "core/model/phrase.hpp"

namespace model {

using trace::EventKind;
using trace::kNever;
using trace::WaitKind;

namespace {

// What is farther ahead than that is not asked for, and of more tasks nobody keeps count.
constexpr EventIndex kFarthest = 20'000;
constexpr std::size_t kMostTasks = 64;
constexpr Time kLongestRun = std::chrono::hours(10'000);  // sums of so few of them do not overflow
constexpr std::size_t kMostOutput = 1000;
constexpr std::size_t kMostReady = 5;
constexpr std::size_t kMostIterations = 4;
constexpr std::size_t kMostWrong = 3;
constexpr std::string_view kThisOne = "in this one";
constexpr std::size_t kLongest = 48;  // of a name or a line, in an answer

/// How long a wait is; a trace may hold any numbers.
Time length(Time from, Time to) { return std::clamp(elapsed(from, to), Time(0), kLongestRun); }

bool contains(const std::vector<TaskId>& tasks, TaskId task) {
  return std::ranges::find(tasks, task) != tasks.end();
}

}  // namespace

Asker::Asker(const Timeline& timeline, const Snapshot& now, std::uint64_t seed)
    : timeline_(timeline),
      trace_(timeline.trace()),
      now_(now),
      cursor_(now.cursor()),
      dice_(seed ^ (0x9e3779b97f4a7c15 * (now.cursor() + 1))) {
  if (now_.tasks().size() > kMostTasks) return;
  for (const auto& [id, task] : now_.tasks()) alive_.push_back(id);
}

std::optional<Question> Asker::ask(QuestionKind kind) {
  const bool begun = now_.phase() != LoopPhase::NotStarted && now_.phase() != LoopPhase::Stopped;
  if (!begun || alive_.empty() || !same_names()) return std::nullopt;
  switch (kind) {
    case QuestionKind::RunsNext:
      return runs_next();
    case QuestionKind::PrintsNext:
      return prints_next();
    case QuestionKind::EndsWhen:
      return ends_when();
    case QuestionKind::EndOrder:
      return end_order();
    case QuestionKind::ReadyThen:
      return ready_then();
    case QuestionKind::IterationsUntil:
      return iterations_until();
  }
  return std::nullopt;
}

// -- Words

std::string Asker::line(std::string_view text) const {
  std::string shown = printable(std::string(beginning(text, kLongest)));
  if (shown.size() < text.size()) shown += "...";
  return shown;
}

std::string Asker::line(StringId text) const { return line(trace_.text(text)); }

std::string Asker::name(TaskId task) const { return line(timeline_.label(task)); }

/// "A, B and C"
std::string Asker::names(const std::vector<TaskId>& tasks) const {
  if (tasks.empty()) return "none";
  std::string all;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (i > 0) all += i + 1 < tasks.size() ? ", " : " and ";
    all += name(tasks[i]);
  }
  return all;
}

/// Every task can be told from all others by its name.
bool Asker::same_names() const {
  std::vector<std::string> all;
  for (const TaskId task : alive_) all.push_back(name(task));
  std::ranges::sort(all);
  return std::ranges::adjacent_find(all) == all.end() &&
         std::ranges::find(all, "none") == all.end();
}

std::optional<Question> Asker::finish(Question question, Answer right, std::vector<Answer> wrong) {
  right.belief = Belief::None;
  std::vector<Answer> answers{right};
  for (Answer& one : wrong) {
    if (answers.size() > kMostWrong) break;
    if (one.shown_at == kNever) one.shown_at = right.shown_at;
    const auto same = [&](const Answer& other) { return other.text == one.text; };
    if (std::ranges::none_of(answers, same)) answers.push_back(std::move(one));
  }
  if (answers.size() < 3) return std::nullopt;
  if (question.kind == QuestionKind::IterationsUntil) {  // numbers stand in their order
    std::ranges::sort(answers, {}, [](const Answer& one) {
      return std::tuple(one.text != kThisOne, one.text.size(), std::string_view(one.text));
    });
  } else {
    dice_.shuffle(answers);
  }
  question.cursor = cursor_;
  const auto key = std::ranges::find(answers, Belief::None, &Answer::belief);
  question.right = static_cast<std::size_t>(key - answers.begin());
  question.answers = std::move(answers);
  return question;
}

// -- What comes

EventIndex Asker::find(EventKind kind) const {
  const EventIndex end = std::min(trace_.size(), cursor_ + kFarthest);
  for (EventIndex i = cursor_; i < end; ++i) {
    if (trace_[i].kind == kind) return i;
  }
  return kNever;
}

/// The next step that begins; none if it is an eager one, which begins inside another.
EventIndex Asker::next_step() const {
  const EventIndex step = find(EventKind::TaskStepBegan);
  return step != kNever && trace_[step].handle != 0 ? step : kNever;
}

EventIndex Asker::next_step_of(TaskId task) const {
  const TaskLane* lane = timeline_.lane(task);
  if (lane == nullptr) return kNever;
  for (std::size_t i = lane->spans.over_at(cursor_); i < lane->spans.size(); ++i) {
    const Span span = lane->spans[i];
    if (span.state == TaskState::Running && span.begin >= cursor_) return span.begin;
  }
  return kNever;
}

/// Index in the output of the first line behind the cursor.
std::size_t Asker::next_output() const {
  const auto& output = timeline_.output();
  const auto next = std::ranges::lower_bound(output, cursor_, {}, &OutputLine::at);
  return static_cast<std::size_t>(next - output.begin());
}

const OutputLine* Asker::next_line_of(TaskId task) const {
  const auto& output = timeline_.output();
  const std::size_t first = next_output();
  const std::size_t end = std::min(output.size(), first + kMostOutput);
  for (std::size_t i = first; i < end; ++i) {
    if (output[i].task == task) return &output[i];
  }
  return nullptr;
}

// -- Who might be thought to run

std::vector<TaskId> Asker::ready_tasks() const {
  std::vector<TaskId> tasks;
  for (const ReadyHandle& handle : now_.ready()) {
    if (handle.task != 0 && !handle.cancelled) tasks.push_back(handle.task);
  }
  return tasks;
}

/// Tasks other than `right` that one may take for the next, each with the belief that says so; the
/// most tempting ones first.
std::vector<Asker::Rival> Asker::rivals(TaskId right) const {
  std::vector<Rival> all;
  const auto add = [&](TaskId task, Belief belief, EventIndex refuted_at = kNever) {
    if (task == 0 || task == right || now_.task(task) == nullptr) return;
    if (std::ranges::find(all, task, &Rival::task) == all.end()) {
      all.push_back({task, belief, refuted_at});
    }
  };
  const std::vector<TaskId> ready = ready_tasks();
  const TraceEvent& last = trace_[cursor_ - 1];
  const TaskId running = now_.running_task();

  // What has just been said is what one thinks of first.
  if (last.kind == EventKind::TaskSuspended && last.wait() == WaitKind::Task) {
    add(last.object, Belief::AwaitStarts);
  }
  const HandleRun* run = timeline_.run_at(cursor_ - 1);
  if (ready.size() > 1) {
    const ReadyHandle& newest = *now_.ready_handle_of(ready.back());
    const bool by_this_step = run != nullptr && newest.queued_at >= run->begin;
    const bool created = trace_[newest.queued_at].kind == EventKind::TaskCreated;
    add(newest.task, !by_this_step ? Belief::LastFirst
                     : created     ? Belief::CreateStarts
                                   : Belief::WokenJumps);
  }
  const TaskLane* lane = timeline_.lane(running);
  if (lane != nullptr) {
    const std::size_t at = lane->spans.over_at(cursor_);
    const EventIndex stops = at < lane->spans.size() ? lane->spans[at].end : kNever;
    add(running, Belief::KeepsTurn, stops < trace_.size() ? stops : kNever);
  }
  for (const TaskId task : alive_) {
    const TaskView& view = *now_.task(task);
    const TaskId ends = last.kind == EventKind::TaskDone ? last.task : running;
    const bool awaits = view.wait == WaitKind::Task && view.waits_for == ends && ends != 0;
    if (awaits) add(task, Belief::AwaiterAtOnce);
  }
  const std::vector<ArmedTimer> timers = now_.timers(kMostTasks);
  if (!ready.empty()) {
    for (const ArmedTimer& timer : timers) {
      if (timer.task == 0) continue;
      add(timer.task, Belief::ShortestSleep);
      break;
    }
  }
  for (const TaskId task : alive_) {
    const TaskView& view = *now_.task(task);
    const bool may_run =
        view.state == TaskState::Ready || (ready.empty() && view.wait == WaitKind::Sleep);
    if (may_run) add(task, Belief::CreationOrder);
    if (may_run) break;  // only the oldest of them
  }
  for (const TaskId task : ready) add(task, Belief::AnyOrder);
  for (const TaskId task : alive_) {
    if (now_.task(task)->state == TaskState::Suspended) add(task, Belief::SuspendedRuns);
  }
  return all;
}

// -- The kinds

std::optional<Question> Asker::runs_next() {
  const EventIndex step = next_step();
  if (step == kNever) return std::nullopt;
  const TaskId right = trace_[step].task;
  if (!contains(alive_, right)) return std::nullopt;
  std::vector<Answer> wrong;
  for (const Rival& rival : rivals(right)) {
    wrong.push_back({name(rival.task), rival.belief, rival.refuted_at});
  }
  const TaskId running = now_.running_task();
  return finish({.kind = QuestionKind::RunsNext,
                 .text = running != 0 ? fmt::format("{} is running. Which task's step begins next?",
                                                    name(running))
                                      : "Which task's step begins next?"},
                {.text = name(right), .shown_at = step}, std::move(wrong));
}

namespace {
constexpr std::string_view kStuck = "nothing: the program is stuck";
constexpr std::string_view kEnds = "nothing: the program ends";
}  // namespace

std::optional<Question> Asker::prints_next() {
  Question question{.kind = QuestionKind::PrintsNext, .text = "What is printed next?"};
  const std::size_t next = next_output();
  if (next == timeline_.output().size()) return nothing_is_printed(std::move(question));
  const OutputLine& right = timeline_.output()[next];
  if (right.at - cursor_ > kFarthest) return std::nullopt;
  // A loop that is stuck is shut down, and may print then: that is nobody's question.
  const EventIndex stuck = find(EventKind::DeadlockFound);
  if (stuck < right.at) return std::nullopt;
  std::vector<Answer> wrong;
  for (const Rival& rival : rivals(right.task)) {
    const OutputLine* line_of_it = next_line_of(rival.task);
    if (line_of_it != nullptr && wrong.size() < kMostWrong - 1) {
      wrong.push_back({line(line_of_it->text), rival.belief, right.at});
    }
  }
  const auto waits = [&](TaskId task) { return now_.task(task)->state == TaskState::Suspended; };
  if (std::ranges::any_of(alive_, waits)) {
    wrong.push_back({std::string(kStuck), Belief::WaitBlocksAll, right.at});
  }
  if (alive_.size() > 1) wrong.push_back({std::string(kEnds), Belief::EndEndsAll, right.at});
  return finish(std::move(question), {.text = line(right.text), .shown_at = right.at},
                std::move(wrong));
}

std::optional<Question> Asker::nothing_is_printed(Question question) {
  const EventIndex stuck = find(EventKind::DeadlockFound), end = find(EventKind::LoopStopped);
  if (stuck == kNever && end == kNever) return std::nullopt;
  std::vector<Answer> wrong;
  if (stuck != kNever) {
    wrong.push_back({std::string(kEnds), Belief::StuckEnds, kNever});
  } else {
    wrong.push_back({std::string(kStuck), Belief::WaitBlocksAll, kNever});
  }
  // The last words of those who wait, once more.
  const auto& output = timeline_.output();
  for (std::size_t i = output.size(); i > 0 && output.size() - i < kMostOutput; --i) {
    const OutputLine& last = output[i - 1];
    const TaskView* task = now_.task(last.task);
    if (task != nullptr && task->state == TaskState::Suspended) {
      wrong.push_back({line(last.text), Belief::GoesOnAlone, kNever});
    }
  }
  const bool ends = stuck == kNever;
  return finish(std::move(question),
                {.text = std::string(ends ? kEnds : kStuck), .shown_at = ends ? end : stuck},
                std::move(wrong));
}

/// When a task would end if no two waits overlapped: what is left of all that are on, and all that
/// are begun until it ends.
std::optional<Time> Asker::sum_of_waits(EventIndex end) const {
  if (end - cursor_ > kFarthest) return std::nullopt;
  Time sum = now_.time();
  for (const TaskId task : alive_) {
    const TaskView& view = *now_.task(task);
    if (view.wait == WaitKind::Sleep) sum += length(now_.time(), view.sleep_until);
  }
  for (EventIndex i = cursor_; i < end; ++i) {
    const TraceEvent& e = trace_[i];
    if (e.kind == EventKind::TimerArmed && e.task != 0) {
      sum += std::min(length(e.time, Time(e.value)), Time(std::chrono::hours(1)));
    }
  }
  return sum;
}

std::optional<Question> Asker::ends_when() {
  if (trace_.header.clock == trace::ClockKind::Real) return std::nullopt;
  std::vector<TaskId> tasks = alive_;
  dice_.shuffle(tasks);
  for (const TaskId task : tasks) {
    const TaskLane* lane = timeline_.lane(task);
    if (lane == nullptr || lane->ended >= trace_.size()) continue;
    if (auto question = ends_when(*lane)) return question;
  }
  return std::nullopt;
}

std::optional<Question> Asker::ends_when(const TaskLane& lane) {
  const TraceEvent& end = trace_[lane.ended];
  if (end.kind != EventKind::TaskDone || end.time <= now_.time()) return std::nullopt;
  if (now_.time() < Time(0) || end.time > kLongestRun) return std::nullopt;
  std::vector<Answer> wrong;
  const auto add = [&](Time time, Belief belief) {
    wrong.push_back({seconds(time), belief, lane.ended});
  };
  // Where something else than sleeps is waited for their sum may be too small to tempt anybody.
  const auto sum = sum_of_waits(lane.ended);
  if (sum && *sum > end.time) add(*sum, Belief::WaitsAddUp);
  const TaskView& task = *now_.task(lane.id);
  if (task.wait == WaitKind::Sleep) {
    const bool held_up =
        next_step_of(lane.id) < lane.ended && trace_[next_step_of(lane.id)].time > task.sleep_until;
    if (task.sleep_until < end.time) {  // else it is cancelled before
      add(task.sleep_until, held_up ? Belief::OnTime : Belief::OneWait);
    }
    add(now_.time() + length(task.since_time, task.sleep_until), Belief::SleepAnew);
  }
  std::optional<Time> first, last;
  for (const ArmedTimer& timer : now_.timers(kMostTasks)) {
    if (timer.task == 0) continue;
    if (!first) first = timer.deadline;
    last = timer.deadline;
  }
  if (first) add(*first, Belief::FirstEndsAll);
  if (last) add(*last, Belief::EndTogether);
  add(now_.time(), Belief::NoMoreWaits);
  return finish({.kind = QuestionKind::EndsWhen,
                 .about = {lane.id},
                 .text = fmt::format("It is {}. At what time does {} end?", seconds(now_.time()),
                                     name(lane.id))},
                {.text = seconds(end.time), .shown_at = lane.ended}, std::move(wrong));
}

std::optional<Question> Asker::end_order() {
  std::vector<TaskId> tasks;
  for (const TaskId task : alive_) {
    const TaskLane* lane = timeline_.lane(task);
    const bool ends = lane != nullptr && lane->ended < trace_.size() &&
                      trace_[lane->ended].kind == EventKind::TaskDone;
    if (ends && lane->depth > 0) tasks.push_back(task);  // that main ends last is no question
  }
  dice_.shuffle(tasks);
  if (tasks.size() < 3) return std::nullopt;
  tasks.resize(3);
  std::ranges::sort(tasks);
  const auto ended = [&](TaskId task) { return timeline_.lane(task)->ended; };
  std::vector<TaskId> right = tasks;
  std::ranges::sort(right, {}, ended);
  const auto in_order = [&](std::vector<TaskId> order) {
    return fmt::format("{}, {}, {}", name(order[0]), name(order[1]), name(order[2]));
  };
  std::vector<Answer> wrong{{in_order(tasks), Belief::EndAsCreated, ended(right[0])}};
  const auto sleeps = [&](TaskId task) { return now_.task(task)->wait == WaitKind::Sleep; };
  if (std::ranges::all_of(tasks, sleeps)) {
    std::vector<TaskId> by_deadline = tasks;
    std::ranges::sort(by_deadline, {},
                      [&](TaskId task) { return std::pair(now_.task(task)->sleep_until, task); });
    wrong.push_back({in_order(by_deadline), Belief::ShortestEnds, kNever});
  }
  wrong.push_back({in_order({tasks[2], tasks[1], tasks[0]}), Belief::LastCreatedEnds, kNever});
  wrong.push_back({in_order({right[2], right[1], right[0]}), Belief::LongestEnds, kNever});
  wrong.push_back({in_order({right[1], right[0], right[2]}), Belief::AnyOrder, kNever});
  for (Answer& one : wrong) one.shown_at = ended(right[2]);
  return finish({.kind = QuestionKind::EndOrder,
                 .about = tasks,
                 .text = fmt::format("In what order do {} end?", names(tasks))},
                {.text = in_order(right), .shown_at = ended(right[2])}, std::move(wrong));
}

std::optional<Question> Asker::ready_then() {
  const TaskId running = now_.running_task();
  const HandleRun* run = timeline_.run_at(cursor_ - 1);
  if (running == 0 || run == nullptr || run->task != running) return std::nullopt;
  // Only what follows a run tells that it is complete.
  const EventIndex end = run->end;
  if (end >= trace_.size() || end + 1 >= trace_.size() || end < cursor_) return std::nullopt;
  if (end - cursor_ > kFarthest) return std::nullopt;
  Snapshot then = now_;
  std::vector<TaskId> woken;
  bool creates = false;
  while (then.cursor() <= end) {
    const TraceEvent& e = trace_[then.cursor()];
    const bool created = e.kind == EventKind::TaskCreated && e.handle != 0;
    if (created || (e.kind == EventKind::HandleQueued && e.task != 0)) woken.push_back(e.task);
    creates = creates || created;
    then.apply(e);
  }
  std::vector<TaskId> right, before, all;
  for (const auto& [id, task] : then.tasks()) {
    if (task.state == TaskState::Ready) right.push_back(id);
    if (all.size() <= kMostReady) all.push_back(id);
  }
  std::erase_if(woken, [&](TaskId task) { return !contains(right, task); });
  if (woken.empty() || right.size() > kMostReady) return std::nullopt;
  for (const TaskId task : right) {
    const ReadyHandle* handle = then.ready_handle_of(task);
    if (handle != nullptr && handle->queued_at < run->begin) before.push_back(task);
  }
  std::vector<Answer> wrong;
  const auto add = [&](std::vector<TaskId> tasks, Belief belief) {
    std::ranges::sort(tasks);
    if (tasks.size() <= kMostReady) wrong.push_back({names(tasks), belief, end});
  };
  add(before, creates ? Belief::CreateStarts : Belief::WakesAtOnce);
  if (woken.size() > 1 && !creates) {
    std::vector<TaskId> one = before;
    one.push_back(woken.front());
    add(one, Belief::FirstInLineOnly);
  }
  std::vector<TaskId> other = right;
  const bool lives = then.task(running) != nullptr;
  if (contains(right, running)) {
    std::erase(other, running);
    add(other, Belief::YieldSuspends);
  } else if (lives) {
    other.push_back(running);
    add(other, Belief::StaysReady);
  }
  add(all, Belief::EveryoneReady);
  return finish({.kind = QuestionKind::ReadyThen,
                 .about = {running},
                 .text = fmt::format("{} is running. Which tasks are ready when its step is over?",
                                     name(running))},
                {.text = names(right), .shown_at = end}, std::move(wrong));
}

std::optional<Question> Asker::iterations_until() {
  std::vector<TaskId> tasks = alive_;
  dice_.shuffle(tasks);
  for (const TaskId task : tasks) {
    if (auto question = iterations_until(task)) return question;
  }
  return std::nullopt;
}

std::optional<Question> Asker::iterations_until(TaskId task) {
  const TaskView& view = *now_.task(task);
  // Across a wait one would have to count what the others do meanwhile.
  const EventIndex step = next_step_of(task);
  if (view.state == TaskState::Running || step >= trace_.size()) return std::nullopt;
  const Iteration* iteration = timeline_.iteration_at(step);
  if (iteration == nullptr || trace_[step].time != now_.time()) return std::nullopt;
  const std::size_t present = now_.iteration();
  const std::size_t right = timeline_.index_of(*iteration) + 1;
  if (right < present || right - present >= kMostIterations) return std::nullopt;
  // Who is at the front of the queue runs at once: nobody doubts that.
  if (right == present && now_.ready_position(view.handle).value_or(0) == 0) return std::nullopt;
  const auto answer = [&](std::size_t number) {
    return number == present ? std::string(kThisOne) : fmt::format("in iteration {}", number);
  };
  std::vector<Answer> wrong;
  const auto add = [&](std::size_t number, Belief belief) {
    if (number != right) wrong.push_back({answer(number), belief, step});
  };
  const bool ready = view.state == TaskState::Ready;
  add(present, ready ? Belief::JoinsBatch : Belief::WakesAtOnce);
  if (right > present + 1) add(present + 1, Belief::NoHop);
  if (ready) {
    add(present + now_.ready_position(view.handle).value_or(0) + 1, Belief::OneEachIteration);
  }
  add(right + 1, Belief::ExtraTurn);
  if (right == present) add(right + 2, Belief::OneEachIteration);
  return finish({.kind = QuestionKind::IterationsUntil,
                 .about = {task},
                 .text = fmt::format("The loop is in iteration {}. When does {} run next?", present,
                                     name(task))},
                {.text = answer(right), .shown_at = step}, std::move(wrong));
}

}  // namespace model
