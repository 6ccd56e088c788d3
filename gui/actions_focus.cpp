#include "gui/actions_focus.hpp"

#include "gui/app.hpp"
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

}  // namespace gui::actions
