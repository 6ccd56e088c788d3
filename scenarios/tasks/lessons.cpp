#include "scenarios/lessons.hpp"

std::vector<scenarios::Scenario> scenarios::lessons::tasks() { return {}; }
