#include "core/runtime/waiting.hpp"

namespace aio {

using trace::ObjectKind;
using trace::WaitKind;

namespace {

/// What one wait registered elsewhere. Its callbacks keep it: one may still be in the ready queue
/// when the wait is over.
class WatchState final : public SyncState {
 public:
  WatchState(std::vector<Ref<FutureBase>> watched, ReturnWhen when)
      : SyncState(ObjectKind::Wait, ""),
        watched_(std::move(watched)),
        left_(watched_.size()),
        when_(when),
        waiter_(new FutureState<void>(loop(), reason(WaitKind::Wait))) {
    for (const auto& future : watched_) wait_child_added(id(), *future);
  }

  void start(std::optional<Duration> limit, const char* label) {
    if (limit) timer_ = loop().call_later(*limit, [w = waiter_] { wake(*w); }, "wait: timeout");
    for (const auto& future : watched_) {
      links_.push_back(future->add_done_callback(
          [self = Ref<WatchState>(this)](FutureBase& f) { self->one_done(f); }, label));
    }
  }
  void stop() {
    timer_.cancel();
    for (std::size_t i = 0; i < links_.size(); ++i) watched_[i]->remove_done_callback(links_[i]);
  }
  Future<> enough() const { return Future<>(waiter_); }

 private:
  static void wake(FutureState<void>& waiter) {
    if (!waiter.done()) waiter.set_result(None());
  }
  void one_done(FutureBase& f) {
    --left_;
    const bool failed = !f.cancelled() && f.exception() != nullptr;
    if (left_ == 0 || when_ == FIRST_COMPLETED || (when_ == FIRST_EXCEPTION && failed)) {
      timer_.cancel();
      wake(*waiter_);
    }
  }

  std::vector<Ref<FutureBase>> watched_;
  std::vector<std::uint64_t> links_;
  std::size_t left_;
  ReturnWhen when_;
  TimerHandle timer_;
  const Ref<FutureState<void>> waiter_;
};

/// Stops the watch when its frame goes.
class Watch {
 public:
  Watch(std::vector<Ref<FutureBase>> watched, ReturnWhen when)
      : state_(new WatchState(std::move(watched), when)) {}
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() { state_->stop(); }
  WatchState* operator->() const { return state_.get(); }

 private:
  Ref<WatchState> state_;
};

}  // namespace

void wait_child_added(trace::ObjectId object, const FutureBase& child) {
  trace::TraceEvent e;
  e.kind = trace::EventKind::WaitChildAdded;
  e.object = object;
  e.task = child.object();
  if (e.task != 0) loop().emit(e);
}

Coro<> wait_until_enough(std::vector<Ref<FutureBase>> futures, std::optional<Duration> limit,
                         ReturnWhen when) {
  const Watch watch(std::move(futures), when);
  watch->start(limit, "wait: one ended");
  co_await watch->enough();
}

Coro<> cancel_and_wait(Ref<FutureBase> future) {
  const Watch watch(std::vector<Ref<FutureBase>>(1, future), ALL_COMPLETED);
  watch->start(std::nullopt, "wait_for: it ended");
  future->cancel("");
  co_await watch->enough();
}

}  // namespace aio
