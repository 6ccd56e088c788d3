// A sentence while it is being written: pieces in order, names by their ids. Inside core/model.
#pragma once

#include <span>
#include <string_view>

#include "core/model/explain.hpp"

namespace model {

class Phrase {
 public:
  /// REQUIRES: `timeline` outlives the phrase.
  explicit Phrase(const Timeline& timeline) : timeline_(timeline) {}

  Phrase& plain(std::string_view words);
  Phrase& strong(std::string_view words);
  /// A text of the trace, cut where it is too long for a sentence.
  Phrase& text(StringId id);
  Phrase& task(TaskId id);
  /// "event ready": the kind and the name, or the number that holds the kind's place.
  Phrase& object(ObjectId id);
  /// A task by its name, an object with its kind.
  Phrase& task_or_object(ObjectId id);
  /// What a task waits for: "its timer", "lock db", "an item of queue jobs", "A".
  Phrase& awaited(trace::WaitKind wait, ObjectId id);
  /// "A, B and C"; of many the first ones and how many more.
  Phrase& tasks(std::span<const TaskId> ids);
  /// A time as a link to the state after the event that happened then.
  Phrase& moment(Time time, EventIndex event);
  /// An iteration as a link to its begin.
  Phrase& iteration(std::uint32_t number);
  /// What runs when this handle's turn comes: a task, or a callback by its name or its timer.
  Phrase& handle(const ReadyHandle& handle);
  Phrase& arrow();
  Phrase& add(const Sentence& pieces);

  const Sentence& pieces() const { return sentence_; }
  /// The sentence, with a capital at its begin unless that is a name.
  Sentence take();

 private:
  const Timeline& timeline_;
  Sentence sentence_;
};

/// At most so many bytes of a text, cut between two letters.
std::string_view beginning(std::string_view text, std::size_t most);
/// A text of the trace as a terminal may show it: one line, without control characters.
std::string printable(std::string text);

/// True if the event at `index` queued a step of a task because its cancellation was asked for, not
/// because its wait was over: it then follows the request at once, or the suspension if the
/// request came earlier in that step.
bool is_woken_to_be_cancelled(const trace::Trace& trace, EventIndex index, const TaskView& task);

/// "is" or "are", "goes" or "go": what so many do.
std::string_view verb(std::size_t number, std::string_view one, std::string_view more);

/// "1st", "2nd", "3rd", "11th".
std::string ordinal(std::size_t number);
/// "1 handle", "2 handles".
std::string count(std::size_t number, std::string_view noun);

}  // namespace model
