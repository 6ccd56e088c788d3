#include "gui/sheets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "core/trace/file.hpp"
#include "gui/actions_compare.hpp"
#include "gui/actions_poll.hpp"
#include "gui/app.hpp"
#include "gui/break_list.hpp"
#include "gui/choices.hpp"
#include "gui/export.hpp"
#include "gui/lessons.hpp"
#include "gui/marks.hpp"
#include "gui/palette.hpp"

namespace gui {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 10;

void list_again(App& app) {
  UiState& ui = app.ui();
  const bool opens = ui.overlay == Overlay::Open;
  static const std::vector<std::string> kNone;
  list_files(ui.files, ui.line.text(), opens ? ui.recent : kNone, opens);
  ui.row = opens ? 0 : kNoRow;
  const bool up_first = ui.files.rows.size() > 1 && ui.files.rows.front().name == "../";
  if (opens && up_first) ui.row = 1;
}

/// What the rows of such a menu ask for, one below the other; the present values for nothing.
std::vector<Request> requests_under(const App& app, std::string_view pill) {
  std::vector<Request> all;
  for (const Choice& choice : choices_under(app, pill)) {
    for (const Choice::Value& value : choice.values) {
      const bool now = value.shown == choice.shown;
      all.push_back(now ? Request() : Request{std::string(choice.command), value.argument});
    }
  }
  return all;
}

/// How many rows the open sheet has.
std::size_t rows(App& app) {
  const UiState& ui = app.ui();
  switch (ui.overlay) {
    case Overlay::Gallery:
      return lessons_with(ui.line.text()).size();
    case Overlay::Export:
      return export_kinds().size();
    case Overlay::Breakpoints:
      return break_rows(app, app.run().session().snapshot()).size();
    case Overlay::Choice:
      return requests_under(app, ui.asked).size();
    case Overlay::Open:
    case Overlay::Save:
      return ui.files.rows.size();
    case Overlay::Palette:
      return offers(app, ui.asked, ui.line.text(), ui.used).size();
    case Overlay::Menu:
      return menu_offers(app, ui.group).size();
    case Overlay::Compare:
      return compare_rows(app, ui.line.text()).size();
    default:
      return 0;
  }
}

bool move_row(App& app, Key key) {
  UiState& ui = app.ui();
  const std::size_t count = rows(app);
  if (count == 0) return key == Key::Up || key == Key::Down;
  const bool none = ui.row >= count;
  ui.row_moved = true;
  switch (key) {
    case Key::Down:
      ui.row = none ? 0 : (ui.row + 1) % count;
      return true;
    case Key::Up:
      ui.row = none || ui.row == 0 ? count - 1 : ui.row - 1;
      return true;
    case Key::PageDown:
      ui.row = none ? 0 : std::min(ui.row + kPage, count - 1);
      return true;
    case Key::PageUp:
      ui.row = none || ui.row < kPage ? 0 : ui.row - kPage;
      return true;
    default:
      ui.row_moved = false;
      return false;
  }
}

void enter_folder(App& app, const fs::path& folder) {
  app.ui().files.folder = folder;
  app.ui().line.set("");
  list_again(app);
}

bool press_files(App& app, Chord chord) {
  UiState& ui = app.ui();
  if (chord == Chord{Key::Tab}) {
    ui.line.set(completed(ui.files, ui.line.text()));
    list_again(app);
    return true;
  }
  if (chord == Chord{Key::F4}) {
    ui.files.all = !ui.files.all;
    list_again(app);
    return true;
  }
  if (chord == Chord{Key::Backspace} && ui.line.empty()) {
    enter_folder(app, ui.files.folder.parent_path());
    return true;
  }
  const std::string before = ui.line.text();
  if (!ui.line.press(chord)) return false;
  if (ui.line.text() != before) list_again(app);
  return true;
}

bool press_palette(App& app, Chord chord) {
  UiState& ui = app.ui();
  if (chord == Chord{Key::Backspace} && ui.line.empty() && !ui.asked.empty()) {
    ui.asked.clear();
    ui.row = 0;
    return true;
  }
  const std::string before = ui.line.text();
  if (!ui.line.press(chord)) return false;
  if (ui.line.text() != before) ui.row = 0;
  return true;
}

/// The pill beside the one whose menu is open.
bool press_choice(App& app, Chord chord) {
  UiState& ui = app.ui();
  if (chord != Chord{Key::Left} && chord != Chord{Key::Right}) return false;
  const std::size_t count = ui.pills.size();
  const auto here = std::ranges::find(ui.pills, ui.asked, &Spot::name);
  if (here == ui.pills.end()) return true;
  const auto at = static_cast<std::size_t>(here - ui.pills.begin());
  actions::choose(app, ui.pills[(at + (chord.key == Key::Left ? count - 1 : 1)) % count].name);
  return true;
}

/// The box that is nearest in the next line above or below; the same one where there is none.
std::size_t beside(const std::vector<Rect>& boxes, std::size_t from, bool below) {
  std::size_t best = from;
  std::pair<float, float> least;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const float down = below ? boxes[i].y0 - boxes[from].y0 : boxes[from].y0 - boxes[i].y0;
    if (down < 1) continue;
    const std::pair distance(down, std::abs(boxes[i].x0 - boxes[from].x0));
    if (best == from || distance < least) best = i, least = distance;
  }
  return best;
}

/// Breakpoints stand beside each other, too: all four arrows lead to the next.
bool press_breakpoints(App& app, Chord chord) {
  UiState& ui = app.ui();
  const std::size_t count = break_rows(app, app.run().session().snapshot()).size();
  if (chord.ctrl || chord.shift || count == 0 || ui.chips.size() != count) return false;
  ui.row = std::min(ui.row, count - 1);
  ui.row_moved = true;
  switch (chord.key) {
    case Key::Left:
      ui.row = (ui.row + count - 1) % count;
      return true;
    case Key::Right:
      ui.row = (ui.row + 1) % count;
      return true;
    case Key::Up:
    case Key::Down:
      ui.row = beside(ui.chips, ui.row, chord.key == Key::Down);
      return true;
    case Key::Delete:
    case Key::Backspace:
      if (ui.row < ui.breakpoints.size()) {
        app.queue().push("break-remove", std::to_string(ui.row + 1));
      }
      return true;
    default:
      return false;
  }
}

/// Text that is longer than the sheet.
bool press_help(App& app, Chord chord) {
  constexpr float kLine = 0.08f, kMost = 1000;
  static constexpr std::array<std::pair<Key, float>, 6> kScroll{{{Key::Down, kLine},
                                                                 {Key::Up, -kLine},
                                                                 {Key::PageDown, 0.9f},
                                                                 {Key::PageUp, -0.9f},
                                                                 {Key::Home, -kMost},
                                                                 {Key::End, kMost}}};
  const auto known = std::ranges::find(kScroll, chord.key, &std::pair<Key, float>::first);
  if (known == kScroll.end() || chord.ctrl || chord.shift) return false;
  app.ui().sheet_scroll += known->second;
  return true;
}

bool press_gallery(App& app, Chord chord) {
  UiState& ui = app.ui();
  const std::string before = ui.line.text();
  if (!ui.line.press(chord)) return false;
  if (ui.line.text() != before) ui.row = 0, ui.row_moved = true;
  return true;
}

bool press_menu(App& app, Chord chord) {
  UiState& ui = app.ui();
  const std::size_t groups = menu_groups().size();
  if (chord == Chord{Key::Left} || chord == Chord{Key::Right}) {
    ui.group = (ui.group + (chord.key == Key::Left ? groups - 1 : 1)) % groups;
    ui.row = 0;
    return true;
  }
  return false;
}

actions::Fault accept_offer(App& app, const Offer& offer) {
  UiState& ui = app.ui();
  if (!offer.obstacle.empty()) {
    return offer.title + " cannot be done now: " + std::string(offer.obstacle);
  }
  remember(ui.used, offer.request.id);
  if (offer.asks) return actions::palette(app, offer.request.id);
  ui.overlay = Overlay::None;
  return app.perform(offer.request);
}

/// Sets or takes away the chosen one; the same stays chosen.
actions::Fault accept_breakpoint(App& app) {
  UiState& ui = app.ui();
  const std::vector<BreakRow> all = break_rows(app, app.run().session().snapshot());
  if (ui.row >= all.size()) return {};
  const std::size_t before = ui.breakpoints.size();
  if (ui.row < before) return app.perform({"break-enable", std::to_string(ui.row + 1)});
  auto fault = app.perform({"break", all[ui.row].words});
  ui.row = ui.row + ui.breakpoints.size() - before;
  ui.row_moved = true;
  return fault;
}

actions::Fault accept_file(App& app) {
  UiState& ui = app.ui();
  const auto fail = [&](const std::string& sentence) -> actions::Fault {
    ui.files.fault = sentence;
    return std::nullopt;
  };
  std::error_code unknown;
  const fs::path typed = resolved(ui.files.folder, ui.line.text());
  const bool known = !ui.line.empty() && fs::exists(typed, unknown);
  if (known && fs::is_directory(typed, unknown)) return enter_folder(app, typed), std::nullopt;
  fs::path file = typed;
  if (!known) {
    if (ui.row >= ui.files.rows.size()) {
      return fail(ui.line.empty() ? "Type a name, or choose a file."
                                  : "There is no file " + typed.string() + ".");
    }
    const FileRow row = ui.files.rows[ui.row];
    if (row.kind == FileRow::Kind::Folder) return enter_folder(app, row.path), std::nullopt;
    if (row.missing) return fail(row.name + " is not there any more.");
    file = row.path;
  }
  if (const auto wrong = not_a_trace(file)) return fail(*wrong);
  return actions::open_scenario(app, file.string());
}

actions::Fault accept_name(App& app) {
  UiState& ui = app.ui();
  std::error_code unknown;
  if (ui.row < ui.files.rows.size()) {
    const FileRow row = ui.files.rows[ui.row];
    if (row.kind == FileRow::Kind::Folder) {
      const std::string name = ui.line.text();
      enter_folder(app, row.path);
      ui.line.set(name);
    } else {
      ui.line.set(row.name);
    }
    ui.row = kNoRow;
    return std::nullopt;
  }
  if (ui.line.empty()) {
    ui.files.fault = "Type a name for the file.";
    return std::nullopt;
  }
  fs::path file = resolved(ui.files.folder, ui.line.text());
  if (fs::is_directory(file, unknown)) return enter_folder(app, file), std::nullopt;
  if (!file.has_extension()) file += ".loopscope";
  if (fs::exists(file, unknown) && ui.files.sure != file) {
    ui.files.sure = file;
    ui.files.fault =
        file.filename().string() + " is there already: Enter once more takes its place.";
    return std::nullopt;
  }
  if (const auto fault = actions::save_trace(app, file.string())) {
    ui.files.fault = *fault;
    return std::nullopt;
  }
  ui.overlay = Overlay::None;
  return std::nullopt;
}

}  // namespace

void open_sheet(App& app, Overlay sheet) {
  UiState& ui = app.ui();
  app.set_playing(false);
  ui.overlay = sheet;
  ui.line.set("");
  ui.asked.clear();
  ui.row = 0;
  ui.row_moved = true;
  ui.sheet_scroll = 0;
  if (sheet != Overlay::Open && sheet != Overlay::Save) return;
  std::error_code unknown;
  if (ui.files.folder.empty()) ui.files.folder = fs::current_path(unknown);
  if (sheet == Overlay::Save) {
    const std::string scenario = app.run().spec().scenario;
    ui.line.set((scenario.empty() ? "run" : scenario) + ".loopscope");
  }
  list_again(app);
}

namespace {

bool sheet_takes_text(const UiState& ui) {
  return ui.overlay == Overlay::Open || ui.overlay == Overlay::Save ||
         ui.overlay == Overlay::Palette || ui.overlay == Overlay::Gallery ||
         ui.overlay == Overlay::Compare || ui.overlay == Overlay::Poll;
}

/// Where the line is not drawn nobody types into it.
bool search_takes_text(const App& app) {
  return app.ui().overlay == Overlay::None && app.marks().search.typing &&
         app.layout().timeline.height() >= 1;
}

/// Letters, digits and the like come as characters, too, and are no commands while one types.
bool is_plain(Chord chord) {
  return !chord.ctrl && chord.key != Key::Escape && (chord.key < Key::F1 || chord.key > Key::F12);
}

bool press_search(App& app, Chord chord) {
  Search& search = app.marks().search;
  if (chord.key == Key::Enter && !chord.ctrl) {
    app.queue().push(chord.shift ? "search-previous" : "search-next");
    return true;
  }
  if (chord == Chord{Key::Escape}) {
    search = Search();
    return true;
  }
  const bool taken = search.line.press(chord);
  search.set(search.line.text());
  return taken || is_plain(chord);
}

/// What keys do beside moving the chosen row and taking it.
bool press_in(App& app, Overlay sheet, Chord chord) {
  switch (sheet) {
    case Overlay::Gallery:
      return press_gallery(app, chord);
    case Overlay::Palette:
    case Overlay::Compare:
      return press_palette(app, chord);
    case Overlay::Open:
    case Overlay::Save:
      return press_files(app, chord);
    case Overlay::Menu:
      return press_menu(app, chord);
    case Overlay::Choice:
      return press_choice(app, chord);
    default:
      return false;
  }
}

}  // namespace

bool takes_text(const App& app) { return sheet_takes_text(app.ui()) || search_takes_text(app); }

bool press_text(App& app, Chord chord) {
  UiState& ui = app.ui();
  if (search_takes_text(app)) return press_search(app, chord);
  if (ui.overlay == Overlay::Large && chord == Chord{Key::Enter}) {
    app.queue().push("read-on");
    return true;
  }
  if (ui.overlay == Overlay::Poll) return press_poll(app, chord);
  if (ui.overlay == Overlay::Help) return press_help(app, chord);
  const bool types = sheet_takes_text(ui);
  const bool lists = types || ui.overlay == Overlay::Menu || ui.overlay == Overlay::Choice ||
                     ui.overlay == Overlay::Export || ui.overlay == Overlay::Breakpoints;
  if (!lists) return false;
  if (chord == Chord{Key::Enter} || (!types && chord == Chord{Key::Space})) {
    app.queue().push("accept");
    return true;
  }
  if (ui.overlay == Overlay::Breakpoints && press_breakpoints(app, chord)) return true;
  if (!chord.ctrl && !chord.shift && move_row(app, chord.key)) return true;
  return press_in(app, ui.overlay, chord) || (types && is_plain(chord));
}

void type_text(App& app, char32_t character) {
  UiState& ui = app.ui();
  if (ui.overlay == Overlay::Poll) return type_into_poll(app, character);
  if (ui.overlay == Overlay::None) {
    Search& search = app.marks().search;
    search.line.type(character);
    search.set(search.line.text());
    return;
  }
  ui.line.type(character);
  if (ui.overlay == Overlay::Open || ui.overlay == Overlay::Save) return list_again(app);
  ui.row = 0;
  ui.row_moved = true;
}

// -- Actions

namespace actions {

Fault open_file(App& app, const std::string& file) {
  if (!file.empty()) return open_scenario(app, file);
  if (app.ui().overlay == Overlay::Open)
    app.ui().overlay = Overlay::None;
  else
    open_sheet(app, Overlay::Open);
  return {};
}

Fault save_trace(App& app, const std::string& file) {
  if (!app.run().complete()) return "the run is not over: what is not there cannot be saved";
  if (file.empty()) {
    open_sheet(app, Overlay::Save);
    return {};
  }
  if (auto fault = trace::save_file(app.run().session().trace(), file)) return fault;
  const std::string path = std::filesystem::absolute(file).string();
  app.remember(path);
  app.ui().notice = "The run is in " + path;
  return {};
}

Fault accept(App& app) {
  UiState& ui = app.ui();
  std::vector<Offer> all;
  switch (ui.overlay) {
    case Overlay::Open:
      return accept_file(app);
    case Overlay::Save:
      return accept_name(app);
    case Overlay::Palette:
      all = offers(app, ui.asked, ui.line.text(), ui.used);
      break;
    case Overlay::Menu:
      all = menu_offers(app, ui.group);
      break;
    case Overlay::Gallery: {
      const auto lessons = lessons_with(ui.line.text());
      if (ui.row >= lessons.size()) return {};
      return open_scenario(app, lessons[ui.row]->id);
    }
    case Overlay::Export: {
      if (ui.row >= export_kinds().size()) return {};
      ui.overlay = Overlay::None;  // it would be in the picture of the window
      return app.perform({"export", std::string(export_kinds()[ui.row].name)});
    }
    case Overlay::Breakpoints:
      return accept_breakpoint(app);
    case Overlay::Choice: {
      const std::vector<Request> requests = requests_under(app, ui.asked);
      ui.overlay = Overlay::None;
      const bool changes = ui.row < requests.size() && !requests[ui.row].id.empty();
      return changes ? app.perform(requests[ui.row]) : std::nullopt;
    }
    case Overlay::Compare: {
      const std::vector<CompareRow> rows = compare_rows(app, ui.line.text());
      if (ui.row >= rows.size()) return {};
      return compare(app, rows[ui.row].words);
    }
    default:
      return {};
  }
  if (ui.row >= all.size()) return {};
  return accept_offer(app, all[ui.row]);
}

Fault choose(App& app, const std::string& name) {
  UiState& ui = app.ui();
  const auto pill =
      name.empty() ? ui.pills.begin() : std::ranges::find(ui.pills, name, &Spot::name);
  if (pill == ui.pills.end()) {
    if (name.empty()) return "the toolbar is not shown";
    return "there is no choice '" + name + "' in the toolbar";
  }
  if (ui.overlay == Overlay::Choice && ui.asked == pill->name) {
    ui.overlay = Overlay::None;
    return {};
  }
  const std::string asked = pill->name;
  open_sheet(app, Overlay::Choice);
  ui.asked = asked;
  for (const Choice& choice : choices_under(app, asked)) {
    const auto now = std::ranges::find(choice.values, choice.shown, &Choice::Value::shown);
    if (now != choice.values.end()) ui.row = static_cast<std::size_t>(now - choice.values.begin());
    break;
  }
  return {};
}

Fault palette(App& app, const std::string& command) {
  const Command* asked = find_command(command);
  if (!command.empty() && (asked == nullptr || asked->argument.empty())) {
    return "there is no command '" + command + "' that asks for anything";
  }
  if (command.empty() && app.ui().overlay == Overlay::Palette) {
    app.ui().overlay = Overlay::None;
    return {};
  }
  open_sheet(app, Overlay::Palette);
  app.ui().asked = command;
  return {};
}

Fault menu(App& app) {
  if (app.ui().overlay == Overlay::Menu)
    app.ui().overlay = Overlay::None;
  else
    open_sheet(app, Overlay::Menu);
  return {};
}

Fault read_on(App& app) {
  app.run().session().ask(session::Order::Continue);
  if (app.ui().overlay == Overlay::Large) app.ui().overlay = Overlay::None;
  return {};
}

}  // namespace actions

}  // namespace gui
