#include "core/runtime/runners.hpp"

#include "core/runtime/gather.hpp"

namespace aio {
namespace {

Coro<> wait_for_all(std::vector<Future<>> tasks) {
  co_await gather(return_exceptions, std::move(tasks));
}

}  // namespace

Runner::Runner(const RunOptions& options)
    : loop_(make_clock(options.clock), options.recorder, options.iteration_cost) {
  loop_.set_print(options.print);
  loop_.set_log(options.log);
  loop_.set_gate(options.gate);
  loop_.set_limits(options.limits);
  loop_.set_debug(options.debug);
}

Runner::~Runner() {
  try {
    close();
  } catch (...) {
    loop_.call_exception_handler("exception during the shutdown of the loop",
                                 std::current_exception());
  }
}

void Runner::close() {
  if (loop_.is_closed()) return;
  loop_.set_limits(Limits());  // what the shutdown takes is not bounded
  const std::vector<Ref<TaskBase>> tasks = loop_.all_tasks();
  for (const Ref<TaskBase>& task : tasks) task->cancel("");
  if (!tasks.empty()) {
    // Only that they end matters here, not with what: each will do as a Future<>.
    std::vector<Future<>> futures;
    for (const Ref<TaskBase>& task : tasks) futures.emplace_back(Ref<FutureBase>(task));
    try {
      loop_.run_until_complete(wait_for_all(std::move(futures)));
    } catch (const DeadlockError&) {
      // The trace tells of it; what cannot end is destroyed with the loop.
    }
  }
  for (const Ref<TaskBase>& task : tasks) {
    if (!task->done() || task->cancelled()) continue;
    if (const std::exception_ptr error = task->exception()) {
      loop_.call_exception_handler("unhandled exception during asyncio.run() shutdown", error,
                                   task->id());
    }
  }
  // asyncio makes this task always; where there is nothing to close it would only be in the way of
  // those who watch.
  if (loop_.has_asyncgens()) loop_.run_until_complete(loop_.shutdown_asyncgens());
  loop_.close();
}

}  // namespace aio
