#include "core/runtime/executors.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <set>
#include <tuple>

#include "core/runtime/probes.hpp"
#include "core/runtime/thread_pool.hpp"

namespace aio {
namespace {

thread_local Job* this_threads_job = nullptr;

}  // namespace

void Job::run() {
  Job* const outer = std::exchange(this_threads_job, this);
  work_();
  this_threads_job = outer;
}

void Job::busy(Duration d) {
  if (real_) std::this_thread::sleep_for(d.chrono());
  end_ += d;
}

void busy(Duration d, Location at) {
  if (Job* job = Job::current()) {
    job->busy(d);
  } else {
    loop().busy(d, at);
  }
}

Job* Job::current() { return this_threads_job; }

// -- ThreadPool

ThreadPool::~ThreadPool() {
  {
    const std::scoped_lock lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  for (std::thread& t : threads_) t.join();
}

void ThreadPool::submit(std::function<void()> work) {
  const std::scoped_lock lock(mutex_);
  queue_.push_back(std::move(work));
  if (idle_ < queue_.size() && threads_.size() < kMostThreads) {
    threads_.emplace_back([this] { work_on(); });
  }
  changed_.notify_one();
}

void ThreadPool::work_on() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    changed_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty()) return;  // closing, and nothing is left to do
    const std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
}

// -- The loop's side

void EventLoop::submit(trace::ObjectId id, std::function<void()> work, std::function<void()> done) {
  require_open();
  jobs_.emplace(id,
                PendingJob{std::make_shared<Job>(std::move(work), id, *clock_), std::move(done)});
  object_created(id, trace::ObjectKind::Job, "");
  begin_jobs();
}

void EventLoop::withdraw_job(trace::ObjectId id) {
  const auto it = jobs_.find(id);
  if (it != jobs_.end() && it->second.thread == 0) jobs_.erase(it);
}

/// Gives the jobs that wait to the threads that are free, first come, first served. Which thread
/// has which job is the loop's own account, so that runs on the virtual clock repeat.
void EventLoop::begin_jobs() {
  using Threads = decltype(busy_threads_);
  static_assert(ThreadPool::kMostThreads == std::numeric_limits<Threads>::digits);
  for (auto& [id, pending] : jobs_) {
    if (pending.thread != 0) continue;
    const int free = std::countr_one(busy_threads_);
    if (free == std::numeric_limits<Threads>::digits) return;
    busy_threads_ |= Threads{1} << free;
    pending.thread = static_cast<std::uint32_t>(free) + 1;
    trace::TraceEvent e;
    e.kind = trace::EventKind::JobBegan;
    e.object = id;
    e.value = pending.thread;
    emit(e);
    start(pending.job);
  }
}

void EventLoop::start(const std::shared_ptr<Job>& job) {
  if (!pool_) pool_ = std::make_unique<ThreadPool>();
  job->begin();
  pool_->submit([this, job = job.get()] {  // the loop owns it, and what it captured
    job->run();
    post({job->end(), job->id(), 0, nullptr, 0, ContextSlot()});
  });
}

/// The loop is told that a job ended; what is to be done then joins the ready queue.
void EventLoop::job_ended(trace::ObjectId id) {
  const PendingJob ended = std::move(jobs_.extract(id).mapped());
  busy_threads_ &= ~(decltype(busy_threads_){1} << (ended.thread - 1));
  trace::TraceEvent e;
  e.kind = trace::EventKind::JobEnded;
  e.object = id;
  e.value = ended.thread;
  emit(e);
  queue_callback(ended.done, "executor: a job ended", id, ContextSlot());
  begin_jobs();
}

/// From here on the loop is closed. What was asked for and will not run is dropped: a thread that
/// waits for it is told.
void EventLoop::refuse_callbacks() {
  std::vector<Posted> dropped;
  {
    const std::scoped_lock lock(posted_mutex_);
    closed_ = true;
    for (std::vector<Posted>* posted : {&posted_, &arrived_}) {
      const auto rest = std::ranges::partition(*posted, [](const Posted& p) { return p.job != 0; });
      std::ranges::move(rest, std::back_inserter(dropped));
      posted->erase(rest.begin(), rest.end());
    }
  }
}

/// Those that wait run, too; their futures are not told.
void EventLoop::finish_jobs() {
  for (const auto& [id, pending] : jobs_) {
    if (pending.thread == 0) start(pending.job);
  }
  pool_.reset();
}

void EventLoop::call_soon_threadsafe(std::function<void()> callback) {
  if (closed_) throw RuntimeError("Event loop is closed");
  // Contexts are of one thread: only its own can be copied.
  ContextSlot context = is_alive(this) ? copy_of_current_context() : ContextSlot();
  Posted posted{Duration(), 0, 0, std::move(callback), 0, std::move(context)};
  if (const Job* job = Job::current(); job != nullptr && job->is_timed_by(*clock_)) {
    posted.when = job->end();
    posted.from = job->id();
  }
  post(std::move(posted));
}

void EventLoop::post(Posted posted) {
  {
    const std::scoped_lock lock(posted_mutex_);
    if (closed_ && posted.job == 0) throw RuntimeError("Event loop is closed");
    posted.order = ++posts_;
    posted_.push_back(std::move(posted));
  }
  any_posted_ = true;
  clock_->wake();
}

void EventLoop::take_all_posted() {
  any_posted_ = false;
  const std::scoped_lock lock(posted_mutex_);
  std::ranges::move(posted_, std::back_inserter(arrived_));
  posted_.clear();
}

bool EventLoop::callback_arrived() const {
  return std::ranges::any_of(arrived_, [](const Posted& p) { return p.job == 0 && p.from == 0; });
}

/// `jobs`: those of what jobs do may be told now.
bool EventLoop::is_due(const Posted& posted, bool jobs) const {
  if (posted.job == 0 && posted.from == 0) return true;
  return jobs && (posted.when <= time() || clock_->kind() == trace::ClockKind::Real);
}

/// What arrived from other threads and is due joins the ready queue: callbacks in the order in
/// which they came, what jobs sent and their ends, if they may now, in the order of (time,
/// submission). Of each job only the first: whether the next has come already is a matter of luck.
void EventLoop::queue_arrived(bool jobs) {
  if (arrived_.empty()) return;
  std::ranges::sort(arrived_, [](const Posted& a, const Posted& b) {
    return std::tuple(a.when, a.job + a.from, a.order) <
           std::tuple(b.when, b.job + b.from, b.order);
  });
  std::vector<Posted> later;
  std::set<trace::ObjectId> told;
  for (Posted& p : arrived_) {
    const trace::ObjectId job = p.job + p.from;
    if (!is_due(p, jobs) || (job != 0 && !told.insert(job).second)) {
      later.push_back(std::move(p));
    } else if (p.job == 0) {
      queue_callback(std::move(p.callback), "callback from another thread", p.from,
                     std::move(p.context));
    } else {
      job_ended(p.job);
    }
  }
  arrived_ = std::move(later);
}

std::size_t EventLoop::jobs_running() const {
  const auto ended = std::ranges::count_if(arrived_, [](const Posted& p) { return p.job != 0; });
  return static_cast<std::size_t>(std::popcount(busy_threads_)) - static_cast<std::size_t>(ended);
}

/// Jobs that run and have sent nothing that is not yet told: what they do next is not known. One
/// that has may wait for the loop.
std::size_t EventLoop::jobs_silent() const {
  if (busy_threads_ == 0) return 0;
  std::set<trace::ObjectId> sent, ended;
  for (const Posted& p : arrived_) (p.job != 0 ? ended : sent).insert(p.job + p.from);
  const auto running = [&](trace::ObjectId job) { return job != 0 && ended.count(job) == 0; };
  return jobs_running() - static_cast<std::size_t>(std::ranges::count_if(sent, running));
}

}  // namespace aio
