// Threads that take work from one queue: the loop's default executor. They are made as they are
// needed; the destructor waits until all work is done.   Python: ThreadPoolExecutor
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace aio {

class ThreadPool {
 public:
  static constexpr std::size_t kMostThreads = 32;

  ThreadPool() = default;
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  /// Runs `work` on a thread, first come, first served. REQUIRES: it does not throw.
  void submit(std::function<void()> work);

 private:
  void work_on();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool closing_ = false;
};

}  // namespace aio
