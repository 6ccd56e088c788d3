#include "core/trace/file.hpp"

#include <fmt/format.h>
#include <uv.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/trace/stream.hpp"

namespace trace {
namespace {

std::string words(std::ptrdiff_t result) {
  return result < 0 ? uv_strerror(static_cast<int>(result)) : std::string();
}

/// Does an operation of libuv at once; its result, or its error below 0.
template <class Operation, class... Arguments>
std::ptrdiff_t now(Operation operation, Arguments... arguments) {
  uv_fs_t request;
  operation(nullptr, &request, arguments..., nullptr);
  const std::ptrdiff_t result = request.result;
  uv_fs_req_cleanup(&request);
  return result;
}

uv_buf_t buffer_of(const std::byte* data, std::size_t size) {
  constexpr std::size_t kMost = 1u << 30;
  auto* bytes = const_cast<char*>(reinterpret_cast<const char*>(data));
  return uv_buf_init(bytes, static_cast<unsigned>(std::min(size, kMost)));
}

// -- Loading

void judge(const StreamReader& reader, const std::string& name, const Limits& limits,
           Loaded& loaded) {
  loaded.is_trace = reader.begun();
  loaded.complete = reader.finished() && reader.error().empty();
  loaded.limited = reader.full();
  loaded.events = loaded.trace.size();
  loaded.skipped = reader.skipped() + reader.skipped_blocks();
  loaded.sentence = verdict(reader, name, loaded.events);
  if (!loaded.limited) return;
  loaded.sentence = fmt::format(
      "{} holds more than {} facts, which take {} MB of memory, and was read up to there: "
      "--limit N reads N.",
      name, limits.events, (limits.events * sizeof(TraceEvent)) >> 20);
}

}  // namespace

std::string verdict(const StreamReader& reader, const std::string& name, EventIndex events) {
  const std::string& error = reader.error();
  if (!reader.begun()) {
    return fmt::format("{} cannot be opened: {}", name,
                       error.empty() ? "It ends before a trace begins." : error);
  }
  if (!reader.finished() || !error.empty()) {
    return fmt::format("{} is incomplete, {} facts recovered: {}", name, events,
                       error.empty() ? "The recording was broken off." : error);
  }
  const std::size_t skipped = reader.skipped() + reader.skipped_blocks();
  if (skipped == 0) return {};
  return fmt::format(
      "{} has {} facts of kinds that this Loopscope does not know; they are left out.", name,
      skipped);
}

Loaded load_bytes(std::span<const std::byte> bytes, const std::string& name, const Limits& limits) {
  constexpr std::size_t kPiece = 1u << 20;
  Loaded loaded;
  StreamReader reader(loaded.trace, limits.events);
  while (!bytes.empty()) {
    const std::size_t size = std::min(kPiece, bytes.size());
    if (!reader.feed(bytes.first(size))) break;
    bytes = bytes.subspan(size);
  }
  judge(reader, name, limits, loaded);
  return loaded;
}

Loaded load_file(const std::string& path, const Limits& limits) {
  Loaded loaded;
  StreamReader reader(loaded.trace, limits.events);
  File file;
  std::string fault = file.open(path, File::Mode::Read);
  std::vector<std::byte> piece(256u << 10);
  for (std::size_t size = 1; fault.empty();) {
    fault = file.read(piece, size);
    if (!fault.empty() || size == 0 || !reader.feed(std::span(piece).first(size))) break;
  }
  judge(reader, path, limits, loaded);
  if (!fault.empty()) {
    loaded.complete = false;
    loaded.sentence = fmt::format("{} cannot be read: {}.", path, fault);
  }
  return loaded;
}

// -- Saving

std::optional<std::string> save_file(const Trace& trace, const std::string& path) {
  const std::string made = fmt::format("{}.{}.part", path, uv_os_getpid());
  const std::vector<std::byte> bytes = StreamWriter(trace).finish();
  File file;
  std::string fault = file.open(made, File::Mode::Write);
  const bool opened = fault.empty();
  if (fault.empty()) fault = file.write(bytes);
  if (fault.empty()) fault = file.sync();
  if (const std::string closing = file.close(); fault.empty()) fault = closing;
  if (fault.empty()) fault = words(now(uv_fs_rename, made.c_str(), path.c_str()));
  if (fault.empty()) return std::nullopt;
  if (opened) now(uv_fs_unlink, made.c_str());
  return fmt::format("{} cannot be saved: {}.", path, fault);
}

// -- An open file

std::string File::open(const std::string& path, Mode mode) {
  close();
  const int flags =
      mode == Mode::Read ? UV_FS_O_RDONLY : UV_FS_O_WRONLY | UV_FS_O_CREAT | UV_FS_O_TRUNC;
  const std::ptrdiff_t result = now(uv_fs_open, path.c_str(), flags, 0644);
  if (result >= 0) descriptor_ = static_cast<int>(result);
  return words(result);
}

std::string File::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const uv_buf_t buffer = buffer_of(bytes.data(), bytes.size());
    const std::ptrdiff_t written = now(uv_fs_write, descriptor_, &buffer, 1u, std::int64_t{-1});
    if (written == UV_EINTR) continue;
    if (written < 0) return words(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

std::string File::read(std::span<std::byte> into, std::size_t& size) {
  const uv_buf_t buffer = buffer_of(into.data(), into.size());
  const std::ptrdiff_t result = now(uv_fs_read, descriptor_, &buffer, 1u, std::int64_t{-1});
  size = result < 0 ? 0 : static_cast<std::size_t>(result);
  return words(result);
}

/// A pipe or a device has nothing to sync.
std::string File::sync() {
  const std::ptrdiff_t result = now(uv_fs_fsync, descriptor_);
  return result == UV_EINVAL || result == UV_ENOTSUP ? std::string() : words(result);
}

std::string File::close() {
  if (descriptor_ < 0) return {};
  return words(now(uv_fs_close, std::exchange(descriptor_, -1)));
}

}  // namespace trace
