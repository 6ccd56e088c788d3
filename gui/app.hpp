// The window without a window: one run, what the user chose to see, and a frame at a time. A
// platform gives it input and shows what it drew; tests do the same without a screen.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/automation.hpp"
#include "gui/commands.hpp"
#include "gui/hover.hpp"
#include "gui/keys.hpp"
#include "gui/layout.hpp"
#include "gui/run.hpp"
#include "gui/theme.hpp"
#include "gui/thumbnails.hpp"
#include "gui/ui_state.hpp"
#include "gui/view.hpp"

namespace gui {

struct Marks;
class Beside;

struct AppOptions {
  RunSpec spec;
  FeedFactory feed;
  UiState ui;
  std::vector<Request> script;     ///< done in order once the run is complete; see automation.hpp
  bool motion = true;              ///< false: cards jump, whatever the user chose
  std::filesystem::path settings;  ///< where ui is saved at the end; empty: nowhere
};

/// A way that the cursor is on, perhaps for many frames.
struct Travel {
  session::Direction direction = session::Direction::Forward;
  std::optional<session::StepSize> size;  ///< none: to a breakpoint
  trace::TaskId selected = 0;             ///< whose suspensions are stops
  std::uint64_t times = 1;                ///< stops still to be reached
  trace::EventIndex from = 0;             ///< where the way to the next stop began
};

class App {
 public:
  explicit App(AppOptions options);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // -- For the platform
  /// Fills the atlas and the style. `screen_scale` is the screen's, `raster` framebuffer pixels per
  /// window unit.
  void load_fonts(float screen_scale, float raster);
  /// The scale was changed: load_fonts() is due before the next frame.
  bool fonts_stale() const { return fonts_stale_; }
  /// A key that went down, Key::None for one that no command knows; and a character that was
  /// typed, which comes after its key. Both are worked in with the next frame, in their order.
  void press(Chord chord) { inputs_.push_back({chord, 0}); }
  void type(char32_t character) { inputs_.push_back({{}, character}); }
  /// Between ImGui::NewFrame() and ImGui::Render().
  void frame(float seconds);
  /// Something moves by itself: the next frame is due at once.
  bool moving() const;
  /// The picture that is to be written after this frame; empty for none.
  std::string take_screenshot();
  /// All that the graphics card holds is to be destroyed and made anew; told once.
  bool take_rebuild() { return std::exchange(rebuild_, false); }
  /// The whole screen is wanted.
  bool full_screen() const { return ui_.presenting && !script_.given(); }
  void resized(int width, int height);
  bool closed() const { return closed_; }
  int status() const { return status_; }
  const Theme& theme() const { return theme_; }

  // -- For the commands
  UiState& ui() { return ui_; }
  const UiState& ui() const { return ui_; }
  Run& run() { return *run_; }
  const Run& run() const { return *run_; }
  Marks& marks() { return *marks_; }
  const Marks& marks() const { return *marks_; }
  trace::TaskId focus() const;
  /// Up to where facts may be told: as far as was visited, or all.
  trace::EventIndex known() const;
  /// Starts anew. The cursor goes to the same time, or stays at the start. Returns the run that was
  /// there before. A run that is compared stays beside the new one.
  std::unique_ptr<Run> start(RunSpec spec);
  /// The run beside this one; null: there is none.
  Beside* beside() const { return beside_.get(); }
  void set_beside(std::unique_ptr<Beside> beside);
  void drop_beside();
  /// The cursor is not yet where it was before a new run.
  bool returning() const { return resume_at_.has_value(); }
  /// A run that is not in the window yet.
  std::unique_ptr<Run> make_run(const RunSpec& spec) const;
  /// The run beside comes into the window, and this one beside it.
  void swap_beside();
  /// Playing, or no more; either ends a travel.
  void set_playing(bool playing);
  /// Sends the cursor on its way: most are over at once, a long one goes on in the next frames.
  void travel(Travel way);
  bool travelling() const { return travel_.has_value(); }
  const Thumbnails& thumbnails() const { return thumbnails_; }
  CommandQueue& queue() { return queue_; }
  /// A file that was opened or saved: the first of the recent ones.
  void remember(const std::string& file);
  /// A file that was dropped on the window.
  void open(const std::string& file) { queue_.push("scenario", file); }
  void shoot(std::string file) { screenshot_ = std::move(file); }
  void close(int status = 0);
  void stay() { script_.stay(); }
  void wait(double seconds) { script_.wait(seconds); }
  void scale_fonts(float zoom);
  void rebuild_graphics() { rebuild_ = true; }
  Panel panel_under_mouse() const { return panel_at(layout_, ImGui::GetIO().MousePos); }
  /// As the panels were last drawn.
  const Layout& layout() const { return layout_; }
  void set_theme(ThemeKind kind);
  /// Does it now; a sentence if it cannot be done. What is not enabled does nothing.
  std::optional<std::string> perform(const Request& request);
  /// What a script asked for failed: as fail(). Else the status bar says so.
  void complain(const std::string& sentence);
  /// Says what went wrong on the standard error and closes with status 2.
  void fail(const std::string& sentence);

 private:
  struct Input {
    Chord chord;
    char32_t character;  ///< 0: a key
  };

  float wanted_scale() const;
  void take(Input input);
  void read();
  void play(float seconds);
  void go_on();
  void arrive(session::Progress progress);
  void go_where_it_was();
  void forget_run();
  bool compared() const;
  void remember();
  void work_on_marks();
  void draw(const View& view);
  void draw_overlay(const View& view);

  FeedFactory feed_;
  std::filesystem::path settings_;
  UiState ui_;
  bool motion_;
  Theme theme_;
  std::unique_ptr<Run> run_;
  std::unique_ptr<Beside> beside_;
  Thumbnails thumbnails_;
  std::unique_ptr<Marks> marks_;
  CommandQueue queue_;
  Hover hover_;
  std::vector<Input> inputs_;
  bool was_command_ = false;  // the last key; the character that follows it is no text
  Automation script_;
  trace::EventIndex drawn_cursor_ = trace::kNever;
  std::optional<Travel> travel_;
  std::optional<trace::Time> resume_at_;  // where the cursor was before a new run
  std::string screenshot_;
  Layout layout_;  // as it was last drawn
  bool rebuild_ = false;
  float screen_scale_ = 1;
  bool fonts_stale_ = false;
  bool stepping_ = false;  // the last command was a small one: see remember()
  bool closed_ = false;
  int status_ = 0;
};

}  // namespace gui
