// Queues between tasks of one loop: first in first out, smallest first, last in first out.
//
// A getter is woken when an item is put and takes it when it runs, one iteration later; in between
// anyone may take it, and then the getter waits again at the end. So it is with putters and room.
// A woken one that is cancelled wakes the next: nothing is lost. Copies stand for the same queue.
// asyncio: queues.py
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <tuple>
#include <vector>

#include "core/runtime/sync.hpp"

namespace aio {

/// What all queues share, whatever they hold.
class QueueState : public SyncState {
 public:
  QueueState(int maxsize, std::string name);

  int maxsize() const { return maxsize_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool full() const { return maxsize_ > 0 && size_ >= static_cast<std::size_t>(maxsize_); }
  /// Whether who comes now has to wait. `why`: Put or Get.
  bool blocks(trace::WaitKind why) const {
    return !shut_down_ && (why == trace::WaitKind::Put ? full() : empty());
  }

  void require_room() const {
    if (shut_down_ || full()) refuse_item();
  }
  void require_item() const {
    if (empty()) refuse_get();
  }
  /// An item was put into the store, or taken from it.
  void put_done(trace::StringId item);
  void take_done(trace::StringId item);
  void task_done();
  void shutdown(bool immediate);

 protected:
  virtual void drop_one() = 0;

 private:
  friend class QueueAwaiter;
  friend class JoinAwaiter;
  [[noreturn]] void refuse_item() const;
  [[noreturn]] void refuse_get() const;
  static void wake_next(Line& line);
  static void wake_all(Line& line);

  std::size_t size_ = 0;
  int maxsize_;
  Line getters_, putters_, joiners_;
  std::size_t unfinished_ = 0;
  bool shut_down_ = false;
};

/// Waits for room or for an item, again and again until there is some when its task runs.
class QueueAwaiter : public LineAwaiter {
 public:
  bool await_ready() const { return !queue().blocks(why_); }
  void await_suspend(std::coroutine_handle<>) { wait_in(line(), why_, again); }

 protected:
  /// `why`: Put or Get.
  QueueAwaiter(TaskBase& task, Ref<SyncState> queue, trace::WaitKind why)
      : LineAwaiter(task, std::move(queue)), why_(why) {}
  /// For await_resume: throws if the task was resumed by an exception.
  void resume() {
    if (resumed_by_error()) pass_on();
    LineAwaiter::resume();
  }

 private:
  QueueState& queue() const { return object<QueueState>(); }
  Line& line() const { return why_ == trace::WaitKind::Put ? queue().putters_ : queue().getters_; }
  void pass_on();
  static bool again(Waiter& waiter);

  trace::WaitKind why_;
};

/// Waits until all that was put is done with.
class JoinAwaiter final : public LineAwaiter {
 public:
  using value_type = void;
  static constexpr std::string_view kName = "join";
  using LineAwaiter::LineAwaiter;
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>);
  void await_resume() { resume(); }
};

template <class T>
struct FifoItems {
  std::deque<T> items;
  void put(T item) { items.push_back(std::move(item)); }
  T take() {
    T item = std::move(items.front());
    items.pop_front();
    return item;
  }
};

template <class T>
struct LifoItems {
  std::vector<T> items;
  void put(T item) { items.push_back(std::move(item)); }
  T take() {
    T item = std::move(items.back());
    items.pop_back();
    return item;
  }
};

template <class T>
struct PriorityItems {
  std::vector<T> items;  // a heap, smallest first
  void put(T item) {
    items.push_back(std::move(item));
    std::ranges::push_heap(items, std::greater<>());
  }
  T take() {
    std::ranges::pop_heap(items, std::greater<>());
    T item = std::move(items.back());
    items.pop_back();
    return item;
  }
};

/// Queue, PriorityQueue and LifoQueue: see below.
template <class T, class Items>
class BasicQueue {
 public:
  /// `maxsize`, in items; 0 or less: without limit.
  explicit BasicQueue(int maxsize = 0, std::string name = "")
      : state_(new State(maxsize, std::move(name))) {}

  /// Items in it.
  std::size_t qsize() const { return state_->size(); }
  int maxsize() const { return state_->maxsize(); }
  bool empty() const { return state_->empty(); }
  /// Never without limit.
  bool full() const { return state_->full(); }

  /// Suspends while it is full. Resumes one iteration after an item was taken. Throws QueueShutDown
  /// after shutdown(), one iteration later if it waits already.
  auto put(T item) const { return Operation<Putter>({state_, std::move(item)}); }
  /// Throws QueueFull, or QueueShutDown after shutdown().
  void put_nowait(T item) const { put_now(*state_, std::move(item)); }
  /// Suspends while it is empty. Resumes one iteration after an item was put. Throws QueueShutDown
  /// when it is empty after shutdown(), one iteration later if it waits already.
  auto get() const { return Operation<Getter>(state_); }
  /// Throws QueueEmpty, or QueueShutDown when it is empty after shutdown().
  T get_nowait() const { return get_now(*state_); }
  /// An item that was taken is done with. Throws ValueError if that is said too often.
  void task_done() const { state_->task_done(); }
  /// Suspends until all items that were put are done with. Resumes one iteration after the last
  /// task_done().
  auto join() const { return Operation<JoinAwaiter>(state_); }
  /// Nothing more can be put; what is there can be taken. If `immediate` it is dropped instead and
  /// counts as done with.
  void shutdown(bool immediate = false) const { state_->shutdown(immediate); }

 private:
  class State final : public QueueState {
   public:
    using QueueState::QueueState;
    Items store;

   private:
    void drop_one() override { std::ignore = store.take(); }
  };

  static void put_now(State& s, T item) {
    s.require_room();
    const trace::StringId shown = loop().text_of(item);
    s.store.put(std::move(item));
    s.put_done(shown);
  }
  static T get_now(State& s) {
    s.require_item();
    T item = s.store.take();
    s.take_done(loop().text_of(item));
    return item;
  }
  class Putter final : public QueueAwaiter {
   public:
    using value_type = void;
    static constexpr std::string_view kName = "put";
    struct Given {
      Given(Ref<SyncState> queue_, T item_) : queue(std::move(queue_)), item(std::move(item_)) {}
      Ref<SyncState> queue;
      T item;
    };
    Putter(TaskBase& task, Given given)
        : QueueAwaiter(task, std::move(given.queue), trace::WaitKind::Put),
          item_(std::move(given.item)) {}
    void await_resume() {
      this->resume();
      put_now(this->template object<State>(), std::move(item_));
    }

   private:
    T item_;
  };
  class Getter final : public QueueAwaiter {
   public:
    using value_type = T;
    static constexpr std::string_view kName = "get";
    Getter(TaskBase& task, Ref<SyncState> queue)
        : QueueAwaiter(task, std::move(queue), trace::WaitKind::Get) {}
    T await_resume() {
      this->resume();
      return get_now(this->template object<State>());
    }
  };

  Ref<State> state_;
};

/// First in, first out.   asyncio: Queue
template <class T>
using Queue = BasicQueue<T, FifoItems<T>>;
/// Last in, first out.   asyncio: LifoQueue
template <class T>
using LifoQueue = BasicQueue<T, LifoItems<T>>;
/// Smallest first, by `>`; the order of equal ones is not specified.   asyncio: PriorityQueue
template <class T>
using PriorityQueue = BasicQueue<T, PriorityItems<T>>;

}  // namespace aio
