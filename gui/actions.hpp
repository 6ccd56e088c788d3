// What the commands do. Each answers with a sentence if it cannot be done.
#pragma once

#include <optional>
#include <string>

#include "core/session/session.hpp"
#include "gui/ui_state.hpp"

namespace gui {
class App;
}

namespace gui::actions {

using session::Direction;
using session::StepSize;
using Fault = std::optional<std::string>;

// -- Steps
Fault step(App& app, Direction direction, StepSize size, const std::string& count);
/// To the next breakpoint in this direction.
Fault run_to_breakpoint(App& app, Direction direction);
Fault set_step_size(App& app, const std::string& name);
Fault seek(App& app, const std::string& where);
Fault seek_end(App& app);
Fault play(App& app, bool on);
Fault set_pace(App& app, const std::string& words);
Fault change_pace(App& app, int by);

// -- Selection
Fault select(App& app, const std::string& name);
Fault select_beside(App& app, int by);
Fault deselect(App& app);

// -- Breakpoints
/// Sets one, or takes it away if it is there.
Fault toggle_break(App& app, const std::string& words);
Fault toggle_break_here(App& app);
Fault toggle_break_task(App& app);
/// `number`: as in the list, 1 is the first.
Fault toggle_enabled(App& app, const std::string& number);
Fault remove_break(App& app, const std::string& number);
Fault clear_breaks(App& app);

// -- The program
Fault set_source(App& app, const std::string& name);
/// Chooses a line of the program that is shown, by its number or as "file:line"; the chosen one, or
/// none, for no line.
Fault choose_line(App& app, const std::string& words);
/// To where the chosen line, else the one in focus, is reached the next time in this direction.
Fault seek_visit(App& app, Direction direction);

// -- The gallery
Fault toggle_gallery(App& app);

// -- The first minutes
/// Shows them from their beginning, or ends them.
Fault first_steps(App& app, const std::string& how);
/// All panels, or those alone that the lesson names.
Fault set_panels(App& app, const std::string& which);

// -- Looks
Fault fit(App& app);
Fault zoom(App& app, const std::string& how);
Fault pan(App& app, const std::string& where);
Fault scroll(App& app, const std::string& where);
/// Folds what a task has created into its row, or shows it again: of #number, else of the focus.
Fault fold(App& app, const std::string& words);
Fault fold_all(App& app);
Fault set_axis(App& app, const std::string& name);
Fault toggle_revealed(App& app);
Fault set_records(App& app, const std::string& name);
Fault toggle_explanation(App& app);
Fault toggle(App& app, Overlay overlay);
Fault close_overlay(App& app);
Fault set_theme(App& app, const std::string& name);
Fault present(App& app, const std::string& how);
/// What the keys of a clicker do: a step "next" or "back".
Fault click_on(App& app, const std::string& where);
/// While presenting. The last one that is shown stays.
Fault toggle_panel(App& app, const std::string& name);
Fault blank(App& app);
/// `name`: a panel; empty: the one under the mouse, or no more.
Fault enlarge(App& app, const std::string& name);
Fault set_motion(App& app, const std::string& how);
Fault set_scale(App& app, const std::string& words);
Fault scale_by(App& app, float factor);

// -- Predictions
/// Asks at the cursor; takes an open question back.
Fault predict(App& app, const std::string& kind);
/// `number`: 1 is the first.
Fault answer(App& app, const std::string& number);
Fault show_lesson(App& app, const std::string& tab);
/// Begins a game in which the learner is the loop, or ends it.
Fault be_the_loop(App& app);
/// `move`: as in core/model/moves.hpp, or its number in what is offered.
Fault move(App& app, const std::string& move);
Fault save_moves(App& app, const std::string& file);

// -- Runs
/// `name`: a scenario, or a recorded file.
Fault open_scenario(App& app, const std::string& name);
Fault set_parameter(App& app, const std::string& words);
Fault set_clock(App& app, const std::string& name);
Fault restart(App& app);
Fault stop(App& app);

// -- The window and files
Fault screenshot(App& app, const std::string& file);
/// `what` is a file, or a format: then the file is named after the run. Empty shows the formats.
Fault export_run(App& app, const std::string& what);
Fault dump_snapshot(App& app, const std::string& file);
Fault rebuild_graphics(App& app);
Fault wait(App& app, const std::string& seconds);
Fault stay(App& app);
Fault quit(App& app);

}  // namespace gui::actions
