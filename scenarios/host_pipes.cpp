#include "scenarios/host_pipes.hpp"

#include <uv.h>

#include <array>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

#include "core/session/channel.hpp"
#include "scenarios/gate.hpp"
#include "scenarios/last_words.hpp"
#include "scenarios/sender.hpp"

#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

namespace scenarios {

namespace channel = session::channel;

HostPipes take_pipes() {
  HostPipes pipes;
  if (std::getenv(channel::kVariable) != nullptr) {
    pipes.status = channel::kStatus;
    pipes.control = channel::kControl;
  }
#ifndef _WIN32
  unsetenv(channel::kVariable);
  constexpr int kOutOfTheWay = 64;
  const auto move = [](int descriptor) {
    const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, kOutOfTheWay);
    if (moved < 0) return descriptor;
    close(descriptor);
    return moved;
  };
  pipes.trace = move(pipes.trace);
  if (pipes.trace != STDOUT_FILENO) dup2(STDERR_FILENO, STDOUT_FILENO);
  if (pipes.status >= 0) pipes.status = move(pipes.status);
  if (pipes.control >= 0) pipes.control = move(pipes.control);
#endif
  return pipes;
}

// -- What the window asks for

struct Control::Listener {
  std::mutex mutex;
  Sender* sender;  // null once the run is over
  Gate* gate;

  void listen(int descriptor);
  void obey(std::string_view line);
};

void Control::Listener::listen(int descriptor) {
  std::string line;
  for (;;) {
    std::array<char, 256> piece;
    uv_buf_t buffer = uv_buf_init(piece.data(), piece.size());
    uv_fs_t request;
    uv_fs_read(nullptr, &request, descriptor, &buffer, 1, -1, nullptr);
    const std::ptrdiff_t size = request.result;
    uv_fs_req_cleanup(&request);
    if (size == UV_EINTR) continue;
    if (size == 0) leave_now(0);  // the window is gone
    if (size < 0) return;         // the program closed it
    for (const char c : std::string_view(piece.data(), static_cast<std::size_t>(size))) {
      if (c != '\n') {
        line += c;
      } else {
        obey(std::exchange(line, {}));
      }
    }
  }
}

void Control::Listener::obey(std::string_view line) {
  const std::scoped_lock lock(mutex);
  if (sender == nullptr) return;
  if (line == "stop") {
    sender->last_call();
    leave_now(0);
  }
  if (line == "pause") gate->pause();
  if (line == "step") gate->step();
  if (line == "continue") gate->go_on();
}

Control::Control(int descriptor, Sender& sender, Gate& gate)
    : listener_(std::make_shared<Listener>()) {
  listener_->sender = &sender;
  listener_->gate = &gate;
  if (descriptor < 0) return;
  start_quiet_thread([listener = listener_, descriptor] { listener->listen(descriptor); }).detach();
}

Control::~Control() {
  const std::scoped_lock lock(listener_->mutex);
  listener_->sender = nullptr;
}

}  // namespace scenarios
