// A window that nobody sees, on a given trace: what the tests of the gui share.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "gui/platform/null.hpp"
#include "gui/snapshot_text.hpp"
#include "tests/support/trace_builder.hpp"

namespace tests {

/// Runs whatever is asked for by handing out the same trace.
inline gui::FeedFactory always(trace::Trace (*make)()) {
  return [make](const gui::RunSpec&) { return std::make_unique<ReplayFeed>(make()); };
}

inline gui::AppOptions options_for(trace::Trace (*make)(), std::string_view script = {}) {
  std::string fault;
  gui::AppOptions options;
  options.spec.scenario = "two-workers";
  options.feed = always(make);
  options.script = *gui::parse_script(script, fault);
  options.motion = false;
  return options;
}

/// An app and its window, with all events read.
struct TestWindow {
  explicit TestWindow(gui::AppOptions options = options_for(two_workers_trace), int width = 1600,
                      int height = 900, float scale = 1)
      : app(std::move(options)), window(app, width, height, scale) {
    window.frames(3);
  }

  session::Session& session() { return app.run().session(); }
  trace::EventIndex cursor() { return session().cursor(); }
  void seek(trace::EventIndex cursor) {
    session().seek(cursor);
    window.frames(2);
  }
  std::string snapshot() { return gui::snapshot_text(session().timeline(), session().snapshot()); }
  /// The fault a command answers with; empty for none.
  std::string perform(std::string id, std::string argument = {}) {
    const auto fault = app.perform({std::move(id), std::move(argument)});
    window.frames(2);
    return fault.value_or("");
  }

  gui::App app;
  gui::NullWindow window;
};

}  // namespace tests
