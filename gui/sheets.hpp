// Lists to choose from and lines to type into, and what keys do there: what lies over everything
// else (lessons, files, commands, menus, breakpoints, a question), and the line of the search. One
// sheet is open at a time; what is typed and which row is chosen is in UiState.
#pragma once

#include "gui/actions.hpp"
#include "gui/keys.hpp"

namespace gui {

/// Opens it with nothing typed; playing ends.
void open_sheet(App& app, Overlay sheet);
/// True if characters are text, of the open sheet or of the search.
bool takes_text(const App& app);
/// Whether the key meant something to the list or the line; what it does not know is a command's.
bool press_text(App& app, Chord chord);
/// REQUIRES: takes_text(app).
void type_text(App& app, char32_t character);

namespace actions {

Fault open_file(App& app, const std::string& file);
Fault save_trace(App& app, const std::string& file);
/// Takes the chosen row, or what is typed.
Fault accept(App& app);
/// `command`: one whose argument is to be asked for; empty for none.
Fault palette(App& app, const std::string& command);
Fault menu(App& app);
/// Opens the menu under a pill of the toolbar: the first one for no name; or closes it.
Fault choose(App& app, const std::string& name);
Fault read_on(App& app);

}  // namespace actions

}  // namespace gui
