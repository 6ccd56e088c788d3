#include "core/runtime/async_generators.hpp"

#include "core/runtime/gather.hpp"

namespace aio {

void GeneratorPromise::yielded() noexcept {
  has_value = true;
  leave();
}

GeneratorState::~GeneratorState() { end(); }

void GeneratorState::end() noexcept {
  phase_ = Phase::Ended;
  if (loop_ != nullptr && EventLoop::is_alive(loop_)) loop_->generator_gone(*this);
  loop_ = nullptr;
  if (PromiseBase* promise = std::exchange(promise_, nullptr)) promise->frame().destroy();
}

void GeneratorState::known_to(EventLoop& loop) {
  if (loop_ != nullptr) return;
  loop_ = &loop;
  loop_->generator_started(*this);
}

bool GeneratorState::resume(TaskBase& task, PromiseBase& awaiting, std::exception_ptr thrown) {
  if (phase_ == Phase::Running) throw RuntimeError("asynchronous generator is already running");
  known_to(task.loop());
  const bool started = std::exchange(phase_, Phase::Running) != Phase::Created;
  promise().has_value = false;
  if (thrown && !started) {  // its body never runs
    promise_->error = std::move(thrown);
    return false;
  }
  promise().thrown = std::move(thrown);
  promise_->enter(task, &awaiting, &promise_);
  return true;
}

bool GeneratorState::resumed() {
  if (phase_ == Phase::Ended) return false;
  if (promise().has_value) {
    phase_ = Phase::Suspended;
    return true;
  }
  const std::exception_ptr error = std::exchange(promise_->error, nullptr);
  end();
  if (error) std::rethrow_exception(error);
  return false;
}

void GeneratorState::begin_throw() const {
  if (phase_ == Phase::Running) throw RuntimeError("asynchronous generator is already running");
  if (closed_) throw StopAsyncIteration();
}

Coro<> GeneratorState::close(Ref<GeneratorState> s) {
  if (s->phase_ == Phase::Created) s->end();
  if (s->phase_ == Phase::Ended) co_return;
  s->begin_throw();
  s->closed_ = true;
  bool yielded = false;
  try {
    yielded = co_await GeneratorStep(s, std::make_exception_ptr(GeneratorExit()));
  } catch (const GeneratorExit&) {
  } catch (const StopAsyncIteration&) {
  }
  if (yielded) throw RuntimeError("async generator ignored GeneratorExit");
}

namespace {

/// Goes with a task that closes a dropped generator. A cancel before its first step ends such a
/// task without a step; then another one is made, so that the generator's clean-up runs.
class Closing {
 public:
  explicit Closing(Ref<GeneratorState> state) : state_(std::move(state)) {}
  Closing(Closing&& other) noexcept : state_(other.take()) {}
  Closing& operator=(Closing&&) = delete;
  ~Closing() {
    if (state_) GeneratorState::abandoned(state_);
  }
  Ref<GeneratorState> take() { return std::exchange(state_, Ref<GeneratorState>()); }

 private:
  Ref<GeneratorState> state_;
};

Coro<> close_dropped(Closing closing) {
  const Ref<GeneratorState> state = closing.take();
  co_await library(GeneratorState::close(state));
}

}  // namespace

void GeneratorState::abandoned(const Ref<GeneratorState>& s) {
  if (s->loop_ == nullptr || s->phase_ == Phase::Running || s->closed_) return;
  if (!EventLoop::is_alive(s->loop_) || s->loop_->is_closed()) return;
  s->loop_->call_soon([s] { std::ignore = create_task(library(close_dropped(Closing(s)))); },
                      "close a dropped generator");
}

namespace {

Coro<> close_all(std::vector<Ref<GeneratorState>> generators) {
  std::vector<Coro<>> closings;
  for (const auto& g : generators) closings.push_back(library(GeneratorState::close(g)));
  const auto results = co_await gather(return_exceptions, std::move(closings));
  for (const auto& r : results) {
    if (r.ok()) continue;
    loop().call_exception_handler("an error occurred during closing of asynchronous generator",
                                  r.error());
  }
}

}  // namespace

Coro<> EventLoop::shutdown_asyncgens() {
  std::vector<Ref<GeneratorState>> left;
  for (GeneratorState* g : generators_) left.emplace_back(g);
  return library(close_all(std::move(left)));
}

}  // namespace aio
