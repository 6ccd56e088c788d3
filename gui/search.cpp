#include "gui/search.hpp"

#include <algorithm>
#include <utility>

namespace gui {

using trace::EventIndex;
using trace::kNever;

namespace {

constexpr EventIndex kPiece = 64;  // facts between two looks at the clock

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t up_to(const std::vector<model::PackedIndex>& found, EventIndex event) {
  const auto it = std::ranges::upper_bound(
      found, event, {}, [](model::PackedIndex one) { return static_cast<EventIndex>(one); });
  return static_cast<std::size_t>(it - found.begin());
}

}  // namespace

void Search::set(std::string_view words) {
  if (words == words_) return;
  Search fresh;
  fresh.open = open;
  fresh.typing = typing;
  fresh.line = line;
  fresh.jump_due = jump_due;
  fresh.words_ = words;
  *this = std::move(fresh);
  exact_ = std::ranges::any_of(words_, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool Search::holds(std::string_view text) const {
  if (words_.empty()) return false;
  if (exact_) return text.find(words_) != std::string_view::npos;
  const auto found = std::search(text.begin(), text.end(), words_.begin(), words_.end(),
                                 [](char a, char b) { return small(a) == b; });
  return found != text.end();
}

// -- Looked at once

bool Search::text_holds(const trace::Trace& trace, trace::StringId id) {
  if (id == 0) return false;
  const auto [it, fresh] = texts_.try_emplace(id, Known::No);
  if (fresh && holds(trace.text(id))) it->second = Known::Yes;
  return it->second == Known::Yes;
}

bool Search::name_holds(const model::Timeline& timeline, trace::ObjectId id) {
  if (id == 0) return false;
  const auto [it, fresh] = names_.try_emplace(id, Known::No);
  if (fresh) {
    const bool known = timeline.lane(id) != nullptr || timeline.objects().contains(id);
    if (known && holds(timeline.label(id))) it->second = Known::Yes;
  }
  return it->second == Known::Yes;
}

/// In the program of either language.
bool Search::line_holds(const trace::Trace& trace, const SourceBook& book, trace::LocationId id) {
  if (id == 0) return false;
  const auto [it, fresh] = lines_.try_emplace(id, Known::No);
  if (fresh) {
    for (const SourceText& text : book.texts()) {
      const int number = book.line_of(trace, id, text);
      if (number == 0 || static_cast<std::size_t>(number) > text.lines.size()) continue;
      if (holds(text.lines[static_cast<std::size_t>(number) - 1].text)) it->second = Known::Yes;
    }
  }
  return it->second == Known::Yes;
}

bool Search::named(const model::Timeline& timeline, const SourceBook& book,
                   const trace::TraceEvent& e) {
  const trace::Trace& trace = timeline.trace();
  return text_holds(trace, e.text) || text_holds(trace, e.extra) || name_holds(timeline, e.task) ||
         name_holds(timeline, e.by) || name_holds(timeline, e.object) ||
         line_holds(trace, book, e.location);
}

// -- In pieces

void Search::go_on(Run& run, EventIndex frontier, Deadline enough) {
  if (words_.empty()) return;
  if (frontier < named_) {  // what was revealed is hidden again
    const std::string words = words_;
    set("");
    set(words);
  }
  const model::Timeline& timeline = run.session().timeline();
  const trace::Trace& trace = timeline.trace();
  if (history_ == nullptr) {
    history_ = std::make_unique<model::History>(trace, run.session().keyframes());
  }
  const auto over = [&](EventIndex at) {
    return at % kPiece == 0 && std::chrono::steady_clock::now() >= enough;
  };
  while (named_ < frontier) {
    if (named(timeline, run.sources(), trace[named_])) by_name_.emplace_back(named_);
    if (over(++named_)) return;
  }
  while (told_ < frontier) {
    const std::size_t rank = up_to(by_name_, told_);
    const bool known = rank > 0 && by_name_[rank - 1] == told_;
    if (!known && holds(model::plain(model::tell(timeline, history_->at(told_), told_)))) {
      by_sentence_.emplace_back(told_);
    }
    if (over(++told_)) return;
  }
}

double Search::progress(EventIndex frontier) const {
  if (frontier == 0 || words_.empty()) return 1;
  // A sentence costs a hundred times as much as a name.
  const double all = static_cast<double>(frontier);
  return std::min(1.0,
                  (0.01 * static_cast<double>(named_) + 0.99 * static_cast<double>(told_)) / all);
}

// -- What was found

std::size_t Search::rank(EventIndex event) const {
  return up_to(by_name_, event) + up_to(by_sentence_, event);
}

bool Search::matches(EventIndex event) const {
  return rank(event) > (event == 0 ? 0 : rank(event - 1));
}

EventIndex Search::after(EventIndex event) const {
  EventIndex next = kNever;
  for (const auto* found : {&by_name_, &by_sentence_}) {
    const std::size_t at = event == kNever ? 0 : up_to(*found, event);
    if (at < found->size()) next = std::min(next, EventIndex((*found)[at]));
  }
  return next;
}

EventIndex Search::before(EventIndex event) const {
  EventIndex last = kNever;
  for (const auto* found : {&by_name_, &by_sentence_}) {
    const std::size_t at = event == 0 ? 0 : up_to(*found, event - 1);
    if (at == 0) continue;
    const EventIndex one = (*found)[at - 1];
    last = last == kNever ? one : std::max(last, one);
  }
  return last;
}

}  // namespace gui
