#include <algorithm>
#include <array>
#include <vector>

#include "gui/actions.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"

namespace gui::actions {

// -- Steps

Fault step(App& app, Direction direction, StepSize size, const std::string& count) {
  const auto times = count.empty() ? 1 : number(count);
  if (!times) return must_be("step", "a number", count);
  if (*times > 0) app.travel({direction, size, app.focus(), *times});
  return {};
}

Fault run_to_breakpoint(App& app, Direction direction) {
  const auto& all = app.ui().breakpoints;
  if (std::ranges::none_of(all, &session::Breakpoint::enabled)) {
    app.ui().stopped = "no breakpoint is set: F9 sets one at this line, B shows all kinds";
    app.ui().stopped_at = app.run().session().cursor();
    return "there is no breakpoint to run to; 'break' sets one";
  }
  app.travel({direction, std::nullopt});
  return {};
}

namespace {
struct NamedStep {
  std::string_view name;
  StepSize size;
};
constexpr std::array<NamedStep, 6> kSteps{{{"fact", StepSize::Event},
                                           {"handle", StepSize::Handle},
                                           {"iteration", StepSize::Iteration},
                                           {"suspension", StepSize::Suspension},
                                           {"timer", StepSize::Timer},
                                           {"output", StepSize::Output}}};
}  // namespace

Fault set_step_size(App& app, const std::string& name) {
  for (const NamedStep& named : kSteps) {
    if (named.name == name) {
      app.ui().step = named.size;
      return {};
    }
  }
  return must_be("step-size", "fact, handle, iteration, suspension, timer or output", name);
}

Fault seek(App& app, const std::string& where) {
  const auto cursor = number(where);
  if (!cursor) return must_be("seek", "the number of a fact", where);
  app.set_playing(false);
  app.run().session().seek(*cursor);
  return {};
}

Fault seek_end(App& app) {
  app.set_playing(false);
  session::Session& session = app.run().session();
  session.seek(session.trace().size());
  return {};
}

Fault play(App& app, bool on) {
  on = on && !app.travelling();  // Space ends a long way, as it ends play
  if (app.run().spec().clock == trace::ClockKind::Real) {
    app.run().session().ask(on ? session::Order::Continue : session::Order::Pause);
  }
  app.set_playing(on);
  return {};
}

Fault set_pace(App& app, const std::string& words) {
  const auto value = real(words);
  if (!value || *value < 0.1 || *value > 1000) {
    return must_be("pace", "steps per second from 0.1 to 1000", words);
  }
  app.ui().pace = static_cast<float>(*value);
  return {};
}

Fault change_pace(App& app, int by) {
  static constexpr std::array<float, 9> kPaces{0.25f, 0.5f, 1, 1.5f, 3, 6, 12, 25, 100};
  float& pace = app.ui().pace;
  if (by > 0) {
    const auto next = std::upper_bound(kPaces.begin(), kPaces.end(), pace);
    if (next != kPaces.end()) pace = *next;
  } else {
    const auto next = std::lower_bound(kPaces.begin(), kPaces.end(), pace);
    if (next != kPaces.begin()) pace = *(next - 1);
  }
  return {};
}

// -- Selection

Fault select(App& app, const std::string& name) {
  const model::Timeline& timeline = app.run().session().timeline();
  const auto id = name.starts_with('#') ? number(std::string_view(name).substr(1)) : std::nullopt;
  for (trace::TaskId task : timeline.order()) {
    if (id ? task == *id : timeline.label(task) == name) {
      app.ui().selected = task;
      return {};
    }
  }
  return "there is no task '" + name + "' in this run";
}

Fault select_beside(App& app, int by) {
  const model::Timeline& timeline = app.run().session().timeline();
  Lanes& lanes = app.ui().lanes;
  lanes.update(timeline, app.run().session().frontier());
  const auto& rows = lanes.rows();
  if (rows.empty()) return {};
  const model::TaskLane* focus = timeline.lane(app.focus());
  const auto at = focus != nullptr ? lanes.row_of(*focus) : std::nullopt;
  const auto size = static_cast<std::ptrdiff_t>(rows.size());
  const std::ptrdiff_t now = !at ? (by > 0 ? -1 : size) : static_cast<std::ptrdiff_t>(*at);
  app.ui().selected = rows[static_cast<std::size_t>((now + by + size) % size)].lane->id;
  return {};
}

Fault deselect(App& app) {
  app.ui().selected = 0;
  return {};
}

// -- Breakpoints

namespace {

Fault toggle(App& app, session::Breakpoint one) {
  session::Breakpoints& all = app.ui().breakpoints;
  const auto gone = std::erase_if(all, [&](const auto& other) { return one.same(other); });
  if (gone == 0) all.push_back(std::move(one));
  return {};
}

}  // namespace

Fault toggle_break(App& app, const std::string& words) {
  std::string error;
  auto one = session::parse_breakpoint(words, app.run().session().timeline(), error);
  if (!one) return error;
  return toggle(app, std::move(*one));
}

Fault toggle_break_here(App& app) {
  session::Session& session = app.run().session();
  const trace::LocationId place = app.run().place(app.focus());
  const trace::Location at = session.trace().location(place);
  if (at.line == 0) return "no line of the program is known here";
  session::Breakpoint one;
  one.file = session.trace().text(at.file);
  one.line = at.line;
  return toggle(app, std::move(one));
}

Fault toggle_break_task(App& app) {
  if (app.focus() == 0) return "no task exists yet";
  return toggle(app, {.kind = session::BreakKind::Task, .subject = app.focus()});
}

Fault toggle_enabled(App& app, const std::string& words) {
  session::Breakpoints& all = app.ui().breakpoints;
  const auto index = number(words);
  if (!index || *index < 1 || *index > all.size()) {
    return must_be("break-enable", "the number of a breakpoint", words);
  }
  all[*index - 1].enabled = !all[*index - 1].enabled;
  return {};
}

Fault remove_break(App& app, const std::string& words) {
  session::Breakpoints& all = app.ui().breakpoints;
  const auto index = number(words);
  if (!index || *index < 1 || *index > all.size()) {
    return must_be("break-remove", "the number of a breakpoint", words);
  }
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(*index) - 1);
  return {};
}

Fault clear_breaks(App& app) {
  app.ui().breakpoints.clear();
  return {};
}

}  // namespace gui::actions
