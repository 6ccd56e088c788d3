// A Feed that is a recorded file, read piece by piece: a large one is on the screen while it grows.
#pragma once

#include <memory>
#include <string>

#include "core/session/feed.hpp"

namespace session {

class FileFeed final : public Feed {
 public:
  /// More facts than that are read only when somebody says so: Order::Continue.
  static constexpr trace::EventIndex kAsksAt = 20'000'000;

  /// `path`: a trace, or its JSON. It is opened at the first advance().
  explicit FileFeed(std::string path, trace::EventIndex asks_at = kAsksAt);
  ~FileFeed() override;

  /// REQUIRES: `trace` is empty at the first call, and the same at all others.
  FeedStatus advance(trace::Trace& trace, std::size_t most) override;
  /// That the file could not be read at all.
  std::string error() const override { return failed_ ? sentence_ : std::string(); }
  /// That it is not complete, or holds what this version does not know.
  std::string ending() const override { return sentence_; }
  std::optional<Reading> reading() const override;
  /// Continue reads beyond the limit, Stop leaves it at what was read.
  void ask(Order order) override;

 private:
  struct Open;
  FeedStatus end(std::string sentence);

  std::string path_;
  trace::EventIndex asks_at_;
  std::unique_ptr<Open> open_;  // while there is something to read
  trace::EventIndex read_ = 0;  // facts
  bool ended_ = false, failed_ = false, held_ = false, stopped_ = false;
  std::string sentence_;
};

}  // namespace session
