// All panels. Each draws what it is given into the current Dear ImGui window and answers with
// commands; none keeps a state of its own.
#pragma once

#include "gui/view.hpp"

namespace gui {

void draw_toolbar(const View& view, UiState& ui, CommandQueue& commands);
void draw_now_line(const View& view, UiState& ui, CommandQueue& commands);
void draw_source(const View& view, UiState& ui, CommandQueue& commands);
void draw_records(const View& view, UiState& ui, CommandQueue& commands);
void draw_timeline(const View& view, UiState& ui, CommandQueue& commands);
/// In the timeline's place: two runs, one under the other.
void draw_compare(const View& view, UiState& ui, CommandQueue& commands);
void draw_loop(const View& view, UiState& ui, CommandQueue& commands);
/// A part of the loop's panel.
void draw_wait_graph(const View& view, UiState& ui, Rect room, CommandQueue& commands);
void draw_inspector(const View& view, UiState& ui, CommandQueue& commands);
void draw_lesson(const View& view, UiState& ui, CommandQueue& commands);
/// The lesson's other tab, in `room`.
void draw_predict(const View& view, UiState& ui, Rect room, CommandQueue& commands);
/// The strip of the first minutes. REQUIRES: ui.first_step > 0.
void draw_first_steps(const View& view, UiState& ui, CommandQueue& commands);
void draw_status_bar(const View& view, UiState& ui, CommandQueue& commands);
void draw_gallery(const View& view, UiState& ui, CommandQueue& commands);
void draw_export(const View& view, UiState& ui, CommandQueue& commands);
void draw_help(const View& view, UiState& ui, CommandQueue& commands);
void draw_breakpoints(const View& view, UiState& ui, CommandQueue& commands);
void draw_files(const View& view, UiState& ui, CommandQueue& commands);
void draw_large_file(const View& view, UiState& ui, CommandQueue& commands);
void draw_palette(const View& view, UiState& ui, CommandQueue& commands);
/// Where a presenter is in a pack, in the status bar's place.
void draw_pack_strip(const View& view, UiState& ui, CommandQueue& commands);
/// A question to a class, over the lower part of the window.
void draw_poll(const View& view, UiState& ui, CommandQueue& commands);
/// What the run can be compared with, to choose from.
void draw_compare_list(const View& view, UiState& ui, CommandQueue& commands);
void draw_menu(const View& view, UiState& ui, CommandQueue& commands);
/// The menu under a pill of the toolbar.
void draw_choices(const View& view, UiState& ui, CommandQueue& commands);

// -- What they share (panels/shared.cpp)

/// The room of the current window, in screen pixels.
Rect window_room();
struct Tab {
  std::string_view title;
  bool chosen = false;
  std::size_t count = 0;  ///< of what it holds; 0: not told
  bool warns = false;     ///< the count is one to look at
};
/// The 32 px header of a panel with tabs; cuts it off `room`. Returns the tab that was pressed, or
/// -1.
int draw_header(const Painter& paint, Rect& room, std::initializer_list<Tab> tabs,
                std::string_view right = {});
/// The header of a panel with one bold title, and what follows it in grey.
Rect draw_title(const Painter& paint, Rect& room, std::string_view title,
                std::string_view beside = {});
/// A scrolling part of the current window; end with ImGui::EndChild().
void begin_scroll(const char* id, Rect box);
/// Tells the current scrolling part how high its content is, seen from its top.
void end_scroll(float content_height);
/// The frame of what lies over everything else: a title, the key that closes it, and a line below.
/// Smaller than wanted where the window is; a click beside it closes it. Returns the room inside.
Rect draw_sheet(const Painter& paint, std::string_view title, float width, float height,
                CommandQueue& commands);
/// How far a sheet's content stands in from its sides, and the height of its head: of the design.
inline constexpr float kSheetMargin = 24, kSheetHead = 56;
/// The width that a sheet gets in this window.
float sheet_width(const Painter& paint, float wanted);
/// Cuts the foot off a sheet, for hints; and its height, of the design.
Rect draw_foot(const Painter& paint, Rect& sheet);
inline constexpr float kSheetFoot = 40;
struct KeyHint {
  std::string_view key, words;
};
/// Keys and what they do, from the left, as far as they fit.
void draw_hints(const Painter& paint, Rect room, std::initializer_list<KeyHint> hints);
/// Where what is typed is seen: `before` stands in grey before it, `empty` where nothing is. The
/// caret is there while the line takes the keys. True if it was clicked.
struct Field {
  std::string_view before, empty;
  bool takes_keys = true;
};
bool draw_field(const Painter& paint, TextLine& line, Rect box, const Field& field);
/// The ground of a row in a sheet's list: lit under the mouse and where it is chosen. True if it
/// was clicked: then it is the chosen one. Moves the list so far that a row chosen by key is seen,
/// with what stands so far `above` it.
bool draw_row(const Painter& paint, UiState& ui, std::size_t index, Rect box, float above = 0);
/// Moves the list so far that the chosen row is seen, once it was moved by a key.
void bring_into_sight(const Painter& paint, UiState& ui, Rect box, float above = 0);
struct Offer;
/// A command in a row of the palette or the menu.
void draw_offer(const Painter& paint, const Offer& offer, Rect box, float title_width);
/// A grey line under which nothing is: "none armed".
void draw_nothing(const Painter& paint, Rect box, std::string_view words);
/// The same where something would tell the answer to an open question.
void draw_closed(const Painter& paint, Rect box);

/// Why a handle is in the queue, in a few words: "its sleep is over", "woken by A", "first step".
std::string cause_of(const View& view, const model::ReadyHandle& handle);

}  // namespace gui
