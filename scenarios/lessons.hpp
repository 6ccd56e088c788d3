// The lessons as plain data: scenarios/<topic>/lessons.cpp has those of a topic, in the order in
// which they are taught. The catalogue puts them together.
//
// Texts are plain and exact, short sentences; what they say of the run is what `loopscope show ID`
// shows, to the iteration, and two to five links lead to it. Lines may be broken anywhere; an empty
// line is a new paragraph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/catalogue.hpp"

namespace scenarios::lessons {

std::vector<Scenario> basics();
std::vector<Scenario> the_loop();
std::vector<Scenario> coroutines();
std::vector<Scenario> tasks();
std::vector<Scenario> errors();
std::vector<Scenario> cancellation();
std::vector<Scenario> synchronization();
std::vector<Scenario> queues();
std::vector<Scenario> network();
std::vector<Scenario> threads();
std::vector<Scenario> claims();

/// A text as it stands in the source, with one line for each paragraph.
std::string unwrapped(std::string_view text);

// -- Parameters; both ends of a range belong to it. A test runs each end.

struct Range {
  double least = 0, most = 3600;  ///< an hour: nothing on the virtual clock, too long on a real one
};
Parameter seconds(std::string name, std::string meaning, std::string initial, Range range = {});
Parameter count(std::string name, std::string meaning, std::string initial, Range range);
/// The first choice is the initial one.
Parameter choice(std::string name, std::string meaning, std::vector<std::string> choices);

}  // namespace scenarios::lessons
