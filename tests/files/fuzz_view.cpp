// Any bytes as a file, opened as the window opens it: folded, sought 50 times, told as text, drawn.
#include <cstdlib>

#include "core/model/transcript.hpp"
#include "core/trace/json_lines.hpp"
#include "tests/gui/window.hpp"

namespace {

constexpr trace::EventIndex kMostEvents = 500;

struct GivenFeed final : session::Feed {
  explicit GivenFeed(trace::Trace whole) : given(std::move(whole)) {}
  session::FeedStatus advance(trace::Trace& trace, std::size_t) override {
    if (given.empty()) return session::FeedStatus::Finished;
    trace = std::exchange(given, {});
    return session::FeedStatus::Appended;
  }
  trace::Trace given;
};

trace::Trace next;  // what the window opens when it is asked to run

tests::TestWindow& window() {
  static tests::TestWindow* const test = [] {
    gui::AppOptions options;
    options.feed = [](const gui::RunSpec&) {
      return std::make_unique<GivenFeed>(std::exchange(next, {}));
    };
    options.motion = false;
    return new tests::TestWindow(std::move(options), 1024, 700);
  }();
  return *test;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  trace::Loaded loaded = trace::load_bytes(bytes, "it", {.events = kMostEvents});
  if (loaded.events == 0) return 0;
  const trace::EventIndex events = loaded.events;
  if (model::transcript(loaded.trace).empty()) std::abort();
  (void)model::text_timeline(loaded.trace);
  next = std::move(loaded.trace);
  tests::TestWindow& test = window();
  test.app.start({});
  test.window.frame();
  std::uint64_t place = size;
  for (int i = 0; i < 50; ++i) {
    place = place * 6364136223846793005u + 1442695040888963407u;
    test.session().seek((place >> 33) % (events + 1));
    (void)test.session().snapshot();
  }
  for (const char* axis : {"elastic", "steps", "time"}) {
    test.app.perform({"axis", axis});
    test.app.perform({"fit", ""});
    test.window.frame();
  }
  test.session().seek(events);
  test.window.frame();
  return 0;
}
