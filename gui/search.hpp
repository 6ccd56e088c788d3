// Finds words in a run: in the names of tasks and objects, in what was printed, in the sentences of
// the log and in the lines of the program. What is found are facts.
//
// A long run is searched in pieces, from the cursor on, while the window goes on being drawn: first
// by names, texts and lines, each looked at once; then by the whole sentence of every other fact.
// Small letters match both, a capital only itself.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/explain.hpp"
#include "core/model/packed.hpp"
#include "gui/run.hpp"
#include "gui/text_line.hpp"

namespace gui {

class Search {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  // -- The line that is written into
  bool open = false;
  bool typing = false;  ///< the line takes the keys
  TextLine line;
  int jump_due = 0;  ///< 1: to the next match once one is found, -1: to the one before

  /// Begins anew where the words are others. Empty: nothing is searched.
  void set(std::string_view words);
  const std::string& words() const { return words_; }
  /// Searches the facts before `frontier` until then.
  void go_on(Run& run, trace::EventIndex frontier, Deadline enough);
  /// All facts before the frontier were searched.
  bool complete(trace::EventIndex frontier) const {
    return words_.empty() || (named_ >= frontier && told_ >= frontier);
  }
  /// How much of the work is done, 0 to 1.
  double progress(trace::EventIndex frontier) const;

  std::size_t size() const { return by_name_.size() + by_sentence_.size(); }
  bool matches(trace::EventIndex event) const;
  /// The first match behind an event, or the last one before it; kNever if there is none.
  trace::EventIndex after(trace::EventIndex event) const;
  trace::EventIndex before(trace::EventIndex event) const;
  /// How many matches there are up to an event, itself included.
  std::size_t rank(trace::EventIndex event) const;

  /// Whether a text has the words in it.
  bool holds(std::string_view text) const;

 private:
  enum class Known : std::uint8_t { No = 1, Yes = 2 };

  bool named(const model::Timeline& timeline, const SourceBook& book, const trace::TraceEvent& e);
  bool text_holds(const trace::Trace& trace, trace::StringId id);
  bool name_holds(const model::Timeline& timeline, trace::ObjectId id);
  bool line_holds(const trace::Trace& trace, const SourceBook& book, trace::LocationId id);

  std::string words_;
  std::unique_ptr<model::History> history_;  // of its own: it goes through the whole run
  bool exact_ = false;                       // there is a capital in the words
  trace::EventIndex named_ = 0;              // facts whose names, texts and line were searched
  trace::EventIndex told_ = 0;               // facts whose sentence was searched
  std::vector<model::PackedIndex> by_name_, by_sentence_;  // what was found, by time
  // What is known of texts, names and lines by their ids.
  std::unordered_map<std::uint32_t, Known> texts_, names_, lines_;
};

}  // namespace gui
