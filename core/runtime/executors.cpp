#include "core/runtime/executors.hpp"

#include <algorithm>
#include <tuple>

#include "core/runtime/probes.hpp"
#include "core/runtime/thread_pool.hpp"

namespace aio {
namespace {

thread_local Job* this_threads_job = nullptr;

}  // namespace

bool Job::run() {
  State queued = State::Queued;
  if (!state_.compare_exchange_strong(queued, State::Taken)) return false;
  Job* const outer = std::exchange(this_threads_job, this);
  work_();
  this_threads_job = outer;
  return true;
}

bool Job::withdraw() {
  State queued = State::Queued;
  return state_.compare_exchange_strong(queued, State::Withdrawn);
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

std::shared_ptr<Job> EventLoop::submit(std::function<void()> work, std::function<void()> done) {
  require_open();
  if (!pool_) pool_ = std::make_unique<ThreadPool>();
  const std::uint64_t number = ++jobs_;
  auto job = std::make_shared<Job>(std::move(work), number, *clock_);
  job_done_.emplace(number, std::move(done));
  pool_->submit([this, job] {
    if (job->run()) post({job->end(), job->number(), nullptr, 0, ContextSlot()});
  });
  return job;
}

void EventLoop::job_withdrawn(const Job& job) { job_done_.erase(job.number()); }

void EventLoop::call_soon_threadsafe(std::function<void()> callback) {
  if (closed_) throw RuntimeError("Event loop is closed");
  // Contexts are of one thread: only its own can be copied.
  ContextSlot context = is_alive(this) ? copy_of_current_context() : ContextSlot();
  post({Duration(), 0, std::move(callback), 0, std::move(context)});
}

void EventLoop::post(Posted posted) {
  {
    const std::scoped_lock lock(posted_mutex_);
    posted.order = ++posts_;
    posted_.push_back(std::move(posted));
  }
  clock_->wake();
}

void EventLoop::take_posted() {
  const std::scoped_lock lock(posted_mutex_);
  std::ranges::move(posted_, std::back_inserter(arrived_));
  posted_.clear();
}

bool EventLoop::callback_arrived() const {
  return std::ranges::any_of(arrived_, [](const Posted& p) { return p.job == 0; });
}

/// What arrived from other threads and is due joins the ready queue: callbacks in the order in
/// which they came, completions of jobs, if they may now, in the order of (time, submission).
void EventLoop::queue_arrived(bool jobs) {
  if (arrived_.empty()) return;
  std::ranges::sort(arrived_, [](const Posted& a, const Posted& b) {
    return std::tie(a.when, a.job, a.order) < std::tie(b.when, b.job, b.order);
  });
  std::vector<Posted> later;
  for (Posted& p : arrived_) {
    if (p.job == 0) {
      queue_callback(std::move(p.callback), "callback from another thread", 0,
                     std::move(p.context));
    } else if (jobs && (p.when <= time() || clock_->kind() == trace::ClockKind::Real)) {
      const auto done = job_done_.extract(p.job);
      queue_callback(done.mapped(), "executor: a job ended", 0, ContextSlot());
    } else {
      later.push_back(std::move(p));
    }
  }
  arrived_ = std::move(later);
}

std::size_t EventLoop::jobs_running() const {
  const auto ended = std::ranges::count_if(arrived_, [](const Posted& p) { return p.job != 0; });
  return job_done_.size() - static_cast<std::size_t>(ended);
}

}  // namespace aio
