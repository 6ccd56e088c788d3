// The smallest coroutine type that can show what a compiler does wrong, and an object that notices
// when it is destroyed twice or never. Nothing of the project is included: what fails here is the
// compiler's fault.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

namespace canary {

/// Remembers the first thing that went wrong.
void wrong(const char* what);

/// Its address is noted while it lives: a bitwise copy was never constructed, and is found out when
/// it is destroyed. It owns no memory, so that a wrong program goes on and can tell.
class Obj {
 public:
  explicit Obj(int value);
  Obj(const Obj& other);
  Obj(Obj&& other) noexcept;
  Obj& operator=(const Obj& other);
  ~Obj();
  int value() const;

 private:
  int value_;
};

/// For shapes that must not declare a variable; 0 when one starts.
inline int rounds;

/// What `co_await pause()` suspended; who runs a shape resumes it.
inline std::coroutine_handle<> paused;

class Pause {
 public:
  Pause() {}
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> frame) const { paused = frame; }
  void await_resume() const {}
};
inline Pause pause() { return Pause(); }

/// The project's await_transform has a default argument like this one.
class Line {
 public:
  static constexpr Line current(int n = __builtin_LINE()) { return Line(n); }

 private:
  constexpr explicit Line(int n) : n_(n) {}
  [[maybe_unused]] int n_;
};

template <class T>
class Coro {
 public:
  class promise_type {
   public:
    Coro get_return_object() {
      return Coro(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    class Final {
     public:
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(
          std::coroutine_handle<promise_type> frame) const noexcept {
        return frame.promise().next ? frame.promise().next : std::noop_coroutine();
      }
      void await_resume() const noexcept {}
    };
    Final final_suspend() const noexcept { return {}; }
    void unhandled_exception() { error = std::current_exception(); }
    template <class V>
    void return_value(V&& value) {
      result.emplace(std::forward<V>(value));
    }
    template <class V>
    Pause yield_value(const V&) {
      return Pause();
    }
    template <class U>
    auto await_transform(Coro<U>&& coro, Line = Line::current()) {
      return typename Coro<U>::Awaiter(std::move(coro));
    }
    template <class U>
    auto await_transform(Coro<U>& coro, Line = Line::current()) {
      return typename Coro<U>::Awaiter(std::move(coro));
    }
    template <class A>
    A&& await_transform(A&& awaiter, Line = Line::current()) {
      return std::forward<A>(awaiter);
    }

    std::coroutine_handle<> next;
    std::optional<T> result;
    std::exception_ptr error;
  };

  Coro(Coro&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  ~Coro() {
    if (frame_) frame_.destroy();
  }

  class Awaiter {
   public:
    explicit Awaiter(Coro&& coro) : coro_(std::move(coro)) {}
    bool await_ready() const { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> frame) {
      coro_.frame_.promise().next = frame;
      return coro_.frame_;
    }
    T await_resume() { return coro_.result(); }

   private:
    Coro coro_;
  };

  void resume() { frame_.resume(); }
  bool done() const { return frame_.done(); }
  T result() {
    if (frame_.promise().error) std::rethrow_exception(frame_.promise().error);
    if (!frame_.promise().result) throw std::runtime_error("a coroutine ended without a result");
    return std::move(*frame_.promise().result);
  }

 private:
  explicit Coro(std::coroutine_handle<promise_type> frame) : frame_(frame) {}
  std::coroutine_handle<promise_type> frame_;
};

struct Shape {
  const char* name;
  const char* text;        ///< how it looks
  int expected;            ///< what the program returns
  Coro<int> (*program)();  ///< null: this compiler refuses to compile it
};

/// Those our code uses: a compiler that gets one of them wrong cannot build the project.
std::span<const Shape> safe_shapes();
/// Those that some compiler gets wrong: script/check_awaits.py keeps them out of our code.
std::span<const Shape> forbidden_shapes();

// Forbidden shapes that some compiler refuses to compile: each in a file of its own.
Coro<int> initializer_list();
Coro<int> vector_of_awaits();

}  // namespace canary
