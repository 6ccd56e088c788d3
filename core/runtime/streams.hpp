// StreamReader: bytes that arrive, and a task that waits for enough of them.   asyncio: streams.py
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "core/runtime/sync.hpp"

namespace aio {

/// The stream ended before what was asked for was there.   asyncio: IncompleteReadError
class IncompleteReadError : public Exception {
 public:
  IncompleteReadError(std::string partial, std::optional<std::size_t> expected);
  /// What was there.
  const std::string& partial() const { return partial_; }
  /// In bytes. None when a separator was looked for.
  std::optional<std::size_t> expected() const { return expected_; }

 private:
  std::string partial_;
  std::optional<std::size_t> expected_;
};

/// The separator is too far away.   asyncio: LimitOverrunError
class LimitOverrunError : public Exception {
 public:
  LimitOverrunError(const std::string& message, std::size_t consumed)
      : Exception(message), consumed_(consumed) {}
  /// Bytes that should be taken from the buffer.
  std::size_t consumed() const { return consumed_; }

 private:
  std::size_t consumed_;
};

/// Copies stand for the same stream. Reads that have what they need do not suspend; others resume
/// one iteration after data or the end arrived. Only one task may wait in it: another one gets
/// RuntimeError. After a read that was cancelled it can be used again. Memory only: no transports,
/// no StreamWriter and no pausing yet.   asyncio: StreamReader
class StreamReader {
 public:
  /// `limit`: bytes before a separator. Throws ValueError if it is 0.
  explicit StreamReader(std::size_t limit = 1 << 16, std::string name = "");

  /// Wakes the reader. Throws RuntimeError after feed_eof().
  void feed_data(std::string_view data) const;
  /// Wakes the reader: nothing more will come.
  void feed_eof() const;
  /// Wakes the reader with it; later reads throw it at once.
  void set_exception(std::exception_ptr error) const;
  /// Null if there is none.
  std::exception_ptr exception() const;
  /// The end was fed and everything was read.
  bool at_eof() const;

  /// At most `n` bytes, at least one unless it ended (then empty); -1: all to the end.
  Coro<std::string> read(std::int64_t n = -1) const;
  /// Exactly `n` bytes. Throws IncompleteReadError at the end, and empties the buffer; ValueError
  /// if `n` is negative.
  Coro<std::string> readexactly(std::int64_t n) const;
  /// Up to and with `separator`. Throws LimitOverrunError, which leaves the data in the buffer;
  /// IncompleteReadError at the end, which empties it; ValueError for an empty separator.
  Coro<std::string> readuntil(std::string separator = "\n") const;
  /// A line with its end, or what is left at the end, "" after that. Throws ValueError for a line
  /// over the limit, and drops it, or all that is there if its end is not.
  Coro<std::string> readline() const;
  /// The next line; null at the end: `while (auto line = co_await reader.next())`.
  /// Python: `async for line in reader`
  Coro<std::optional<std::string>> next() const;

 private:
  struct State;
  Ref<State> state_;
};

}  // namespace aio
