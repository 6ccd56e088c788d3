// Two runs side by side: how far they do the same, where they first do not, and their totals.
//
// What is compared is what the programs do, in its order: steps of tasks, output, waits, locks. How
// long the loop waits, when something happens, and numbers of handles are the loop's own affair and
// make no difference.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/model/explain.hpp"

namespace model {

struct Totals {
  Time end{0};
  std::size_t iterations = 0, steps = 0, lines = 0;  ///< steps of tasks, lines of output
  Time longest{0};                                   ///< of the steps
  TaskId longest_of = 0;                             ///< whose step that was; 0: none took time
};
Totals totals(const Timeline& timeline);
/// "2.000 s, 8 iterations, 7 steps, 4 lines of output, longest step 0.5 s (main)".
std::string words(const Totals& totals, const Timeline& timeline);

class Comparison {
 public:
  /// REQUIRES: both outlive the comparison.
  Comparison(const Timeline& a, const Timeline& b) : runs_{&a, &b} {}

  /// Compares on, at most about `most` facts; `complete`: no facts will be added to either.
  /// Returns whether all is said.
  bool extend(bool complete, EventIndex most = trace::kNever);
  bool over() const { return over_; }
  /// The two do the same from begin to end.
  bool same() const { return over_ && !differs_; }
  /// The first facts that are not the same, as far as one is found; the size of a trace: that run
  /// is over there.
  std::optional<std::pair<EventIndex, EventIndex>> divergence() const;
  /// The cursor of the other run that goes with this one's: by what was done as long as both do the
  /// same, then by the time, and within one instant by how much of it is over. `second`: the cursor
  /// is one of the second run.
  EventIndex beside(EventIndex cursor, bool second) const;

  /// Where they part, to stand behind a colon: "with mode=tasks main creates task A; with
  /// mode=sequential main awaits coroutine worker." The names are of the runs, with their
  /// preposition.
  std::string sentence(std::string_view with_a, std::string_view with_b) const;
  /// Before which both do the same: "main's 2nd step, at 0.000 s"; of the run in which it is.
  std::string place() const;

 private:
  EventIndex next_of_program(std::size_t run) const;
  std::string did(std::size_t run) const;

  const Timeline* runs_[2];
  EventIndex at_[2] = {0, 0};  // facts that were looked at
  /// Facts that are the same, one of each run.
  std::vector<std::pair<PackedIndex, PackedIndex>> same_;
  bool over_ = false, differs_ = false;
};

/// What a program does with a fact, in words that are equal where two runs do the same; empty: it
/// is the loop's own.
std::string done_by_program(const Timeline& timeline, EventIndex event);

/// How two runs of the catalogue are told apart: "with mode=tasks" and "with mode=sequential" of
/// one scenario, else "in fetch-urls" and "in scraper". Equal runs: "in the first", "in the
/// second".
std::pair<std::string, std::string> told_apart(const trace::Header& a, const trace::Header& b);

}  // namespace model
