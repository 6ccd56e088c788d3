#include "gui/commands.hpp"

#include <algorithm>
#include <array>

#include "gui/actions.hpp"
#include "gui/actions_compare.hpp"
#include "gui/actions_findings.hpp"
#include "gui/actions_focus.hpp"
#include "gui/actions_pack.hpp"
#include "gui/actions_poll.hpp"
#include "gui/app.hpp"
#include "gui/sheets.hpp"

namespace gui {
namespace {

using session::Direction;
using session::StepSize;
using Argument = const std::string&;

// -- Why not; empty: it can be done

using Why = std::string_view;

Why always(const App&) { return {}; }
Why can_go_back(const App& app) {
  return app.run().session().cursor() > 0 ? Why() : "this is the start";
}
Why can_go_on(const App& app) {
  const bool can = !app.run().session().at_end() || !app.run().complete();
  return can ? Why() : "this is the end of the run";
}
Why in_sheet(const App& app) {
  return app.ui().overlay != Overlay::None ? Why() : "nothing is open to choose from";
}
Why can_stop(const App& app) {
  const session::Session& session = app.run().session();
  return session.running() || session.reading() ? Why() : "no program runs";
}
Why while_presenting(const App& app) {
  return app.ui().presenting ? Why() : "nobody presents: F11";
}
Why can_read_on(const App& app) {
  const auto file = app.run().session().reading();
  return file && file->asks ? Why() : "no file is waiting to be read";
}
Why can_play(const App& app) { return app.ui().playing ? Why() : can_go_on(app); }
Why is_asked(const App& app) {
  return app.ui().prediction.open() ? Why() : "no question is open: Q asks one";
}
Why is_the_loop(const App& app) {
  return app.ui().prediction.game.on ? Why() : "you are not the loop: Shift+Q";
}
Why is_polling(const App& app) {
  return app.ui().overlay == Overlay::Poll ? Why() : "no poll is open: Q, while presenting";
}
Why is_comparing(const App& app) { return app.ui().comparing ? Why() : "nothing is compared: C"; }
Why may_ask(const App& app) {
  return app.ui().prediction.game.on ? "you are the loop: Shift+Q ends that" : Why();
}

// -- The table

constexpr auto kCommands = std::to_array<Command>({
    {"step", "Step", "Move", "Right", "[count]", "Goes on by one step", can_go_on,
     [](App& app, Argument n) { return actions::step(app, Direction::Forward, app.ui().step, n); }},
    {"step-back", "Step back", "Move", "Left", "[count]", "Goes back by one step", can_go_back,
     [](App& app, Argument n) { return actions::step(app, Direction::Back, app.ui().step, n); }},
    {"step-iteration", "Next iteration", "Move", "I Shift+Right", "[count]",
     "Goes on to where one more iteration is complete", can_go_on,
     [](App& app, Argument n) {
       return actions::step(app, Direction::Forward, StepSize::Iteration, n);
     }},
    {"step-iteration-back", "Previous iteration", "Move", "Shift+I Shift+Left", "[count]",
     "Goes back by one iteration", can_go_back,
     [](App& app, Argument n) {
       return actions::step(app, Direction::Back, StepSize::Iteration, n);
     }},
    {"continue", "Next breakpoint", "Move", "F5", "", "Goes on to the next breakpoint", can_go_on,
     [](App& app, Argument) { return actions::run_to_breakpoint(app, Direction::Forward); }},
    {"continue-back", "Previous breakpoint", "Move", "Shift+F5", "",
     "Goes back to the breakpoint before", can_go_back,
     [](App& app, Argument) { return actions::run_to_breakpoint(app, Direction::Back); }},
    {"line-next", "Line: next time", "Move", "N", "",
     "Goes to where this line, or the chosen, is reached next", can_go_on,
     [](App& app, Argument) { return actions::seek_visit(app, Direction::Forward); }},
    {"line-previous", "Line: time before", "Move", "Shift+N", "",
     "Goes back to where it was reached the time before", can_go_back,
     [](App& app, Argument) { return actions::seek_visit(app, Direction::Back); }},
    {"start", "Start", "Move", "Home", "", "Goes to the start", can_go_back,
     [](App& app, Argument) { return actions::seek(app, "0"); }},
    {"end", "End", "Move", "End", "", "Goes to the end of the run, or of what is known of it",
     can_go_on, [](App& app, Argument) { return actions::seek_end(app); }},
    {"seek", "Go to", "Move", "", "FACT", "Goes to where so many facts have happened", always,
     [](App& app, Argument n) { return actions::seek(app, n); }},
    {"step-size", "Step size", "Move", "1=fact 2=handle 3=iteration 4=suspension 5=timer 6=output",
     "SIZE", "Step by fact, handle, iteration, suspension, timer, output", always,
     actions::set_step_size},

    {"back", "Back", "Move", "Ctrl+Z Mouse4", "",
     "Goes back to where you were: fact, task and view", always,
     [](App& app, Argument) { return actions::go_back(app); }},
    {"forward", "Forward", "Move", "Ctrl+Y Mouse5", "", "Undoes going back", always,
     [](App& app, Argument) { return actions::go_on(app); }},

    {"play-pause", "Play or pause", "Play", "Space", "", "Plays, or pauses", can_play,
     [](App& app, Argument) { return actions::play(app, !app.ui().playing); }},
    {"play", "Play", "Play", "", "", "Plays on", can_go_on,
     [](App& app, Argument) { return actions::play(app, true); }},
    {"pause", "Pause", "Play", "", "", "Pauses", always,
     [](App& app, Argument) { return actions::play(app, false); }},
    {"slower", "Slower", "Play", "Shift+Minus", "", "Plays at a slower pace", always,
     [](App& app, Argument) { return actions::change_pace(app, -1); }},
    {"faster", "Faster", "Play", "Shift+Plus", "", "Plays at a faster pace", always,
     [](App& app, Argument) { return actions::change_pace(app, 1); }},
    {"pace", "Pace", "Play", "", "STEPS", "How many steps a second play makes", always,
     actions::set_pace},

    {"select-next", "Next task", "Look", "Down Tab", "", "Selects the task below", always,
     [](App& app, Argument) { return actions::select_beside(app, 1); }},
    {"select-previous", "Previous task", "Look", "Up Shift+Tab", "", "Selects the task above",
     always, [](App& app, Argument) { return actions::select_beside(app, -1); }},
    {"select", "Select", "Look", "", "TASK", "Selects a task by its name, or by #number", always,
     actions::select},
    {"deselect", "Follow the story", "Look", "", "", "Lets the focus follow the story again",
     always, [](App& app, Argument) { return actions::deselect(app); }},
    {"fit", "Fit", "Look", "F", "", "Fits all that was visited into the timeline", always,
     [](App& app, Argument) { return actions::fit(app); }},
    {"zoom", "Zoom", "Look", "Plus=in Minus=out W=in S=out", "in|out|0",
     "Zooms the timeline; 0 zooms it by itself", always, actions::zoom},
    {"pan", "Pan", "Look", "A=left D=right", "left|right", "Moves the timeline to earlier or later",
     always, actions::pan},
    {"scroll", "Scroll", "Look", "PageUp=up PageDown=down", "up|down",
     "Scrolls the timeline's lanes by a page", always, actions::scroll},
    {"fold", "Fold", "Look", "Enter", "[#TASK]",
     "Folds what the task in focus created, or shows it again", always, actions::fold},
    {"fold-all", "Fold all", "Look", "Shift+Enter", "",
     "Folds all groups of tasks below the first level, or shows them", always,
     [](App& app, Argument) { return actions::fold_all(app); }},
    {"range", "Range", "Mark", "Shift+R", "[all|from|to|none|FROM TO]",
     "Marks a range around the focus; again: a wider one", always, actions::set_range},
    {"range-open", "Range from here", "Mark", "Ctrl+R", "",
     "Begins a range at the cursor, and ends it there", always,
     [](App& app, Argument) { return actions::open_range(app); }},
    {"range-fit", "Zoom to range", "Mark", "Shift+F", "", "Shows just the range", always,
     [](App& app, Argument) { return actions::fit_range(app); }},
    {"range-order", "Order of the range", "Mark", "", "[busy|ready|suspended]",
     "Orders the tasks of the range's card", always, actions::order_range},
    {"cause", "To the cause", "Mark", "[", "", "Goes to what caused this fact, and marks the way",
     always, [](App& app, Argument) { return actions::to_cause(app); }},
    {"effect", "To the effect", "Mark", "]", "", "Goes to what this fact led to", always,
     [](App& app, Argument) { return actions::to_effect(app); }},
    {"chain", "Whole chain", "Mark", "Shift+E", "",
     "Draws all that led to the state of the task in focus", always,
     [](App& app, Argument) { return actions::whole_chain(app); }},
    {"search", "Search", "Mark", "/", "[WORDS]", "Finds words in names, output, log and program",
     always, actions::search},
    {"search-next", "Next match", "Mark", "F3", "", "Goes to the next match (Enter in the search)",
     always, [](App& app, Argument) { return actions::search_next(app, 1); }},
    {"search-previous", "Previous match", "Mark", "Shift+F3", "",
     "Goes to the match before (Shift+Enter)", always,
     [](App& app, Argument) { return actions::search_next(app, -1); }},
    {"log", "Filter the log", "Mark", "Shift+O", "[all|tasks|timers|objects|output|loop]",
     "Shows only facts of one kind in the log", always, actions::filter_log},
    {"log-focus", "Log of the task", "Mark", "Ctrl+L", "",
     "Shows only facts about the task in focus in the log", always,
     [](App& app, Argument) { return actions::log_of_focus(app); }},
    {"axis", "Axis", "Look", "X", "[elastic|steps|time]",
     "Changes the timeline's axis: elastic, steps, time", always, actions::set_axis},
    {"reveal", "Reveal", "Look", "V", "", "Shows what was not visited yet, too, or hides it again",
     always, [](App& app, Argument) { return actions::toggle_revealed(app); }},
    {"source", "Source", "Look", "P", "[python|cpp|both]",
     "Shows the program in Python, in C++, or in both", always, actions::set_source},
    {"line", "Line", "Look", "", "[NUMBER]",
     "Chooses a line of the program, to see when it was reached", always, actions::choose_line},
    {"records", "Output, log, findings", "Look", "O", "[output|log|findings]",
     "Shows the output, the log, or what was found", always, actions::set_records},
    {"why", "Why?", "Look", "E", "[on|off]",
     "Asks why this happened, and why the task is not running", always, actions::ask_why},
    {"waits", "Who waits", "Look", "Y", "[on|off]", "Shows who waits for whom, or the loop again",
     always, actions::show_waits},
    {"finding-next", "Next finding", "Look", "F8", "", "Goes on to what was found next", always,
     [](App& app, Argument) { return actions::go_to_finding_beside(app, 1); }},
    {"finding-previous", "Previous finding", "Look", "Shift+F8", "",
     "Goes back to what was found before", always,
     [](App& app, Argument) { return actions::go_to_finding_beside(app, -1); }},
    {"finding", "Finding", "Look", "", "NUMBER", "Goes to the finding of that number", always,
     actions::go_to_finding},
    {"explain", "Explanation", "Look", "L", "", "Shows or hides what the lesson teaches", always,
     [](App& app, Argument) { return actions::toggle_explanation(app); }},

    {"compare", "Compare with", "Compare", "C", "[RUN|last|off]",
     "Shows another run under this one, to compare", always, actions::compare},
    {"divergence", "First difference", "Compare", "J", "",
     "Goes to the first step at which the two runs differ", is_comparing,
     [](App& app, Argument) { return actions::go_to_divergence(app); }},
    {"swap-runs", "Swap the runs", "Compare", "Shift+C", "", "Lets the two runs change places",
     is_comparing, [](App& app, Argument) { return actions::swap_runs(app); }},
    {"seek-beside", "Go to, in the other", "Compare", "", "FACT",
     "Goes to where so many facts have happened in the other run", is_comparing,
     actions::seek_beside},

    {"clicker", "Clicker", "Look", "PageDown=next PageUp=back", "next|back",
     "Goes on or back by one step, while presenting", while_presenting, actions::click_on},
    {"panel", "Panel", "Look", "1=source 2=timeline 3=loop 4=inspector 5=output 6=lesson",
     "source|timeline|loop|inspector|output|lesson", "Shows or hides a panel, while presenting",
     while_presenting, actions::toggle_panel},

    {"predict", "Ask me", "Predict", "Q", "[KIND]",
     "Asks what comes next, or takes the question back", may_ask, actions::predict},
    {"answer", "Answer", "Predict", "1=1 2=2 3=3 4=4", "NUMBER",
     "Answers the question that is open", is_asked, actions::answer},
    {"be-the-loop", "Be the loop", "Predict", "Shift+Q", "",
     "You make the loop's moves; begins such a game, or ends it", always,
     [](App& app, Argument) { return actions::be_the_loop(app); }},
    {"move", "Move", "Predict", "1=1 2=2 3=3 4=4 5=5 6=6 7=7 8=8 9=9", "MOVE|NUMBER",
     "Makes that move as the loop: run HANDLE, new-iteration, wait, ...", is_the_loop,
     actions::move},
    {"save-moves", "Save the moves", "Predict", "", "[FILE]",
     "Writes the moves of a game, for 'loopscope grade'", always, actions::save_moves},
    {"lesson-tab", "Lesson or predict", "Predict", "", "[lesson|predict]",
     "Shows the lesson, or the question", always, actions::show_lesson},

    {"pack", "Lesson pack", "Predict", "", "what-await-does|waiting-together|sharing|next|back|off",
     "Teaches a pack: PageDown does the next step of its script", always, actions::pack},
    {"poll", "Poll", "Predict", "Q", "[KIND]", "While presenting: asks a class, and counts hands",
     while_presenting, actions::poll},
    {"hands", "Hands", "Predict", "", "NUMBER NUMBER ...",
     "How many hands went up for each answer of the poll", is_polling, actions::hands},
    {"reveal-answer", "Reveal the answer", "Predict", "", "",
     "Shows the right answer of the poll, then the moment that shows it", is_polling,
     [](App& app, Argument) { return actions::reveal_answer(app); }},

    {"break-here", "Breakpoint here", "Break", "F9", "",
     "Sets a breakpoint at this line, or takes it away", always,
     [](App& app, Argument) { return actions::toggle_break_here(app); }},
    {"break-task", "Breakpoint at task", "Break", "Shift+F9", "",
     "The same at whatever happens to the task in focus", always,
     [](App& app, Argument) { return actions::toggle_break_task(app); }},
    {"breakpoints", "Breakpoints", "Break", "B", "",
     "Shows all breakpoints, and what else there is", always,
     [](App& app, Argument) { return actions::toggle(app, Overlay::Breakpoints); }},
    {"break", "Breakpoint", "Break", "", "WHAT",
     "Sets or takes away: line F:N, done [TASK], object NAME, depth N, ...", always,
     actions::toggle_break},
    {"break-enable", "Breakpoint on or off", "Break", "", "NUMBER",
     "Lets the breakpoint of that number stop, or not", always, actions::toggle_enabled},
    {"break-remove", "Remove breakpoint", "Break", "", "NUMBER",
     "Takes the breakpoint of that number away", always, actions::remove_break},
    {"break-clear", "No breakpoints", "Break", "", "", "Takes all breakpoints away", always,
     [](App& app, Argument) { return actions::clear_breaks(app); }},

    {"gallery", "Lessons", "Window", "G", "", "Shows all lessons to choose from", always,
     [](App& app, Argument) { return actions::toggle_gallery(app); }},
    {"help", "Keys", "Window", "? F1", "", "Shows all keys", always,
     [](App& app, Argument) { return actions::toggle(app, Overlay::Help); }},
    {"first-steps", "First steps", "Window", "Shift+F1", "[off]",
     "Shows again which keys to press first", always, actions::first_steps},
    {"panels", "Panels", "Window", "H", "[all|lesson]",
     "Shows all panels, or only those that the lesson needs", always, actions::set_panels},
    {"present", "Presenter mode", "Window", "F11", "[on|off]",
     "Large type for a projector, and nothing that is still to come", always, actions::present},
    {"blank", "Blank screen", "Window", "B", "",
     "Shows nothing until the next key, while presenting", while_presenting,
     [](App& app, Argument) { return actions::blank(app); }},
    {"enlarge", "Enlarge", "Window", "Z", "[source|timeline|loop|inspector|output|lesson]",
     "Gives all room to the panel under the mouse, and takes it back", always, actions::enlarge},
    {"palette", "All commands", "Window", "Ctrl+Shift+P", "[COMMAND]",
     "Finds a command by a few letters of it", always, actions::palette},
    {"menu", "Menu", "Window", "F10", "", "Opens the menu", always,
     [](App& app, Argument) { return actions::menu(app); }},
    {"settings", "Choices of the toolbar", "Window", "Shift+S", "[NAME]",
     "Opens what can be chosen there: parameters, clock, step, pace", always, actions::choose},
    {"accept", "Take", "Window", "Enter", "", "Takes what is chosen in a sheet", in_sheet,
     [](App& app, Argument) { return actions::accept(app); }},
    {"close", "Close", "Window", "Esc", "", "Closes this; ends a selection", always,
     [](App& app, Argument) { return actions::close_overlay(app); }},
    {"theme", "Theme", "Window", "T", "[dark|light|contrast]",
     "Changes between dark, light and high contrast", always, actions::set_theme},
    {"motion", "Motion", "Window", "M", "[on|off]", "Lets cards move, or jump", always,
     actions::set_motion},
    {"larger", "Larger", "Window", "Ctrl+Plus", "", "Makes everything larger", always,
     [](App& app, Argument) { return actions::scale_by(app, 1.1f); }},
    {"smaller", "Smaller", "Window", "Ctrl+Minus", "", "Makes everything smaller", always,
     [](App& app, Argument) { return actions::scale_by(app, 1 / 1.1f); }},
    {"scale", "Scale", "Window", "Ctrl+0=1", "NUMBER", "Scales everything; 1 is the plain size",
     always, actions::set_scale},

    {"scenario", "Open a scenario", "Run", "", "NAME|FILE", "Opens a scenario or a recorded file",
     always, actions::open_scenario},
    {"param", "Parameter", "Run", "", "NAME VALUE", "Changes a parameter and runs anew", always,
     actions::set_parameter},
    {"clock", "Clock", "Run", "", "virtual|real", "Runs anew on the other clock", always,
     actions::set_clock},
    {"restart", "Run again", "Run", "R", "", "Runs the scenario anew, from the start", always,
     [](App& app, Argument) { return actions::restart(app); }},
    {"stop", "Stop", "Run", "Shift+Esc", "", "Ends the program that runs; what it did stays",
     can_stop, [](App& app, Argument) { return actions::stop(app); }},

    {"open", "Open a file", "File", "Ctrl+O", "[FILE]", "Opens a recorded file", always,
     actions::open_file},
    {"save", "Save", "File", "Ctrl+S", "[FILE]", "Keeps the run as a file that can be opened again",
     always, actions::save_trace},
    {"export", "Export", "File", "Ctrl+E", "[FILE|FORMAT]",
     "Writes the run as a Chrome trace, SVG, CSV, text or PNG", always, actions::export_run},
    {"screenshot", "Screenshot", "File", "F12=loopscope.png", "FILE",
     "Writes a picture of the window as PNG", always, actions::screenshot},
    {"read-on", "Read all of the file", "File", "", "", "Reads a large file to its end",
     can_read_on, [](App& app, Argument) { return actions::read_on(app); }},
    {"quit", "Quit", "File", "Ctrl+Q", "", "Closes the window", always,
     [](App& app, Argument) { return actions::quit(app); }},

    {"dump-snapshot", "Dump", "Script", "", "FILE", "Writes the loop at the cursor as text", always,
     actions::dump_snapshot},
    {"rebuild-gl", "Rebuild the graphics", "Script", "", "",
     "Destroys and makes anew all that the graphics card holds", always,
     [](App& app, Argument) { return actions::rebuild_graphics(app); }},
    {"wait", "Wait", "Script", "", "SECONDS", "Lets time pass before the next command", always,
     actions::wait},
    {"stay", "Stay", "Script", "", "", "Leaves the window open after the last command", always,
     [](App& app, Argument) { return actions::stay(app); }},
});

}  // namespace

std::span<const Command> commands() { return kCommands; }

std::vector<std::string_view> command_groups() {
  std::vector<std::string_view> groups;
  for (const Command& command : kCommands) {
    if (std::ranges::find(groups, command.group) == groups.end()) groups.push_back(command.group);
  }
  return groups;
}

const Command* find_command(std::string_view id) {
  for (const Command& command : kCommands) {
    if (command.id == id) return &command;
  }
  return nullptr;
}

namespace {

/// Calls `visit(key, argument)` for each key of a command.
template <class Visit>
void each_key(std::string_view keys, Visit&& visit) {
  while (!keys.empty()) {
    const std::size_t space = keys.find(' ');
    const std::string_view one = keys.substr(0, space);
    const std::size_t equals = one.find('=', 1);
    visit(one.substr(0, equals),
          equals == std::string_view::npos ? std::string_view() : one.substr(equals + 1));
    if (space == std::string_view::npos) return;
    keys.remove_prefix(space + 1);
  }
}

}  // namespace

std::optional<Request> command_for(Chord chord, const App& app) {
  std::optional<Request> found;
  for (const Command& command : kCommands) {
    if (found && !command.enabled(app)) continue;
    each_key(command.keys, [&](std::string_view key, std::string_view argument) {
      if (parse_chord(key) == chord)
        found = Request{std::string(command.id), std::string(argument)};
    });
  }
  return found;
}

std::string_view first_key(std::string_view id) {
  const Command* command = find_command(id);
  if (command == nullptr) return {};
  const std::string_view keys = command->keys.substr(0, command->keys.find(' '));
  return keys.substr(0, keys.find('=', 1));
}

}  // namespace gui
