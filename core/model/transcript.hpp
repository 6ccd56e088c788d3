// A trace as text for the terminal: every event as a sentence, and a timeline drawn with letters.
#pragma once

#include <string>
#include <string_view>

#include "core/trace/trace.hpp"

namespace model {

/// One line per event: number, time, iteration, sentence; iterations are set apart.
std::string transcript(const trace::Trace& trace);

/// A text in lines of at most `width` letters; its own line ends stay.
std::string wrapped(std::string_view text, std::size_t width = 80);

/// A row of letters per task: '#' running, 'r' ready, '.' suspended, with the times above.
std::string text_timeline(const trace::Trace& trace);

}  // namespace model
