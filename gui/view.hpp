// What a panel is given to draw: the run at its cursor, the theme, and where commands go.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gui/draw.hpp"
#include "gui/run.hpp"
#include "gui/ui_state.hpp"
#include "scenarios/catalogue.hpp"

namespace gui {

class App;
struct Marks;

/// A command by its id, with what it is about: "seek" "120", "axis" "time".
struct Request {
  std::string id;
  std::string argument;
  friend bool operator==(const Request&, const Request&) = default;
};

/// What the panels and keys ask for. It is done before the next frame is drawn.
class CommandQueue {
 public:
  void push(std::string_view id, std::string_view argument = {});
  void seek(trace::EventIndex cursor);
  void select(trace::TaskId task);
  /// Goes where a piece of a sentence leads.
  void follow(const model::Piece* piece);
  std::vector<Request> take();

 private:
  std::vector<Request> requests_;
};

struct View {
  const App& app;
  Run& run;
  const Theme& theme;
  const scenarios::Scenario* scenario;  ///< null: the run is not one of the catalogue
  trace::EventIndex cursor, frontier;
  bool motion;          ///< cards may move: nobody takes pictures
  bool moved;           ///< the cursor is not where it was in the last frame
  trace::TaskId focus;  ///< the task that every panel shows; 0: none yet
  Marks& marks;         ///< what the user has laid over the run

  const trace::Trace& trace() const { return run.session().trace(); }
  const model::Timeline& timeline() const { return run.session().timeline(); }
  const model::Snapshot& snapshot() const { return run.session().snapshot(); }

  /// Whether the command of that id can be given now.
  bool enabled(std::string_view id) const;
  ImU32 colour_of(trace::TaskId task) const;
  std::string_view text(trace::StringId id) const { return trace().text(id); }
  /// Times as the screen shows them: a real clock's to the millisecond, a virtual one's exactly.
  trace::Time shown(trace::Time time) const;
  std::string seconds(trace::Time time) const { return model::seconds(shown(time)); }
  /// Short ones of a real clock to a hundredth of a millisecond.
  std::string duration(trace::Time time) const;
  std::string reason(trace::WaitKind wait, model::ObjectId waits_for, trace::Time sleeps,
                     model::TaskId holder = 0) const {
    return model::reason(timeline(), wait, waits_for, shown(sleeps), holder);
  }
  /// "two_workers.py:7" in the language that is shown, where it has the line; empty for nowhere.
  std::string place(trace::LocationId location, Language language) const;
};

}  // namespace gui
