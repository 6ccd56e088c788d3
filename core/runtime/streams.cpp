#include "core/runtime/streams.hpp"

namespace aio {

IncompleteReadError::IncompleteReadError(std::string partial, std::optional<std::size_t> expected)
    : Exception(fmt::format("{} bytes read on a total of {} expected bytes", partial.size(),
                            expected ? std::to_string(*expected) : "undefined")),
      partial_(std::move(partial)),
      expected_(expected) {}

namespace {
/// A future, since it may be woken with an error.
using Reader = Ref<FutureState<void>>;
}  // namespace

struct StreamReader::State final : SyncState {
  State(std::size_t limit_, std::string name)
      : SyncState(trace::ObjectKind::Stream, std::move(name)), limit(limit_) {
    if (limit == 0) throw ValueError("Limit cannot be <= 0");
  }
  const std::size_t limit;
  std::string buffer;
  bool eof = false;
  std::exception_ptr error;
  Reader waiter;

  void raise_error() const {
    if (error) std::rethrow_exception(error);
  }
  std::string take(std::size_t n) {
    std::string front = buffer.substr(0, n);
    drop(n);
    return front;
  }
  void drop(std::size_t n) {
    if (n == 0 || buffer.empty()) return;
    buffer.erase(0, n);
    emit(trace::EventKind::DataRead, static_cast<std::int64_t>(buffer.size()));
  }
  void wake_waiter() {
    const Reader reader = std::exchange(waiter, Reader());
    if (reader && !reader->done()) reader->set_result(None());
  }

  static Coro<> wait_for_data(Ref<State> s, const char* who) {
    if (s->waiter) {
      throw RuntimeError(std::string(who) +
                         "() called while another coroutine is already waiting for incoming data");
    }
    const Reader waiter(new FutureState<void>(loop(), s->reason(trace::WaitKind::Read)));
    s->waiter = waiter;
    struct Leave {  // also forgets who waits since this one was woken, as asyncio does
      Ref<State> state;
      explicit Leave(Ref<State> s_) : state(std::move(s_)) {}
      ~Leave() { state->waiter = Reader(); }
    } const leave(s);
    co_await Future<>(waiter);
  }

  static Coro<std::string> read(Ref<State> s, std::int64_t n) {
    s->raise_error();
    if (n == 0) co_return "";
    if (n < 0) {
      std::string all;
      for (;;) {
        const std::string block = co_await library(read(s, static_cast<std::int64_t>(s->limit)));
        if (block.empty()) co_return all;
        all += block;
      }
    }
    if (s->buffer.empty() && !s->eof) {
      co_await library(wait_for_data(s, "read"));
    }
    co_return s->take(static_cast<std::size_t>(n));
  }

  static Coro<std::string> readexactly(Ref<State> s, std::int64_t n) {
    if (n < 0) throw ValueError("readexactly size can not be less than zero");
    s->raise_error();
    const auto wanted = static_cast<std::size_t>(n);
    while (s->buffer.size() < wanted) {
      if (s->eof) throw IncompleteReadError(s->take(s->buffer.size()), wanted);
      co_await library(wait_for_data(s, "readexactly"));
    }
    co_return s->take(wanted);
  }

  static Coro<std::string> readuntil(Ref<State> s, std::string separator) {
    if (separator.empty()) throw ValueError("Separator should be at least one-byte string");
    s->raise_error();
    std::size_t offset = 0;
    std::size_t at = std::string::npos;
    for (;;) {
      if (s->buffer.size() >= offset + separator.size()) {
        at = s->buffer.find(separator, offset);
        if (at != std::string::npos) break;
        offset = s->buffer.size() + 1 - separator.size();
        if (offset > s->limit) {
          throw LimitOverrunError("Separator is not found, and chunk exceed the limit", offset);
        }
      }
      if (s->eof) throw IncompleteReadError(s->take(s->buffer.size()), std::nullopt);
      co_await library(wait_for_data(s, "readuntil"));
    }
    if (at > s->limit) {
      throw LimitOverrunError("Separator is found, but chunk is longer than limit", at);
    }
    co_return s->take(at + separator.size());
  }

  static Coro<std::string> readline(Ref<State> s) {
    try {
      std::string line = co_await library(readuntil(s, "\n"));
      co_return line;
    } catch (const IncompleteReadError& e) {
      co_return e.partial();
    } catch (const LimitOverrunError& e) {
      if (s->buffer.compare(e.consumed(), 1, "\n") == 0) {
        s->drop(e.consumed() + 1);
      } else {
        s->drop(s->buffer.size());
      }
      throw ValueError(e.what());
    }
  }

  static Coro<std::optional<std::string>> next(Ref<State> s) {
    std::string line = co_await library(readline(s));
    if (line.empty()) co_return std::nullopt;
    co_return line;
  }
};

StreamReader::StreamReader(std::size_t limit, std::string name)
    : state_(new State(limit, std::move(name))) {}

void StreamReader::feed_data(std::string_view data) const {
  if (state_->eof) throw RuntimeError("feed_data after feed_eof");
  if (data.empty()) return;
  state_->buffer += data;
  state_->emit(trace::EventKind::DataFed, static_cast<std::int64_t>(state_->buffer.size()));
  state_->wake_waiter();
}

void StreamReader::feed_eof() const {
  state_->eof = true;
  state_->emit(trace::EventKind::DataEnded);
  state_->wake_waiter();
}

void StreamReader::set_exception(std::exception_ptr error) const {
  state_->error = error;
  state_->emit(trace::EventKind::StreamFailed, 0, loop().intern(message(error)),
               loop().intern(kind(error)));
  const Reader waiter = std::exchange(state_->waiter, Reader());
  if (waiter && !waiter->done()) waiter->set_exception(error);
}

std::exception_ptr StreamReader::exception() const { return state_->error; }
bool StreamReader::at_eof() const { return state_->eof && state_->buffer.empty(); }
Coro<std::string> StreamReader::read(std::int64_t n) const {
  return library(State::read(state_, n));
}
Coro<std::string> StreamReader::readexactly(std::int64_t n) const {
  return library(State::readexactly(state_, n));
}
Coro<std::string> StreamReader::readuntil(std::string separator) const {
  return library(State::readuntil(state_, std::move(separator)));
}
Coro<std::string> StreamReader::readline() const { return library(State::readline(state_)); }
Coro<std::optional<std::string>> StreamReader::next() const { return library(State::next(state_)); }

}  // namespace aio
