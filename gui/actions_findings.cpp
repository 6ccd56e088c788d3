#include "gui/actions_findings.hpp"

#include "core/model/findings.hpp"
#include "gui/app.hpp"
#include "gui/arguments.hpp"

namespace gui::actions {
namespace {

/// How many may be told.
std::size_t known(const App& app) {
  const session::Session& session = app.run().session();
  const trace::EventIndex seen = app.ui().revealed ? session.trace().size() : session.frontier();
  return session.findings().known_at(app.ui().prediction.frontier(seen, session.cursor()));
}

void show(App& app, std::size_t index) {
  const model::Finding& finding = app.run().session().findings().all()[index];
  app.set_playing(false);
  app.run().session().seek(finding.at + 1);
  if (!finding.tasks.empty()) app.ui().selected = finding.tasks.front();
  app.ui().records_tab = RecordTab::Findings;
  app.ui().findings_at = trace::kNever;
}

}  // namespace

Fault go_to_finding(App& app, const std::string& words) {
  const auto wanted = number(words);
  if (!wanted) return must_be("finding", "the number of a finding", words);
  if (*wanted == 0 || *wanted > known(app)) return "there is no finding " + words + " so far";
  show(app, *wanted - 1);
  return {};
}

Fault go_to_finding_beside(App& app, int by) {
  const session::Session& session = app.run().session();
  const std::size_t all = known(app);
  if (all == 0) return "nothing was found so far";
  // Those before the cursor: of the one that is shown, the cursor stands just behind its fact.
  const trace::EventIndex cursor = session.cursor();
  const std::size_t passed = session.findings().known_at(cursor);
  const std::size_t before = cursor == 0 ? 0 : session.findings().known_at(cursor - 1);
  if (by > 0 && passed >= all) return "no further finding so far";
  if (by < 0 && before == 0) return "no finding before this one";
  show(app, by > 0 ? passed : before - 1);
  return {};
}

Fault show_waits(App& app, const std::string& how) {
  if (how != "on" && how != "off" && !how.empty()) return must_be("waits", "on or off", how);
  app.ui().waits = how.empty() ? !app.ui().waits : how == "on";
  return {};
}

Fault ask_why(App& app, const std::string& how) {
  if (how != "on" && how != "off" && !how.empty()) return must_be("why", "on or off", how);
  app.ui().why = app.ui().why_due = how.empty() ? !app.ui().why : how == "on";
  return {};
}

}  // namespace gui::actions
