#include "gui/view.hpp"

#include "gui/app.hpp"
#include "gui/commands.hpp"

namespace gui {

void CommandQueue::push(std::string_view id, std::string_view argument) {
  requests_.push_back({std::string(id), std::string(argument)});
}

void CommandQueue::seek(trace::EventIndex cursor) { push("seek", std::to_string(cursor)); }

void CommandQueue::select(trace::TaskId task) { push("select", "#" + std::to_string(task)); }

void CommandQueue::follow(const model::Piece* piece) {
  if (piece == nullptr) return;
  if (piece->kind == model::Piece::Kind::Task) select(piece->id);
  if (piece->kind == model::Piece::Kind::Moment) seek(piece->cursor);
}

std::vector<Request> CommandQueue::take() {
  std::vector<Request> taken;
  taken.swap(requests_);
  return taken;
}

bool View::enabled(std::string_view id) const {
  const Command* command = find_command(id);
  return command != nullptr && command->enabled(app);
}

ImU32 View::colour_of(trace::TaskId task) const {
  const model::TaskLane* lane = timeline().lane(task);
  return lane == nullptr ? theme.mut : theme.task(lane->index);
}

namespace {
trace::Time rounded(trace::Time time, trace::Time to) {
  return trace::Time((time.count() + to.count() / 2) / to.count() * to.count());
}
}  // namespace

trace::Time View::shown(trace::Time time) const {
  if (trace().header.clock == trace::ClockKind::Virtual) return time;
  return rounded(time, std::chrono::milliseconds(1));
}

std::string View::duration(trace::Time time) const {
  const bool exact = trace().header.clock == trace::ClockKind::Virtual;
  if (exact || time < std::chrono::microseconds(10)) return model::duration(time);
  const bool brief = time < std::chrono::milliseconds(10);
  return model::duration(rounded(time, std::chrono::microseconds(brief ? 10 : 1000)));
}

std::string View::place(trace::LocationId location, Language language) const {
  const SourceBook& book = run.sources();
  const bool python = language == Language::Python;
  for (const char* name : {python ? "Python" : "C++", python ? "C++" : "Python"}) {
    const SourceText* text = book.in(name);
    if (text == nullptr) continue;
    const int line = book.line_of(trace(), location, *text);
    if (line != 0) return std::string(text->name()) + ":" + std::to_string(line);
  }
  const trace::Location at = trace().location(location);
  if (at.line == 0) return {};
  const std::string_view file = trace().text(at.file);
  return std::string(file.substr(file.rfind('/') + 1)) + ":" + std::to_string(at.line);
}

}  // namespace gui
