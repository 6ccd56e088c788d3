#include "gui/app.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "gui/actions_focus.hpp"
#include "gui/actions_pack.hpp"
#include "gui/beside.hpp"
#include "gui/layout.hpp"
#include "gui/lessons.hpp"
#include "gui/marks.hpp"
#include "gui/panels.hpp"
#include "gui/sheets.hpp"

namespace gui {
namespace {

/// How much of a frame goes into reading what a long run sends: the rest is for drawing.
constexpr std::chrono::milliseconds kReading{8};
/// A file is waited for: more of a frame, and still some 20 frames a second.
constexpr std::chrono::milliseconds kReadingFile{32};

}  // namespace

App::App(AppOptions options)
    : feed_(std::move(options.feed)),
      settings_(std::move(options.settings)),
      ui_(std::move(options.ui)),
      motion_(options.motion),
      thumbnails_(feed_),
      script_(std::move(options.script)) {
  theme_.set_kind(ui_.theme);
  if (!settings_.empty() && !options.spec.file.empty()) {
    gui::remember(ui_.recent, std::filesystem::absolute(options.spec.file).string());
  }
  if (!save(ui_, settings_)) {
    ui_.notice = "Settings will not be kept: " + settings_.string() + " cannot be written.";
  }
  run_ = std::make_unique<Run>(options.spec, feed_(options.spec));
  marks_ = std::make_unique<Marks>();
  remember_opened(ui_, options.spec.scenario);
}

App::~App() { save(ui_, settings_); }

// -- For the platform

void App::load_fonts(float screen_scale, float raster) {
  screen_scale_ = screen_scale;
  theme_.load_fonts(*ImGui::GetIO().Fonts, wanted_scale(), raster);
  theme_.apply(ImGui::GetStyle());
  fonts_stale_ = false;
}

/// What the smallest type of the design is at least, in pixels of a screen 900 high, for those who
/// sit far away; and what it is by itself.
constexpr float kPresenterType = 22, kSmallType = 12;

float App::wanted_scale() const {
  const float scale = screen_scale_ * ui_.zoom;
  if (!ui_.presenting) return scale;
  const float shown = ImGui::GetIO().DisplaySize.y;
  const float height = shown > 0 ? shown : static_cast<float>(ui_.height) * screen_scale_;
  return std::max(scale, kPresenterType / kSmallType * height / 900);
}

namespace {

/// The keys that are told as characters: where they lie differs between keyboards.
Key key_of(char32_t character) {
  switch (character) {
    case '?':
      return Key::Question;
    case '/':
      return Key::Slash;
    case '[':
      return Key::BracketLeft;
    case ']':
      return Key::BracketRight;
    default:
      return Key::None;
  }
}

}  // namespace

/// Keys go to the open sheet or the search first, then to the commands.
void App::take(Input input) {
  if (input.character != 0) {
    const bool of_command = std::exchange(was_command_, false);
    if (of_command) return;
    if (takes_text(*this)) {
      type_text(*this, input.character);
    } else if (const Key key = key_of(input.character); key != Key::None) {
      if (const auto request = command_for({key}, *this)) {
        queue_.push(request->id, request->argument);
      }
    }
    return;
  }
  was_command_ = false;
  if (std::exchange(ui_.blank, false)) {
    was_command_ = true;
    return;
  }
  if (press_text(*this, input.chord)) return;
  auto request = command_for(input.chord, *this);
  was_command_ = request.has_value();
  if (request) queue_.push(request->id, request->argument);
}

bool App::moving() const {
  const auto file = run_->session().reading();
  const bool reads = file ? !file->asks : !run_->complete();
  const bool drawing = ui_.overlay == Overlay::Gallery && thumbnails_.busy();
  return drawing || ui_.playing || ui_.cards.moving() || script_.active() || reads ||
         !run_->objects_known() || !compared() || ui_.pack.due || resume_at_.has_value() ||
         travelling() || hover_.waits() || marks_->working(known());
}

std::string App::take_screenshot() {
  if (!screenshot_.empty()) {  // said only now, or it would be in the picture
    ui_.notice = "The picture is in " + std::filesystem::absolute(screenshot_).string();
  }
  return std::exchange(screenshot_, {});
}

void App::resized(int width, int height) {
  ui_.width = width;
  ui_.height = height;
}

void App::frame(float seconds) {
  // What a script draws does not depend on where somebody left the mouse.
  if (script_.active() && !script_.staying()) ImGui::GetIO().MousePos = {-1e6f, -1e6f};
  read();
  go_where_it_was();
  actions::go_on_with_pack(*this);
  go_on();
  const bool ready =
      run_->session().settled() && !resume_at_ && !travelling() && !ui_.pack.due && compared();
  if (auto request = script_.next(ready, seconds)) {
    if (auto fault = perform(*request)) fail(*fault);
  } else if (script_.finished()) {
    close();
  }
  const auto obey = [&] {
    for (const Request& request : queue_.take()) {
      if (auto fault = perform(request)) ui_.notice = *fault;
    }
  };
  obey();
  for (const Input& input : std::exchange(inputs_, {})) {
    take(input);
    obey();  // what a key does may be to open what the next one is typed into
  }
  play(seconds);
  remember();
  work_on_marks();
  const bool busy =
      ImGui::IsMouseDown(ImGuiMouseButton_Left) || (script_.active() && !script_.staying());
  hover_.begin(seconds, busy);
  ImGui::GetIO().UserData = &hover_;
  if (ui_.overlay == Overlay::Gallery) {
    // Those around the chosen row are in sight: they come first.
    const auto lessons = lessons_with(ui_.line.text());
    const std::size_t first = ui_.row - std::min<std::size_t>(ui_.row, 8);
    for (std::size_t i = 0; i < lessons.size(); ++i) {
      thumbnails_.want(lessons[(first + i) % lessons.size()]->id);
    }
    // They change with what is typed, while others wait already.
    for (std::size_t i = std::min(first + 16, lessons.size()); i-- > first;) {
      thumbnails_.hurry(lessons[i]->id);
    }
    thumbnails_.poll();
  }

  const session::Session& session = run_->session();
  ui_.prediction.see(session.cursor());
  // What a command just moved, the run beside follows in the same frame.
  if (beside_ != nullptr) beside_->work();
  const View view{*this,
                  *run_,
                  theme_,
                  scenarios::find(run_->spec().scenario),
                  session.cursor(),
                  known(),
                  motion_ && !script_.active(),
                  session.cursor() != drawn_cursor_,
                  focus(),
                  *marks_};
  drawn_cursor_ = session.cursor();
  // The last fact's sentence wants the snapshot before it: told first, the history only goes on.
  if (view.cursor > 0) run_->tell(view.cursor - 1);
  draw(view);
}

void App::read() {
  const bool file = run_->session().reading().has_value();
  const auto enough = std::chrono::steady_clock::now() + (file ? kReadingFile : kReading);
  while (run_->poll() && std::chrono::steady_clock::now() < enough) {
  }
  if (beside_ != nullptr) beside_->work();
  const auto asks = run_->session().reading();
  if (asks && asks->asks && ui_.overlay == Overlay::None) open_sheet(*this, Overlay::Large);
}

// -- For the commands

void App::remember(const std::string& file) {
  gui::remember(ui_.recent, file);
  save(ui_, settings_);
}

trace::TaskId App::focus() const { return ui_.selected != 0 ? ui_.selected : run_->subject(); }

std::unique_ptr<Run> App::make_run(const RunSpec& spec) const {
  return std::make_unique<Run>(spec, feed_(spec));
}

std::unique_ptr<Run> App::start(RunSpec spec) {
  session::Session& before = run_->session();
  resume_at_.reset();
  if (before.cursor() > 0) resume_at_ = before.snapshot().time();
  set_playing(false);
  std::unique_ptr<Run> old = std::exchange(run_, make_run(spec));
  remember_opened(ui_, spec.scenario);
  if (ui_.comparing && beside_ != nullptr) {
    beside_->stand_beside(*run_);
  } else {
    drop_beside();
  }
  forget_run();
  return old;
}

/// What is remembered of a run is of another one from now on.
void App::forget_run() {
  ui_.prediction.question.reset();
  ui_.prediction.game = {};
  marks_ = std::make_unique<Marks>();
  drawn_cursor_ = trace::kNever;
  ui_.play_cursor = trace::kNever;
  ui_.stopped_at = trace::kNever;
  ui_.source_fresh = true;
  ui_.source_at = ui_.output_at = ui_.log_at = ui_.findings_at = trace::kNever;
  ui_.finding_rows = {};
  ui_.follow = true;
  ui_.lanes.reset();
}

void App::set_beside(std::unique_ptr<Beside> beside) {
  beside_ = std::move(beside);
  ui_.comparing = beside_ != nullptr && beside_->shown == Beside::Shown::Timeline;
  ui_.follow = true;
}

/// What is beside is there to be drawn.
bool App::compared() const {
  return beside_ == nullptr ||
         (beside_->run->complete() && (!ui_.comparing || beside_->compared()));
}

void App::drop_beside() { set_beside(nullptr); }

void App::swap_beside() {
  set_playing(false);
  std::swap(run_, beside_->run);
  beside_->stand_beside(*run_);
  ui_.selected = 0;
  ui_.breakpoints.clear();
  ui_.chosen_line = {};
  ui_.before.reset();
  forget_run();
}

/// Where the user is now, for the way back. A place on the way of a long travel is none.
void App::remember() {
  if (travelling() || resume_at_) return;
  const Way way = ui_.drag != Drag::None     ? Way::Drag
                  : ui_.playing || stepping_ ? Way::Step
                                             : Way::Jump;
  marks_->navigation.visit(place_of(ui_, run_->session().cursor()), way);
}

/// What takes longer than a frame goes on in each, as long as it may.
void App::work_on_marks() {
  constexpr std::chrono::milliseconds kMarking{5};
  marks_->work(*run_, focus(), known(), std::chrono::steady_clock::now() + kMarking);
  actions::jump_if_found(*this);
}

trace::EventIndex App::known() const {
  const session::Session& session = run_->session();
  const trace::EventIndex seen = ui_.presenting                  ? session.cursor()
                                 : ui_.revealed || ui_.comparing ? session.trace().size()
                                                                 : session.frontier();
  return ui_.prediction.frontier(seen, session.cursor());
}

void App::close(int status) {
  closed_ = true;
  status_ = std::max(status_, status);
}

void App::fail(const std::string& sentence) {
  std::fprintf(stderr, "loopscope: %s\n", sentence.c_str());
  close(2);
}

void App::complain(const std::string& sentence) {
  if (script_.active()) return fail(sentence);
  ui_.notice = sentence;
}

void App::scale_fonts(float zoom) {
  ui_.zoom = std::clamp(zoom, 0.5f, 4.f);
  fonts_stale_ = true;
}

void App::set_theme(ThemeKind kind) {
  ui_.theme = kind;
  theme_.set_kind(kind);
  theme_.apply(ImGui::GetStyle());
}

/// The first key is to be pressed until then; in a program that prints little, not for ever.
static bool has_printed(const session::Session& session) {
  constexpr trace::EventIndex kLongEnough = 20;
  const auto& lines = session.timeline().output();
  return session.cursor() >= kLongEnough || (!lines.empty() && lines[0].at < session.cursor());
}

std::optional<std::string> App::perform(const Request& request) {
  const Command* command = find_command(request.id);
  if (command == nullptr) return "there is no command '" + request.id + "'";
  if (!command->enabled(*this)) return std::nullopt;
  ui_.notice.clear();
  if (ui_.drag == Drag::None) {
    stepping_ = command->id.starts_with("step") || command->id.starts_with("select-") ||
                command->id == "zoom";
    if (!stepping_) marks_->navigation.settle();
  }
  auto fault = command->run(*this, request.argument);
  if (!fault && (request.id != "step" || has_printed(run_->session()))) {
    go_on_with_first_steps(ui_, request.id);
  }
  return fault;
}

}  // namespace gui
