// A trace as text for the terminal: every event as a sentence, and a timeline in words and drawn
// with letters.
#pragma once

#include <string>
#include <string_view>

#include "core/trace/trace.hpp"

namespace model {

/// One line per event: number, time, iteration, sentence; iterations are set apart.
std::string transcript(const trace::Trace& trace);

/// A text in lines of at most `width` letters; its own line ends stay.
std::string wrapped(std::string_view text, std::size_t width = 80);

/// A line per task, in words: when it was made, what it did for how long, how it ended. What took
/// no time is left out.
std::string text_lives(const trace::Trace& trace);

/// A row of letters per task: '#' running, 'r' ready, '.' suspended, with the times above.
std::string text_timeline(const trace::Trace& trace);

/// All of them, one below the other.
std::string text_run(const trace::Trace& trace);

}  // namespace model
