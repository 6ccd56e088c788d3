#include "scenarios/last_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <new>

#include "core/runtime/exceptions.hpp"
#include "scenarios/sender.hpp"

#ifndef _WIN32
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOOPSCOPE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LOOPSCOPE_SANITIZED 1
#endif
#endif

namespace scenarios {
namespace {

/// Whose last words are due; null: nobody's.
std::atomic<Sender*> sender{nullptr};

/// A fork of the process has no thread that could send.
Sender* active_sender();

void send_last(std::string_view line) {
  Sender* const active = active_sender();
  if (active == nullptr) return;
  active->say(line);
  active->last_call();
}

[[noreturn]] void on_terminate() {
  if (Sender* const active = active_sender()) {
    const std::exception_ptr error = std::current_exception();
    const std::string message = aio::message(error);
    active->say(
        fmt::format("terminate {}{}{}", aio::kind(error), message.empty() ? "" : ": ", message));
  }
  std::abort();
}

std::terminate_handler outer_terminate = nullptr;

void register_exits_once() {
  static const bool registered = [] {
    std::atexit([] { send_last("exit"); });
#ifndef __APPLE__
    std::at_quick_exit([] { send_last("exit"); });
#endif
    return true;
  }();
  static_cast<void>(registered);
}

}  // namespace

#ifndef _WIN32
namespace {

// -- Faults

constexpr std::array kSignals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTERM, SIGINT};
std::array<struct sigaction, kSignals.size()> outer;
stack_t outer_stack;
pid_t own_process = 0;

Sender* active_sender() { return getpid() == own_process ? sender.load() : nullptr; }

/// The stack of the loop's thread: from `stack_top` downwards.
std::uintptr_t stack_top = 0;
std::size_t stack_size = 0;
alignas(16) std::array<std::byte, 64 << 10> handlers_stack;

/// A fault just below the stack is a stack that is full: it had a page that is not there.
bool is_stack(const void* address) {
  constexpr std::size_t kGuard = 1 << 20;
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  return at < stack_top && stack_top - at < stack_size + kGuard;
}

void on_signal(int number, siginfo_t* signal, void*) {
  const auto which = std::find(kSignals.begin(), kSignals.end(), number) - kSignals.begin();
  sigaction(number, &outer[static_cast<std::size_t>(which)], nullptr);
  if (Sender* const active = active_sender()) {
    const bool fault = number == SIGSEGV || number == SIGBUS;
    if (fault && is_stack(signal->si_addr)) active->say("stack");
    std::array<char, 16> line{"signal "};
    line[7] = static_cast<char>('0' + number / 10 % 10);
    line[8] = static_cast<char>('0' + number % 10);
    active->say({line.data(), 9});
    active->last_call();
  }
  // A fault happens again when this returns, and then ends the process as it would have.
  if (signal->si_code <= 0 || number == SIGABRT) raise(number);
}

}  // namespace

LastWords::LastWords(Sender& of) {
  register_exits_once();
  own_process = getpid();
  // The frame's own address: a local variable of an instrumented function may lie elsewhere.
  stack_top = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  constexpr rlim_t kUsualStack = 8 << 20;
  rlimit limit{};
  getrlimit(RLIMIT_STACK, &limit);
  if (limit.rlim_cur == RLIM_INFINITY) {
    limit.rlim_cur = 8 * kUsualStack;
    setrlimit(RLIMIT_STACK, &limit);
  }
  stack_size = limit.rlim_cur;
  sender = &of;
  outer_terminate = std::set_terminate(on_terminate);

  stack_t stack{};
  stack.ss_sp = handlers_stack.data();
  stack.ss_size = handlers_stack.size();
  sigaltstack(&stack, &outer_stack);
  struct sigaction action{};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &outer[i]);
}

LastWords::~LastWords() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &outer[i], nullptr);
  sigaltstack(&outer_stack, nullptr);
  std::set_terminate(outer_terminate);
  sender = nullptr;
}

// -- Exits

void leave_now(int status) {
  using Exit = void (*)(int);
  static const auto exit = reinterpret_cast<Exit>(dlsym(RTLD_NEXT, "_exit"));
  exit(status);
  __builtin_unreachable();
}

// -- Memory

#ifdef LOOPSCOPE_SANITIZED
void limit_memory(std::size_t) {}
#else
namespace {

rlim_t most_memory = 0;
std::atomic<int> refusals{0};

/// The process has a reserve beyond its limit, in which what it did can be told and undone.
void on_no_memory() {
  constexpr rlim_t kReserve = 64 << 20;
  constexpr int kMostRefusals = 8;
  most_memory += kReserve;
  rlimit limit{};
  getrlimit(RLIMIT_DATA, &limit);
  limit.rlim_cur = std::min(most_memory, limit.rlim_max);
  setrlimit(RLIMIT_DATA, &limit);
  Sender* const active = active_sender();
  if (active != nullptr && active->is_this_thread()) return;  // it tries again
  if (active != nullptr) active->say("memory");
  if (++refusals >= kMostRefusals) {
    send_last("memory");
    leave_now(1);
  }
  throw std::bad_alloc();
}

}  // namespace

void limit_memory(std::size_t bytes) {
  rlimit limit{};
  if (getrlimit(RLIMIT_DATA, &limit) != 0) return;
  most_memory = std::min<rlim_t>(bytes, limit.rlim_max);
  limit.rlim_cur = most_memory;
  if (setrlimit(RLIMIT_DATA, &limit) == 0) std::set_new_handler(on_no_memory);
}
#endif

// -- Threads

std::thread start_quiet_thread(std::function<void()> work) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(std::move(work));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

}  // namespace scenarios

// exit() tells its handlers; these two tell nobody. A program's calls of them come here; the C
// library's own do not.
namespace {
[[noreturn]] void leave_with_last_words(int status) {
  scenarios::send_last("exit");
  scenarios::leave_now(status);
}
}  // namespace

extern "C" {
__attribute__((noreturn, visibility("default"))) void _exit(int status) {
  leave_with_last_words(status);
}
__attribute__((noreturn, visibility("default"))) void _Exit(int status) noexcept {
  leave_with_last_words(status);
}
}

#else

namespace {
Sender* active_sender() { return sender.load(); }
}  // namespace

LastWords::LastWords(Sender& of) {
  register_exits_once();
  sender = &of;
  outer_terminate = std::set_terminate(on_terminate);
}

LastWords::~LastWords() {
  std::set_terminate(outer_terminate);
  sender = nullptr;
}

void leave_now(int status) { std::_Exit(status); }
void limit_memory(std::size_t) {}
std::thread start_quiet_thread(std::function<void()> work) { return std::thread(std::move(work)); }

}  // namespace scenarios
#endif
