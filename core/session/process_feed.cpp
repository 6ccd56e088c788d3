#include "core/session/process_feed.hpp"

#include <fmt/format.h>
#include <uv.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

#include "core/session/channel.hpp"
#include "core/session/ending.hpp"

namespace session {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// A host does what it is asked at once; one that does not is asked by the system, then ended.
constexpr auto kUntilTerm = 700ms, kUntilKill = 1500ms;
/// A program that has closed its output and lives on has nothing more to show.
constexpr auto kUntilClosed = 500ms;

/// From here on heartbeats that do not come are silence themselves: the whole process stands still.
constexpr auto kUnheard = 2s;
constexpr std::size_t kMostLine = 1000;

/// Our environment, and the variable that says what the program's pipes are for.
std::vector<std::string> environment() {
  std::vector<std::string> all;
  uv_env_item_t* items = nullptr;
  int count = 0;
  if (uv_os_environ(&items, &count) == 0) {
    for (const uv_env_item_t& item : std::span(items, static_cast<std::size_t>(count))) {
      all.push_back(fmt::format("{}={}", item.name, item.value));
    }
    uv_os_free_environ(items, count);
  }
  all.push_back(fmt::format("{}=1", channel::kVariable));
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

struct ProcessFeed::Process {
  explicit Process(std::vector<std::string> command);
  ~Process();

  FeedStatus advance(trace::Trace& trace, std::size_t most);
  void start();
  void read(bool wanted);
  void received(std::span<const std::byte> bytes);
  void heard(std::string_view line);
  void fail(std::string what);
  void end_program();
  void press();
  void judge();
  bool running() const { return spawned && !exited && !over; }
  std::string name() const;

  static Process& of(void* data) { return *static_cast<Process*>(data); }
  static void on_exit(uv_process_t* handle, std::int64_t status, int signal);
  static void on_alloc(uv_handle_t* handle, std::size_t suggested, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer);
  static void on_words(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer);

  std::vector<std::string> command;
  uv_loop_t loop;
  uv_process_t process;
  uv_pipe_t pipe;     // the trace
  uv_pipe_t words;    // what it says beside
  uv_pipe_t control;  // what it is asked for
  std::array<char, 64 << 10> buffer;
  bool spawned = false;
  bool exited = false;
  bool reading = false;
  bool pipe_ended = false;
  bool words_ended = false;
  bool over = false;  // nothing more is read
  std::optional<Clock::time_point> stop_asked, output_ended;
  bool term_sent = false;
  Ending ending;
  std::optional<trace::StreamReader> reader;  // from the first advance on
  trace::Trace* trace = nullptr;              // during advance
  trace::EventIndex limit = 0;                // likewise: stop reading when it is this long
  bool received_any = false;                  // likewise
  std::string line;                           // of words, not yet complete
  std::chrono::nanoseconds silent{0};         // as it said last
  std::uint64_t silent_after = 0;             // so many facts
  Clock::time_point silent_at;                // when it said so
  bool held = false;
  std::string error, sentence;
};

ProcessFeed::Process::Process(std::vector<std::string> of) : command(std::move(of)) {
  uv_loop_init(&loop);
  for (uv_pipe_t* one : {&pipe, &words, &control}) {
    uv_pipe_init(&loop, one, 0);
    one->data = this;
  }
  process.data = this;
  start();
}

void ProcessFeed::Process::start() {
  if (command.empty()) return fail("There is no program to start.");
  std::vector<char*> arguments = pointers(command);
  std::vector<std::string> variables = environment();
  std::vector<char*> variable_pointers = pointers(variables);

  std::array<uv_stdio_container_t, 5> streams{};
  const auto connect = [&](int descriptor, uv_pipe_t& to, int direction) {
    auto& stream = streams[static_cast<std::size_t>(descriptor)];
    stream.flags = static_cast<uv_stdio_flags>(UV_CREATE_PIPE | direction);
    stream.data.stream = reinterpret_cast<uv_stream_t*>(&to);
  };
  streams[0].flags = UV_IGNORE;
  connect(1, pipe, UV_WRITABLE_PIPE);
  streams[2].flags = UV_INHERIT_FD;
  streams[2].data.fd = 2;
  connect(channel::kStatus, words, UV_WRITABLE_PIPE);
  connect(channel::kControl, control, UV_READABLE_PIPE);

  uv_process_options_t options{};
  options.file = arguments.front();
  options.args = arguments.data();
  options.env = variable_pointers.data();
  options.stdio = streams.data();
  options.stdio_count = static_cast<int>(streams.size());
  options.exit_cb = on_exit;
  options.flags = UV_PROCESS_WINDOWS_HIDE;
  const int status = uv_spawn(&loop, &process, &options);
  spawned = true;  // even where it failed the handle is the loop's
  if (status != 0) {
    exited = true;
    return fail(fmt::format("{} could not be started: {}.", command.front(), uv_strerror(status)));
  }
  uv_read_start(reinterpret_cast<uv_stream_t*>(&words), on_alloc, on_words);
}

ProcessFeed::Process::~Process() {
  read(false);
  end_program();
  while (spawned && !exited) uv_run(&loop, UV_RUN_ONCE);
  for (uv_pipe_t* one : {&pipe, &words, &control}) {
    uv_close(reinterpret_cast<uv_handle_t*>(one), nullptr);
  }
  if (spawned) uv_close(reinterpret_cast<uv_handle_t*>(&process), nullptr);
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_loop_close(&loop);
}

void ProcessFeed::Process::fail(std::string what) {
  over = true;
  if (error.empty()) error = std::move(what);
  end_program();
}

void ProcessFeed::Process::end_program() {
  if (spawned && !exited) uv_process_kill(&process, SIGKILL);
}

// -- libuv's callbacks

void ProcessFeed::Process::on_exit(uv_process_t* handle, std::int64_t status, int signal) {
  Process& self = of(handle->data);
  self.exited = true;
  self.ending.status = status;
  self.ending.signal = signal;
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

void ProcessFeed::Process::on_words(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
  Process& self = of(stream->data);
  if (size < 0) {
    self.words_ended = true;
    uv_read_stop(stream);
  }
  if (size <= 0) return;
  self.received_any = true;
  for (const char c : std::string_view(buffer->base, static_cast<std::size_t>(size))) {
    if (c == '\n') {
      self.heard(std::exchange(self.line, {}));
    } else if (self.line.size() < kMostLine) {
      self.line += c;
    }
  }
}

void ProcessFeed::Process::heard(std::string_view said) {
  if (ending.hear(said)) return;
  if (said == "held" || said == "going") {
    held = said == "held";
  } else if (said.starts_with("alive ")) {
    said.remove_prefix(std::string_view("alive ").size());
    std::int64_t ns = 0;
    const auto [end, fault] = std::from_chars(said.data(), said.data() + said.size(), ns);
    const std::string_view rest(end, static_cast<std::size_t>(said.data() + said.size() - end));
    if (fault != std::errc() || ns < 0 || rest.empty()) return;
    silent = std::chrono::nanoseconds(ns);
    silent_at = Clock::now();
    std::from_chars(rest.data() + 1, rest.data() + rest.size(), silent_after);
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
    // What a program that is stopped still sends is bounded, and is all wanted.
    if (stop_asked) most = std::max<std::size_t>(most, 1);
    const trace::EventIndex before = into.size();
    limit = before + std::min(most, static_cast<std::size_t>(-1) - before);
    received_any = false;
    const bool had_exited = exited;
    read(most > 0 && !pipe_ended);
    const bool had_read = reading || pipe_ended;
    uv_run(&loop, UV_RUN_NOWAIT);
    // A child of the program may keep the pipes open: then silence after the exit is the end.
    if (had_exited && had_read && !received_any) pipe_ended = words_ended = true;
    press();
    if (exited && pipe_ended && words_ended) judge();
    if (into.size() > before) return FeedStatus::Appended;
  }
  if (!over) return FeedStatus::Waiting;
  return error.empty() ? FeedStatus::Finished : FeedStatus::Failed;
}

/// Puts stress on a program that is to end and does not.
void ProcessFeed::Process::press() {
  if (exited || !spawned) return;
  const auto now = Clock::now();
  if (stop_asked) {
    if (now - *stop_asked > kUntilKill) {
      end_program();
    } else if (now - *stop_asked > kUntilTerm && !term_sent) {
      term_sent = true;
      uv_process_kill(&process, SIGTERM);
    }
  }
  if (!pipe_ended) return;
  if (!output_ended) output_ended = now;
  if (now - *output_ended > kUntilClosed) {
    ending.closed_output = true;
    end_program();
  }
}

std::string ProcessFeed::Process::name() const {
  return trace->header.scenario.empty() ? command.front() : trace->header.scenario;
}

/// The program has ended and all that it wrote was read.
void ProcessFeed::Process::judge() {
  over = true;
  ending.complete = reader->finished();
  ending.stopped = stop_asked.has_value();
  if (ending.status == channel::kOutputClosed) ending.closed_output = true;
  Verdict verdict = session::judge(ending, name());
  sentence = std::move(verdict.sentence);
  if (verdict.failed) error = sentence;
}

// -- The feed

ProcessFeed::ProcessFeed(std::vector<std::string> command)
    : process_(std::make_unique<Process>(std::move(command))) {}

ProcessFeed::~ProcessFeed() = default;

FeedStatus ProcessFeed::advance(trace::Trace& trace, std::size_t most) {
  return process_->advance(trace, most);
}

std::string ProcessFeed::error() const { return process_->error; }

std::string ProcessFeed::ending() const {
  return process_->sentence.empty() ? process_->error : process_->sentence;
}

bool ProcessFeed::running() const { return process_->running(); }

void ProcessFeed::ask(Order order) {
  if (!process_->running()) return;
  std::string_view line;
  switch (order) {
    case Order::Stop:
      line = "stop\n";
      if (!process_->stop_asked) process_->stop_asked = Clock::now();
      break;
    case Order::Pause:
      line = "pause\n";
      break;
    case Order::Step:
      line = "step\n";
      break;
    case Order::Continue:
      line = "continue\n";
      break;
  }
  const uv_buf_t buffer =
      uv_buf_init(const_cast<char*>(line.data()), static_cast<unsigned>(line.size()));
  // One that does not read what it is asked is a program that does not know this door.
  uv_try_write(reinterpret_cast<uv_stream_t*>(&process_->control), &buffer, 1);
}

trace::Time ProcessFeed::silent() const {
  const Process& p = *process_;
  const bool has_all =
      p.trace != nullptr && p.reader->skipped() + p.trace->size() == p.silent_after;
  if (!p.running() || !has_all || p.held) return trace::Time(0);
  const auto unheard = Clock::now() - p.silent_at;
  return p.silent + (unheard > kUnheard ? unheard : Clock::duration(0));
}

bool ProcessFeed::held() const { return process_->running() && process_->held; }

}  // namespace session
