#include "core/session/file_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/trace/json_lines.hpp"
#include "core/trace/stream.hpp"

namespace session {
namespace {

/// Few enough that a frame is not missed over one of them: some 10,000 facts.
constexpr std::size_t kPiece = 64u << 10;

}  // namespace

struct FileFeed::Open {
  explicit Open(trace::Trace& trace) : stream(trace), json(trace), piece(kPiece) {}

  trace::File file;
  trace::StreamReader stream;
  trace::JsonReader json;
  std::vector<std::byte> piece;
  bool is_json = false;
  std::uint64_t size = 0, bytes = 0;  ///< of the file, and read

  bool feed(std::span<const std::byte> some) {
    if (bytes == 0) is_json = !some.empty() && some.front() == std::byte{'{'};
    bytes += some.size();
    if (!is_json) return stream.feed(some);
    return json.feed({reinterpret_cast<const char*>(some.data()), some.size()});
  }
  bool begun() const { return is_json ? json.begun() : stream.begun(); }
  std::string verdict(const std::string& path, trace::EventIndex events) {
    if (is_json) json.finish();
    return is_json ? json.verdict(path) : trace::verdict(stream, path, events);
  }
};

FileFeed::FileFeed(std::string path, trace::EventIndex asks_at)
    : path_(std::move(path)), asks_at_(asks_at) {}

FileFeed::~FileFeed() = default;

FeedStatus FileFeed::end(std::string sentence) {
  sentence_ = std::move(sentence);
  ended_ = true;
  open_.reset();
  return failed_ ? FeedStatus::Failed : FeedStatus::Finished;
}

FeedStatus FileFeed::advance(trace::Trace& trace, std::size_t most) {
  if (ended_) return failed_ ? FeedStatus::Failed : FeedStatus::Finished;
  std::string fault;
  if (!open_) {
    open_ = std::make_unique<Open>(trace);
    fault = open_->file.open(path_, trace::File::Mode::Read);
    std::error_code unknown;
    const auto size = std::filesystem::file_size(path_, unknown);
    if (!unknown) open_->size = size;
  }
  const trace::EventIndex before = trace.size();
  const trace::EventIndex enough = before + std::max<std::size_t>(most, 1);
  while (fault.empty() && trace.size() < enough) {
    if (stopped_) {
      return end(fmt::format("{} was read up to fact {}: the rest is left out.", path_, read_));
    }
    held_ = trace.size() >= asks_at_;
    if (held_) break;
    std::size_t size = 0;
    fault = open_->file.read(open_->piece, size);
    if (!fault.empty()) break;
    const bool fine = size > 0 && open_->feed(std::span(open_->piece).first(size));
    read_ = trace.size();
    if (fine) continue;
    const std::string sentence = open_->verdict(path_, read_);
    read_ = trace.size();  // the last line of JSON may have been waiting
    failed_ = !open_->begun();
    return end(sentence);
  }
  if (!fault.empty()) {
    failed_ = !open_->begun();
    return end(fmt::format("{} cannot be read: {}.", path_, fault));
  }
  return trace.size() > before ? FeedStatus::Appended : FeedStatus::Waiting;
}

std::optional<Reading> FileFeed::reading() const {
  if (!open_) return std::nullopt;
  const auto share = static_cast<double>(open_->bytes) /
                     static_cast<double>(std::max(open_->size, open_->bytes + 1));
  const double all = share > 0 ? static_cast<double>(read_) / share : 0;
  return Reading{share, static_cast<trace::EventIndex>(all), held_};
}

void FileFeed::ask(Order order) {
  if (order == Order::Stop) stopped_ = true;
  if (order == Order::Continue && held_) asks_at_ = trace::kNever;
  if (order == Order::Stop || order == Order::Continue) held_ = false;
}

}  // namespace session
