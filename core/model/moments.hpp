// Moments of a run by a name that a writer of lessons can know before it runs, and texts in which
// words lead to them: "When main awaits A, [both start](output "A started")."
//
//   start, end                 the first and the last fact
//   output "A fin" [k]         a line of output that begins so
//   iteration N                the begin of an iteration
//   time 1.5                   the first fact at or after so many seconds
//   created A, done A          of a task, by its name or its label
//   runs A [k]                 its k-th step begins
//   suspended A [k]            it suspends; one that only gives up its turn stays ready
//   woken A [k]                its step joins the ready queue
//   cancelled A [k]            its cancellation is asked for
//   set E                      of an event, by its name
//   acquired L [k]             of a lock or semaphore; so are: released L [k]
//   put Q [k], taken Q [k]     of a queue
//   notified C [k]             of a condition
//   callback F [k]             a callback with that label begins
//   dropped F [k]              a coroutine F that was never awaited is dropped
//
// k counts from 1, which it is if it is left out. A name that ends in a number stands in quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/explain.hpp"

namespace model {

/// The fact that a moment names; none if the run has no such moment, or no moment is written so.
/// It is shown by the cursor behind it. Looks through the whole trace: keep the answer.
std::optional<EventIndex> find_moment(const Timeline& timeline, std::string_view moment);

/// A piece of a marked-up text: plain words, `code`, or [words](moment).
struct MarkedPiece {
  std::string text;
  std::string moment;  ///< empty: leads nowhere
  bool code = false;
  friend bool operator==(const MarkedPiece&, const MarkedPiece&) = default;
};
/// What is not closed is plain.
std::vector<MarkedPiece> marked_pieces(std::string_view text);

/// A marked-up text as a sentence: code is Strong, moments that the run has are links.
Sentence with_links(const Timeline& timeline, std::string_view text);
/// The words alone.
std::string without_marks(std::string_view text);

}  // namespace model
