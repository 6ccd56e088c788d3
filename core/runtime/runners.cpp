#include "core/runtime/runners.hpp"

#include <atomic>
#include <cstdlib>
#include <filesystem>

#include "core/runtime/gather.hpp"
#include "core/trace/file_recording.hpp"

namespace aio {
namespace {

/// The file that the environment asks for; empty for none.
std::string asked_for() {
  const char* const asked = std::getenv("LOOPSCOPE_RECORD");
  if (asked == nullptr || *asked == 0) return {};
  static std::atomic<int> runs{0};
  std::filesystem::path file(asked);
  if (const int number = ++runs; number > 1) {
    const std::string extension = file.extension().string();
    file.replace_filename(file.stem().string() + "-" + std::to_string(number) + extension);
  }
  return file.string();
}

std::unique_ptr<trace::RecordedRun> record(const RunOptions& options) {
  if (options.recorder != nullptr) return nullptr;
  std::string file = options.record.empty() ? asked_for() : options.record;
  if (file.empty()) return nullptr;
  const trace::Header header{.clock = options.clock, .seed = options.seed};
  return std::make_unique<trace::RecordedRun>(header, std::move(file));
}

}  // namespace

Runner::Runner(const RunOptions& options)
    : recorded_(record(options)),
      loop_(make_clock(options.clock), recorded_ ? &recorded_->recorder : options.recorder,
            options.iteration_cost) {
  loop_.set_print(options.print);
  loop_.set_log(options.log);
  loop_.set_gate(options.gate);
  loop_.set_limits(options.limits);
  loop_.set_debug(options.debug);
  loop_.random() = Random(options.seed);
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
      loop_.run_until_complete(gather(return_exceptions, std::move(futures)));
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
