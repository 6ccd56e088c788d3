// A trace in a file: what was recorded, opened as far as it holds, and a finished one saved whole.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/trace/trace.hpp"

namespace trace {

/// How much of a file is read before somebody is asked.
struct Limits {
  EventIndex events = 20'000'000;  ///< each takes 48 bytes in memory
};

/// What there was in a file.
struct Loaded {
  Trace trace;
  bool is_trace = false;    ///< its header could be read; else `trace` is empty
  bool complete = false;    ///< up to the end of the run
  bool limited = false;     ///< stopped at the limit of events
  EventIndex events = 0;    ///< == trace.size()
  std::size_t skipped = 0;  ///< facts and blocks of kinds that this version does not know
  std::string sentence;     ///< what is to be said of it: what is wrong or left out; else empty
};

/// Reads a file up to its end, its first damage, or the limit; never throws for what it holds.
Loaded load_file(const std::string& path, const Limits& limits = {});
/// The same from memory. `name` is what sentences call it.
Loaded load_bytes(std::span<const std::byte> bytes, const std::string& name,
                  const Limits& limits = {});

class StreamReader;
/// What is to be said of a file of that name whose bytes end here; empty if it is whole.
std::string verdict(const StreamReader& reader, const std::string& name, EventIndex events);

/// Writes a finished trace: to a new file in the same folder, which takes the place of `path` once
/// it is on the disk. Null, or one sentence: then `path` is as it was.
std::optional<std::string> save_file(const Trace& trace, const std::string& path);

/// An open file; the operations that a libuv file has, with its errors as sentences.
class File {
 public:
  enum class Mode : std::uint8_t {
    Read,
    Write,  ///< a new file, or an old one emptied
  };

  File() = default;
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// Empty, or what went wrong, in the system's words; so are the others.
  std::string open(const std::string& path, Mode mode);
  std::string write(std::span<const std::byte> bytes);
  /// Fills the front of `into`; `size` is how much; 0 at the end.
  std::string read(std::span<std::byte> into, std::size_t& size);
  std::string sync();
  std::string close();

 private:
  int descriptor_ = -1;
};

}  // namespace trace
