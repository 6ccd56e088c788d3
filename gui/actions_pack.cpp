#include "gui/actions_pack.hpp"

#include "core/model/moments.hpp"
#include "core/model/own_question.hpp"
#include "gui/actions_compare.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"
#include "scenarios/named_runs.hpp"
#include "scenarios/packs.hpp"

namespace gui::actions {
namespace {

const scenarios::PackLesson& lesson_of(const PackRun& run) {
  return run.pack->lessons[scenarios::place(*run.pack, run.step).lesson];
}

const scenarios::PackStep& step_of(const PackRun& run) {
  const scenarios::PackPlace at = scenarios::place(*run.pack, run.step);
  return run.pack->lessons[at.lesson].steps[at.step];
}

/// Opens the run of a step if it is not there already; the rest follows when it is complete.
void begin_step(App& app) {
  UiState& ui = app.ui();
  if (ui.overlay == Overlay::Poll) ui.overlay = Overlay::None;
  ui.prediction.question.reset();
  std::string fault;
  const auto wanted = scenarios::read_named(lesson_of(ui.pack).run, fault);
  if (!wanted) return app.complain(fault);
  const RunSpec& now = app.run().spec();
  if (now.scenario != wanted->scenario || now.parameters != wanted->parameters ||
      !now.file.empty()) {
    open_scenario(app, wanted->scenario);
    for (const auto& [name, value] : wanted->parameters) set_parameter(app, name + " " + value);
    app.drop_beside();
  } else if (ui.comparing) {
    app.drop_beside();
  }
  ui.pack.due = true;
}

void ask(App& app, const scenarios::PackQuestion& question) {
  UiState& ui = app.ui();
  session::Session& session = app.run().session();
  ui.prediction.question =
      question.kind.empty()
          ? model::own_question(session.timeline(), session.cursor(), question.text,
                                question.answers, question.right, question.shown)
          : model::ask(session.timeline(), session.snapshot(), question.seed,
                       model::question_kind(question.kind));
  if (!ui.prediction.question) return app.complain("this question cannot be asked here");
  ui.prediction.chosen.reset();
  ui.prediction.given_up = ui.prediction.shown = false;
  ui.poll = {};
  ui.overlay = Overlay::Poll;
}

Fault begin(App& app, const scenarios::Pack& pack) {
  UiState& ui = app.ui();
  ui.pack = {.pack = &pack};
  ui.overlay = Overlay::None;
  ui.presented = bit(Panel::Source) | bit(Panel::Timeline);
  if (auto fault = present(app, "on")) return fault;
  begin_step(app);
  return {};
}

}  // namespace

Fault pack(App& app, const std::string& words) {
  UiState& ui = app.ui();
  if (const scenarios::Pack* wanted = scenarios::find_pack(words)) return begin(app, *wanted);
  if (words != "next" && words != "back" && words != "off") {
    std::string names;
    for (const scenarios::Pack& one : scenarios::packs()) names += one.id + ", ";
    return must_be("pack", names + "next, back or off", words);
  }
  if (ui.pack.pack == nullptr) return "no pack is being taught";
  if (words == "off") {
    ui.pack = {};
    app.drop_beside();
    return present(app, "off");
  }
  const std::size_t count = scenarios::steps(*ui.pack.pack);
  if (words == "next" ? ui.pack.step + 1 == count : ui.pack.step == 0) return {};
  ui.pack.step += words == "next" ? 1 : static_cast<std::size_t>(-1);
  begin_step(app);
  return {};
}

void go_on_with_pack(App& app) {
  UiState& ui = app.ui();
  if (!ui.pack.due || !app.run().complete() || app.returning()) return;
  ui.pack.due = false;
  session::Session& session = app.run().session();
  const scenarios::PackStep& step = step_of(ui.pack);
  const auto at = model::find_moment(session.timeline(), step.at);
  session.seek(at ? *at + 1 : 0);
  ui.follow = true;
  if (!step.compare.empty()) {
    if (const auto fault = compare(app, step.compare)) app.complain(*fault);
  }
  // A program is read in large letters, and two runs want the width.
  ui.enlarged = step.at.empty()         ? Panel::Source
                : !step.compare.empty() ? Panel::Timeline
                                        : Panel::None;
  if (!step.ask.none()) ask(app, step.ask);
}

}  // namespace gui::actions
