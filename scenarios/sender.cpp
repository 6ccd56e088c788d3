#include "scenarios/sender.hpp"

#include <fmt/format.h>
#include <uv.h>

#include <algorithm>
#include <array>

#include "core/session/channel.hpp"
#include "scenarios/last_words.hpp"

namespace scenarios {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostUnsent = 64 << 10;
constexpr auto kLongestUnsent = 50ms;
constexpr auto kBeat = 250ms;

thread_local bool writes_here = false;

/// How many bytes were written, or libuv's error.
std::ptrdiff_t write(int descriptor, std::span<const std::byte> bytes) {
  auto* data = const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
  uv_buf_t buffer = uv_buf_init(data, static_cast<unsigned>(bytes.size()));
  uv_fs_t request;
  uv_fs_write(nullptr, &request, descriptor, &buffer, 1, -1, nullptr);
  const std::ptrdiff_t result = request.result;
  uv_fs_req_cleanup(&request);
  return result;
}

}  // namespace

Sender::Sender(const trace::Trace& described, int descriptor, int status)
    : descriptor_(descriptor), status_(status) {
  encoder_.begin(described.header);
  for (const trace::Source& source : described.sources) encoder_.source(source);
  send(encoder_.take());  // a program may hold the loop from the start
  thread_ = start_quiet_thread([this] { work(); });
}

Sender::~Sender() { end_thread(); }

// -- On the loop's thread

void Sender::appended(const trace::TraceEvent& event, const trace::Trace& names, bool waits) {
  for (; strings_ < names.strings(); ++strings_) {
    queue_.push(names.text(static_cast<trace::StringId>(strings_)));
  }
  for (; locations_ < names.locations(); ++locations_) {
    queue_.push(names.location(static_cast<trace::LocationId>(locations_)));
  }
  queue_.push(event);
  if ((unsent_ += sizeof event) < kMostUnsent && !waits) return;
  unsent_ = 0;
  {
    const std::scoped_lock lock(mutex_);
    hurry_ = true;
  }
  wake_.notify_one();
}

void Sender::finish() {
  complete_ = true;
  end_thread();
}

void Sender::end_thread() {
  if (!thread_.joinable()) return;
  {
    const std::scoped_lock lock(mutex_);
    closing_ = hurry_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

// -- On any thread

void Sender::last_call() {
  if (is_this_thread()) return;
  last_call_ = true;
  for (int idle = 0; !all_sent_ && idle < 1000;) {
    std::this_thread::sleep_for(1ms);
    if (!writing_) ++idle;
  }
}

bool Sender::is_this_thread() { return writes_here; }

void Sender::say(std::string_view line) const {
  if (status_ < 0) return;
  std::array<std::byte, 512> text;
  const std::size_t size = std::min(line.size(), text.size() - 1);
  std::transform(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(size), text.begin(),
                 [](char c) { return static_cast<std::byte>(c == '\n' ? ' ' : c); });
  text[size] = std::byte{'\n'};
  write(status_, std::span(text).first(size + 1));
}

// -- The writer's thread

void Sender::work() {
  writes_here = true;
  for (;;) {
    const bool ends = closing_ || last_call_;
    const bool news = take() > 0;
    if (news) send(encoder_.take());
    if (ends) break;
    beat(news);
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kLongestUnsent, [this] { return hurry_; });
    hurry_ = false;
  }
  if (complete_) {
    encoder_.end();
    send(encoder_.take());
  }
  all_sent_ = true;
}

std::size_t Sender::take() {
  return queue_.drain([this](const trace::FactQueue::Item& item) {
    if (const auto* event = std::get_if<trace::TraceEvent>(&item)) {
      encoder_.event(*event);
    } else if (const auto* text = std::get_if<std::string_view>(&item)) {
      encoder_.text(*text);
    } else {
      encoder_.location(std::get<trace::Location>(item));
    }
  });
}

void Sender::beat(bool news) {
  const auto now = Clock::now();
  if (news || held_) last_news_ = now;
  if (now - last_beat_ < kBeat) return;
  last_beat_ = now;
  const std::chrono::nanoseconds silent = now - last_news_;
  say(fmt::format("alive {} {}", silent.count(), encoder_.events()));
}

void Sender::send(std::span<const std::byte> left) {
  while (!left.empty()) {
    writing_ = true;
    const std::ptrdiff_t written = write(descriptor_, left);
    if (written == UV_EAGAIN) std::this_thread::sleep_for(1ms);
    writing_ = false;
    if (written >= 0) {
      left = left.subspan(static_cast<std::size_t>(written));
    } else if (written == UV_EPIPE || written == UV_ECONNRESET) {
      leave_now(0);  // without a reader this process has no purpose
    } else if (written != UV_EAGAIN) {
      say("closed");
      const char* why = uv_strerror(static_cast<int>(written));
      fmt::print(stderr, "loopscope: the trace cannot be written: {}.\n", why);
      leave_now(session::channel::kOutputClosed);
    }
  }
}

}  // namespace scenarios
