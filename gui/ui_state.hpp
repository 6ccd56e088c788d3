// What the window remembers that is not in the trace: plain data, part of it saved between runs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/model/axis.hpp"
#include "core/session/breakpoints.hpp"
#include "core/session/session.hpp"
#include "gui/files.hpp"
#include "gui/lanes.hpp"
#include "gui/motion.hpp"
#include "gui/pack_run.hpp"
#include "gui/poll.hpp"
#include "gui/prediction.hpp"
#include "gui/text_line.hpp"
#include "gui/theme.hpp"
#include "scenarios/catalogue.hpp"

namespace gui {

enum class Overlay : std::uint8_t {
  None,
  Gallery,
  Help,
  Export,
  Breakpoints,
  Open,
  Save,
  Large,  ///< a file that asks
  Palette,
  Menu,
  Choice,   ///< the menu under a pill of the toolbar
  Compare,  ///< what to compare with
  Poll,     ///< of a class
};
/// Where a part of the toolbar or of a sheet was last drawn, and what it is.
struct Spot {
  std::string name;
  Rect box;
};
/// What a lesson names, a presenter shows or hides, and what can be enlarged.
using scenarios::Panel;
inline constexpr unsigned bit(Panel panel) { return 1u << static_cast<unsigned>(panel); }
inline constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);
enum class Language : std::uint8_t { Python, Cpp };
/// As traces name it.
inline const char* name_of(Language language) {
  return language == Language::Python ? "Python" : "C++";
}
/// A line of one of the run's sources. The first is 1; 0: none.
struct ChosenLine {
  std::string file;
  int number = 0;
};
enum class RecordTab : std::uint8_t { Output, Log, Findings };
/// What a drag with the left button, begun somewhere, does until the button is up.
enum class Drag : std::uint8_t { None, Ruler, Overview, Pan, Range };

/// The first minutes name so many keys, one after the other.
inline constexpr int kLastFirstStep = 4;

/// Where the entries of the list of findings end, as they were measured for a width.
struct FindingRows {
  float width = 0, scale = 0;
  std::vector<float> ends;
};

struct UiState {
  // -- Saved. Lengths are those of the design in its window, before scaling.
  int width = 1600, height = 900;  ///< of the window
  float left = 374, right = 306;   ///< widths of the outer columns
  float records = 226;             ///< height of output and log
  float loop = 282;                ///< height of the loop
  float lesson = 330;              ///< height of the lesson
  float zoom = 1;                  ///< the user's scale on top of the screen's
  ThemeKind theme = ThemeKind::Dark;
  model::AxisKind axis = model::AxisKind::Elastic;
  Language language = Language::Python;
  bool lesson_panels = false;       ///< only those that the lesson names
  bool both_languages = false;      ///< the other one, too
  float pace = 1.5f;                ///< steps per second when playing
  bool motion = true;               ///< cards move; false: they jump
  std::vector<std::string> recent;  ///< files that were opened or saved, the last first
  /// Lessons, by id, in the order in which they were first opened.
  std::vector<std::string> opened;

  // -- Of this sitting
  trace::TaskId selected = 0;  ///< chosen by the user; 0: the focus follows the story
  session::StepSize step = session::StepSize::Event;
  RecordTab records_tab = RecordTab::Output;
  Overlay overlay = Overlay::None;
  bool presenting = false;
  unsigned presented = bit(Panel::Timeline) | bit(Panel::Loop);  ///< the panels shown then
  bool comparing = false;        ///< two runs stand in the timeline's place
  bool blank = false;            ///< nothing is shown until the next key
  Panel enlarged = Panel::None;  ///< the only one that is shown
  TextLine line;                 ///< what is typed into the open sheet
  std::size_t row = 0;           ///< chosen in it
  float sheet_scroll = 0;        ///< how far a key scrolls it, in its heights; done when drawn
  std::vector<Rect> chips;       ///< where the rows of Breakpoints were last drawn
  std::vector<Spot> pills;       ///< of the toolbar's choices, from the left
  bool row_moved = false;        ///< by a key: it is to be seen
  FileList files;                ///< of Open and Save
  /// The command whose argument the palette asks for, empty: none; or the pill whose menu is open.
  std::string asked;
  std::size_t group = 0;          ///< of the menu
  std::vector<std::string> used;  ///< commands given by menu or palette, the last first
  session::Breakpoints breakpoints;
  ChosenLine chosen_line;  ///< whose visits are told
  std::string stopped;     ///< why a run to a breakpoint stopped; told while the cursor is there
  trace::EventIndex stopped_at = trace::kNever;
  /// The cursors for which these lists were last scrolled to their current line.
  trace::EventIndex source_at = trace::kNever, output_at = trace::kNever, log_at = trace::kNever,
                    findings_at = trace::kNever;
  FindingRows finding_rows;
  bool waits = false;    ///< the loop's panel shows who waits for whom
  bool why = false;      ///< it was asked why: the inspector tells that of the fact, too
  bool why_due = false;  ///< and brings it into sight in the next frame
  /// The fact under the mouse in some panel: panels set `pointing_at`, and see it as `pointed_at`
  /// in the next frame.
  trace::EventIndex pointing_at = trace::kNever, pointed_at = trace::kNever;
  int first_step = 0;                 ///< which key the first minutes name; 0: they are over
  bool source_fresh = true;           ///< its text was not scrolled to where the program begins
  int pointed_link = 0;               ///< the `[n]` of the line of code under the mouse; 0: none
  std::string notice;                 ///< what the last command has to say; empty: nothing
  std::optional<trace::Time> before;  ///< what the run took before a parameter was changed
  bool revealed = false;              ///< what was not visited is shown, too
  bool explained = false;             ///< the lesson's explanation was asked for
  bool playing = false;
  double play_x = 0;  ///< where play is on the axis, and the cursor it left behind
  trace::EventIndex play_cursor = 0;

  Motion cards;  ///< of the loop
  Prediction prediction;
  Poll poll;
  PackRun pack;

  // -- The timeline's view
  float unit = 0;         ///< pixels per unit of the axis before scaling; 0: chosen for you
  float drawn_unit = 40;  ///< the same as it was last drawn
  bool fit_due = false;   ///< the next frame fits all that was visited
  bool follow = true;     ///< the view moves with the cursor
  double origin = 0;      ///< axis position at the left edge while it does not
  Drag drag = Drag::None;
  ImVec2 drag_from{0, 0};
  double drag_origin = 0;
  float drag_scroll = 0;
  Lanes lanes;
  /// What a key asked for; done when the timeline is drawn, about the mouse or the cursor.
  float zoom_due = 1;               ///< factor
  float pan_due = 0;                ///< widths of the plot
  float scroll_due = 0;             ///< heights of the lanes
  float lanes_scroll = 0;           ///< how far the lanes are scrolled
  trace::TaskId lane_in_sight = 0;  ///< the focus when the lanes were last scrolled to it
  float lanes_height = 0;           ///< their room then
};

/// A lesson was opened. Names that are no lesson are passed over.
void remember_opened(UiState& ui, const std::string& lesson);

/// A command was done: the first minutes may go on to the next key.
void go_on_with_first_steps(UiState& ui, std::string_view command);

/// The saved part, from and to a file of lines `name value`. Unknown lines, bad values and a file
/// that cannot be read are passed over: the window works without.
void load(UiState& state, const std::filesystem::path& file);
/// False if it cannot be written. An empty path is nowhere, and fine.
bool save(const UiState& state, const std::filesystem::path& file);

/// loopscope/window.conf in the user's folder for settings; empty if there is no such folder.
std::filesystem::path settings_file();

}  // namespace gui
