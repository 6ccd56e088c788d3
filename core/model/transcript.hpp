// A trace as text for the terminal: every event as a sentence, and a timeline drawn with letters.
#pragma once

#include <string>

#include "core/trace/trace.hpp"

namespace model {

/// One line per event: number, time, iteration, sentence; iterations are set apart.
std::string transcript(const trace::Trace& trace);

/// A row of letters per task: '#' running, 'r' ready, '.' suspended, with the times above.
std::string text_timeline(const trace::Trace& trace);

}  // namespace model
