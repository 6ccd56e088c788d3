#include "gui/actions_focus.hpp"

#include <array>
#include <utility>

#include "gui/app.hpp"
#include "gui/arguments.hpp"
#include "gui/marks.hpp"

namespace gui::actions {
namespace {

Fault go_to(App& app, const Place& place) {
  app.set_playing(false);
  app.run().session().seek(place.cursor);
  restore(app.ui(), place);
  return {};
}

}  // namespace

// -- Where the user was

Fault go_back(App& app) {
  Navigation& navigation = app.marks().navigation;
  if (!navigation.can_go_back()) return "you have not been anywhere else before";
  return go_to(app, navigation.back());
}

Fault go_on(App& app) {
  Navigation& navigation = app.marks().navigation;
  if (!navigation.can_go_on()) return "you have not come back from anywhere";
  return go_to(app, navigation.on());
}

// -- Causes

namespace {

Fault walk(App& app, trace::EventIndex (Chain::*way)(const model::Timeline&, trace::EventIndex),
           const char* otherwise) {
  session::Session& session = app.run().session();
  if (session.cursor() == 0) return "nothing has happened yet";
  const trace::EventIndex there =
      (app.marks().chain.*way)(session.timeline(), session.cursor() - 1);
  if (there == trace::kNever) return otherwise;
  app.set_playing(false);
  session.seek(there + 1);
  return {};
}

}  // namespace

Fault to_cause(App& app) {
  return walk(app, &Chain::to_cause, "nothing that is recorded caused this fact");
}

Fault to_effect(App& app) {
  return walk(app, &Chain::to_effect, "nothing has followed from this fact so far");
}

Fault whole_chain(App& app) {
  Chain& chain = app.marks().chain;
  session::Session& session = app.run().session();
  const model::Timeline& timeline = session.timeline();
  const model::TaskLane* lane = timeline.lane(app.focus());
  if (lane == nullptr || lane->created >= session.cursor()) return "no task is in focus here";
  const auto span = timeline.span_at(app.focus(), session.cursor());
  const trace::EventIndex last = span ? span->begin : lane->ended;
  const bool there = chain.links().size() > 1 && chain.links().back() == last;
  if (there) {
    chain.clear();
  } else {
    chain.begin_whole(last);
  }
  return {};
}

// -- A range

namespace {

using Cursors = std::pair<trace::EventIndex, trace::EventIndex>;

/// The stretches around what is in focus, from the narrowest on, none beyond what is known.
std::array<Cursors, 4> around_focus(App& app) {
  session::Session& session = app.run().session();
  const model::Timeline& timeline = session.timeline();
  const trace::EventIndex cursor = session.cursor(), last = app.known();
  const auto behind = [&](trace::EventIndex end) {
    return end < last ? end + 1 : last;  // the cursor behind an event
  };
  std::array<Cursors, 4> all{};
  if (const auto span = timeline.span_at(app.focus(), cursor)) {
    all[0] = {span->begin + 1, behind(span->end)};
  }
  const model::Iteration* turn = cursor > 0 ? timeline.iteration_at(cursor - 1) : nullptr;
  if (turn != nullptr) all[1] = {turn->begin, behind(turn->end)};
  const model::TaskLane* lane = timeline.lane(app.focus());
  if (lane != nullptr && lane->created < last) all[2] = {lane->created, behind(lane->ended)};
  all[3] = {0, last};
  return all;
}

}  // namespace

Fault set_range(App& app, const std::string& what) {
  Range& range = app.marks().range;
  const trace::EventIndex cursor = app.run().session().cursor(), last = app.known();
  range.open = false;
  if (what.empty()) {
    if (last == 0) return "nothing has happened yet";
    const auto all = around_focus(app);
    std::size_t next = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (Cursors(range.from, range.to) == all[i] && !range.empty()) next = i + 1;
    }
    while (next < all.size() && all[next].first == all[next].second) ++next;
    if (next == all.size()) {
      range.clear();
    } else {
      range.set(all[next].first, all[next].second);
    }
  } else if (what == "none") {
    range.clear();
  } else if (what == "all") {
    range.set(0, last);
  } else if (what == "from" || what == "to") {
    const trace::EventIndex other = what == "from" ? range.to : range.from;
    range.set(cursor, range.empty() ? (what == "from" ? last : 0) : other);
  } else {
    const std::size_t space = what.find(' ');
    const auto from = number(what.substr(0, space));
    const auto to = number(space == std::string::npos ? "" : what.substr(space + 1));
    if (!from || !to) return must_be("range", "all, from, to, none or two cursors", what);
    range.set(std::min<trace::EventIndex>(*from, last), std::min<trace::EventIndex>(*to, last));
  }
  return {};
}

Fault open_range(App& app) {
  Range& range = app.marks().range;
  const bool was_open = range.open && !range.empty();
  const trace::EventIndex cursor = app.run().session().cursor();
  if (was_open) {
    range.open = false;
    return {};
  }
  range.clear();
  range.open = true;
  range.anchor = cursor;
  app.ui().notice = "A range begins here: step on or back, then press Ctrl+R again";
  return {};
}

Fault order_range(App& app, const std::string& by) {
  RangeOrder& order = app.marks().range.order;
  if (by.empty()) {
    order = static_cast<RangeOrder>((static_cast<int>(order) + 1) % 3);
  } else if (by == "busy" || by == "ready" || by == "suspended") {
    order = by == "busy"    ? RangeOrder::Busy
            : by == "ready" ? RangeOrder::Ready
                            : RangeOrder::Suspended;
  } else {
    return must_be("range-order", "busy, ready or suspended", by);
  }
  return {};
}

Fault fit_range(App& app) {
  if (app.marks().range.empty())
    return "there is no range: Shift+R, or a drag with Shift, marks one";
  app.marks().range.fit_due = true;
  return {};
}

// -- A search

Fault search(App& app, const std::string& words) {
  Search& search = app.marks().search;
  search.open = true;
  search.typing = true;
  if (words.empty()) return {};
  search.line.set(words);
  search.set(words);
  return {};
}

Fault search_next(App& app, int by) {
  Search& search = app.marks().search;
  if (search.words().empty()) return "nothing is searched for: / opens the search";
  search.jump_due = by;
  jump_if_found(app);
  return {};
}

void jump_if_found(App& app) {
  Search& search = app.marks().search;
  session::Session& session = app.run().session();
  const int by = search.jump_due;
  const trace::EventIndex last = app.known(), cursor = session.cursor();
  if (by == 0) return;
  const auto is_known = [&](trace::EventIndex event) { return event < last; };
  trace::EventIndex there = by > 0        ? search.after(cursor == 0 ? trace::kNever : cursor - 1)
                            : cursor == 0 ? trace::kNever
                                          : search.before(cursor - 1);
  if (!is_known(there) && !search.complete(last)) return;  // it may still be found
  search.jump_due = 0;
  if (!is_known(there)) {  // around the end
    there = by > 0 ? search.after(trace::kNever) : search.before(last);
    if (!is_known(there)) {
      app.ui().notice = "'" + search.words() + "' is nowhere in what you have seen";
      return;
    }
    app.ui().notice = by > 0 ? "From the start again" : "From the end again";
  }
  app.set_playing(false);
  session.seek(there + 1);
}

// -- The log

Fault filter_log(App& app, const std::string& group) {
  LogFilter& log = app.marks().log;
  if (group.empty()) {
    log.group = static_cast<FactGroup>((static_cast<int>(log.group) + 1) % kFactGroups);
  } else if (const auto named = fact_group(group)) {
    log.group = *named;
  } else {
    return must_be("log", "all, tasks, timers, objects, output or loop", group);
  }
  app.ui().records_tab = RecordTab::Log;
  app.ui().log_at = trace::kNever;
  return {};
}

Fault log_of_focus(App& app) {
  LogFilter& log = app.marks().log;
  const bool shown = app.ui().records_tab == RecordTab::Log;
  log.focus_only = !(log.focus_only && shown);
  app.ui().records_tab = RecordTab::Log;
  app.ui().log_at = trace::kNever;
  return {};
}

bool clear_marks(App& app) {
  Marks& marks = app.marks();
  if (marks.search.open) {
    marks.search = Search();
  } else if (marks.range.open || !marks.range.empty()) {
    marks.range.clear();
  } else if (!marks.chain.empty()) {
    marks.chain.clear();
  } else {
    return false;
  }
  return true;
}

}  // namespace gui::actions
