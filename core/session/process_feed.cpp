#include "core/session/process_feed.hpp"

#include <fmt/format.h>
#include <uv.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>
#include <utility>

namespace session {
namespace {

std::string signal_name(int number) {
  static constexpr std::array kNames{
      std::pair(SIGABRT, "SIGABRT, it gave itself up"),
      std::pair(SIGFPE, "SIGFPE, a division by zero or the like"),
      std::pair(SIGILL, "SIGILL, an illegal instruction"),
      std::pair(SIGINT, "SIGINT, an interrupt"),
      std::pair(SIGSEGV, "SIGSEGV, an access to memory that is not its own"),
      std::pair(SIGTERM, "SIGTERM, a request to end"),
#ifdef SIGKILL
      std::pair(SIGKILL, "SIGKILL, killed from outside or for want of memory"),
#endif
#ifdef SIGBUS
      std::pair(SIGBUS, "SIGBUS, an access to memory that is not there"),
#endif
#ifdef SIGPIPE
      std::pair(SIGPIPE, "SIGPIPE, nobody reads what it writes"),
#endif
#ifdef SIGXCPU
      std::pair(SIGXCPU, "SIGXCPU, its processor time is used up"),
#endif
  };
  const auto it = std::find_if(kNames.begin(), kNames.end(),
                               [number](const auto& name) { return name.first == number; });
  return it != kNames.end() ? it->second : fmt::format("number {}", number);
}

}  // namespace

struct ProcessFeed::Process {
  explicit Process(std::vector<std::string> command);
  ~Process();

  FeedStatus advance(trace::Trace& trace, std::size_t most);
  void start();
  void read(bool wanted);
  void received(std::span<const std::byte> bytes);
  void fail(std::string sentence);
  void end_program();
  void judge();

  static Process& of(void* data) { return *static_cast<Process*>(data); }
  static void on_exit(uv_process_t* handle, std::int64_t status, int signal);
  static void on_alloc(uv_handle_t* handle, std::size_t suggested, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer);

  std::vector<std::string> command;
  uv_loop_t loop;
  uv_process_t process;
  uv_pipe_t pipe;
  std::array<char, 64 << 10> buffer;
  bool spawned = false;
  bool exited = false;
  bool reading = false;
  bool pipe_ended = false;
  bool over = false;  // nothing more is read
  std::int64_t exit_status = 0;
  int exit_signal = 0;
  std::optional<trace::StreamReader> reader;  // from the first advance on
  trace::Trace* trace = nullptr;              // during advance
  trace::EventIndex limit = 0;                // likewise: stop reading when it is this long
  bool received_any = false;                  // likewise
  std::string error;
};

ProcessFeed::Process::Process(std::vector<std::string> words) : command(std::move(words)) {
  uv_loop_init(&loop);
  uv_pipe_init(&loop, &pipe, 0);
  pipe.data = this;
  process.data = this;
  start();
}

void ProcessFeed::Process::start() {
  if (command.empty()) return fail("There is no program to start.");
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  std::array<uv_stdio_container_t, 3> streams{};
  streams[0].flags = UV_IGNORE;
  streams[1].flags = static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_WRITABLE_PIPE);
  streams[1].data.stream = reinterpret_cast<uv_stream_t*>(&pipe);
  streams[2].flags = UV_INHERIT_FD;
  streams[2].data.fd = 2;

  uv_process_options_t options{};
  options.file = arguments.front();
  options.args = arguments.data();
  options.stdio = streams.data();
  options.stdio_count = static_cast<int>(streams.size());
  options.exit_cb = on_exit;
  options.flags = UV_PROCESS_WINDOWS_HIDE;
  const int status = uv_spawn(&loop, &process, &options);
  spawned = true;  // even where it failed the handle is the loop's
  if (status != 0) {
    exited = true;
    fail(fmt::format("{} could not be started: {}.", command.front(), uv_strerror(status)));
  }
}

ProcessFeed::Process::~Process() {
  read(false);
  end_program();
  while (spawned && !exited) uv_run(&loop, UV_RUN_ONCE);
  uv_close(reinterpret_cast<uv_handle_t*>(&pipe), nullptr);
  if (spawned) uv_close(reinterpret_cast<uv_handle_t*>(&process), nullptr);
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_loop_close(&loop);
}

void ProcessFeed::Process::fail(std::string sentence) {
  over = true;
  if (error.empty()) error = std::move(sentence);
  end_program();
}

/// A program in an endless loop would not listen to anything gentler.
void ProcessFeed::Process::end_program() {
  if (spawned && !exited) uv_process_kill(&process, SIGKILL);
}

// -- libuv's callbacks

void ProcessFeed::Process::on_exit(uv_process_t* handle, std::int64_t status, int signal) {
  Process& self = of(handle->data);
  self.exited = true;
  self.exit_status = status;
  self.exit_signal = signal;
}

void ProcessFeed::Process::on_alloc(uv_handle_t* handle, std::size_t, uv_buf_t* out) {
  auto& bytes = of(handle->data).buffer;
  *out = uv_buf_init(bytes.data(), static_cast<unsigned>(bytes.size()));
}

void ProcessFeed::Process::on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
  Process& self = of(stream->data);
  if (size > 0) {
    self.received(std::as_bytes(std::span(buffer->base, static_cast<std::size_t>(size))));
  } else if (size < 0) {  // the end, or a broken pipe: no more bytes in either case
    self.pipe_ended = true;
    self.read(false);
  }
}

void ProcessFeed::Process::received(std::span<const std::byte> bytes) {
  received_any = true;
  if (!reader->feed(bytes)) {
    fail(fmt::format("The trace of {} breaks off: {}", command.front(), reader->error()));
  }
  if (over || trace->size() >= limit) read(false);
}

void ProcessFeed::Process::read(bool wanted) {
  if (wanted == reading) return;
  reading = wanted;
  auto* stream = reinterpret_cast<uv_stream_t*>(&pipe);
  if (wanted) {
    uv_read_start(stream, on_alloc, on_read);
  } else {
    uv_read_stop(stream);
  }
}

// -- Advancing

FeedStatus ProcessFeed::Process::advance(trace::Trace& into, std::size_t most) {
  if (!over) {
    trace = &into;
    if (!reader) reader.emplace(into);
    const trace::EventIndex before = into.size();
    limit = before + std::min(most, static_cast<std::size_t>(-1) - before);
    received_any = false;
    const bool had_exited = exited;
    read(most > 0 && !pipe_ended);
    const bool had_read = reading;
    uv_run(&loop, UV_RUN_NOWAIT);
    // A child of the program may keep the pipe open: then silence after the exit is the end.
    if (had_exited && had_read && !received_any) pipe_ended = true;
    if (exited && pipe_ended) judge();
    if (into.size() > before) return FeedStatus::Appended;
  }
  if (!over) return FeedStatus::Waiting;
  return error.empty() ? FeedStatus::Finished : FeedStatus::Failed;
}

/// The program has ended and all that it wrote was read.
void ProcessFeed::Process::judge() {
  over = true;
  if (exit_signal != 0) {
    fail(fmt::format("{} was killed by signal {}; its trace ends there.", command.front(),
                     signal_name(exit_signal)));
  } else if (exit_status != 0) {
    fail(fmt::format("{} ended with status {}; what it wrote to standard error says why.",
                     command.front(), exit_status));
  } else if (!reader->finished()) {
    fail(fmt::format("{} ended, but its trace breaks off.", command.front()));
  }
}

// -- The feed

ProcessFeed::ProcessFeed(std::vector<std::string> command)
    : process_(std::make_unique<Process>(std::move(command))) {}

ProcessFeed::~ProcessFeed() = default;

FeedStatus ProcessFeed::advance(trace::Trace& trace, std::size_t most) {
  return process_->advance(trace, most);
}

std::string ProcessFeed::error() const { return process_->error; }

}  // namespace session
