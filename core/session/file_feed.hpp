// A Feed that is a recorded file: all of it is there at once.
#pragma once

#include <string>

#include "core/session/feed.hpp"

namespace session {

class FileFeed final : public Feed {
 public:
  /// `path`: a trace, or its JSON. It is read at the first advance().
  explicit FileFeed(std::string path) : path_(std::move(path)) {}

  /// REQUIRES: `trace` is empty at the first call.
  FeedStatus advance(trace::Trace& trace, std::size_t most) override;
  /// That the file could not be read at all.
  std::string error() const override { return failed_ ? sentence_ : std::string(); }
  /// That it is not complete, or holds what this version does not know.
  std::string ending() const override { return sentence_; }

 private:
  std::string path_;
  bool read_ = false;
  bool failed_ = false;
  std::string sentence_;
};

}  // namespace session
