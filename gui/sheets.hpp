// What lies over everything else, and what keys do there: the gallery, the files, the palette, the
// menu, a question. One is open at a time; what is typed and which row is chosen is in UiState.
#pragma once

#include "gui/actions.hpp"
#include "gui/keys.hpp"

namespace gui {

/// Opens it with nothing typed; playing ends.
void open_sheet(App& app, Overlay sheet);
/// True if what is typed goes into the open sheet.
bool sheet_takes_text(const UiState& ui);
/// Whether the key meant something to the open sheet; what it does not know is a command's.
bool press_sheet(App& app, Chord chord);
void type_into_sheet(App& app, char32_t character);

namespace actions {

Fault open_file(App& app, const std::string& file);
Fault save_trace(App& app, const std::string& file);
/// Takes the chosen row, or what is typed.
Fault accept(App& app);
/// `command`: one whose argument is to be asked for; empty for none.
Fault palette(App& app, const std::string& command);
Fault menu(App& app);
Fault read_on(App& app);

}  // namespace actions

}  // namespace gui
