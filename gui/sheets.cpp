#include "gui/sheets.hpp"

#include <algorithm>
#include <filesystem>

#include "core/trace/file.hpp"
#include "gui/app.hpp"
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

/// How many rows the open sheet has.
std::size_t rows(const App& app) {
  const UiState& ui = app.ui();
  switch (ui.overlay) {
    case Overlay::Open:
    case Overlay::Save:
      return ui.files.rows.size();
    case Overlay::Palette:
      return offers(app, ui.asked, ui.line.text(), ui.used).size();
    case Overlay::Menu:
      return menu_offers(app, ui.group).size();
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
  if (sheet != Overlay::Open && sheet != Overlay::Save) return;
  std::error_code unknown;
  if (ui.files.folder.empty()) ui.files.folder = fs::current_path(unknown);
  if (sheet == Overlay::Save) {
    const std::string scenario = app.run().spec().scenario;
    ui.line.set((scenario.empty() ? "run" : scenario) + ".loopscope");
  }
  list_again(app);
}

bool sheet_takes_text(const UiState& ui) {
  return ui.overlay == Overlay::Open || ui.overlay == Overlay::Save ||
         ui.overlay == Overlay::Palette;
}

bool press_sheet(App& app, Chord chord) {
  UiState& ui = app.ui();
  if (ui.overlay == Overlay::Large && chord == Chord{Key::Enter}) {
    app.queue().push("read-on");
    return true;
  }
  const bool lists = sheet_takes_text(ui) || ui.overlay == Overlay::Menu;
  if (!lists) return false;
  if (chord == Chord{Key::Enter}) {
    app.queue().push("accept");
    return true;
  }
  if (!chord.ctrl && !chord.shift && move_row(app, chord.key)) return true;
  if (ui.overlay == Overlay::Menu) return press_menu(app, chord);
  const bool taken =
      ui.overlay == Overlay::Palette ? press_palette(app, chord) : press_files(app, chord);
  // Letters, digits and the like come as characters, too, and are no commands while one types.
  const bool plain =
      !chord.ctrl && chord.key != Key::Escape && (chord.key < Key::F1 || chord.key > Key::F12);
  return taken || plain;
}

void type_into_sheet(App& app, char32_t character) {
  UiState& ui = app.ui();
  ui.line.type(character);
  if (ui.overlay == Overlay::Palette)
    ui.row = 0;
  else
    list_again(app);
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
    case Overlay::Gallery:
      return open_lesson(app);
    default:
      return {};
  }
  if (ui.row >= all.size()) return {};
  return accept_offer(app, all[ui.row]);
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
