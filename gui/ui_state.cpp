#include "gui/ui_state.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "gui/export.hpp"
#include "scenarios/catalogue.hpp"

namespace gui {
namespace {

struct Length {
  const char* name;
  float UiState::* field;
  float least, most;
};
constexpr std::array<Length, 7> kLengths{{
    {"left", &UiState::left, 160, 2000},
    {"right", &UiState::right, 160, 2000},
    {"records", &UiState::records, 60, 2000},
    {"loop", &UiState::loop, 100, 2000},
    {"lesson", &UiState::lesson, 60, 2000},
    {"zoom", &UiState::zoom, 0.5f, 4},
    {"pace", &UiState::pace, 0.1f, 1000},
}};

}  // namespace

void load(UiState& state, const std::filesystem::path& file) {
  if (file.empty()) return;
  std::ifstream in(file);
  std::string line;
  constexpr std::size_t kMostRecent = 12;
  while (std::getline(in, line)) {
    if (line.starts_with("recent /") && state.recent.size() < kMostRecent) {
      state.recent.push_back(line.substr(line.find('/')));
    }
    std::istringstream words(line);
    std::string name, word;
    words >> name >> word;
    if (name == "theme") {
      state.theme = word == "light"      ? ThemeKind::Light
                    : word == "contrast" ? ThemeKind::Contrast
                                         : ThemeKind::Dark;
    }
    if (name == "axis") {
      state.axis = word == "steps"  ? model::AxisKind::Steps
                   : word == "time" ? model::AxisKind::Time
                                    : model::AxisKind::Elastic;
    }
    if (name == "language") state.language = word == "cpp" ? Language::Cpp : Language::Python;
    if (name == "opened") remember_opened(state, word);
    if (name == "panels") state.lesson_panels = word == "lesson";
    if (name == "both-languages") state.both_languages = word == "on";
    if (name == "motion") state.motion = word != "off";
    char* end = nullptr;
    const float value = std::strtof(word.c_str(), &end);
    if (end == word.c_str() || *end != '\0' || !(value > 0)) continue;
    if (name == "width") state.width = static_cast<int>(std::clamp(value, 320.f, 16000.f));
    if (name == "height") state.height = static_cast<int>(std::clamp(value, 240.f, 16000.f));
    for (const Length& length : kLengths) {
      if (name == length.name) state.*length.field = std::clamp(value, length.least, length.most);
    }
  }
}

bool save(const UiState& state, const std::filesystem::path& file) {
  if (file.empty()) return true;
  std::error_code ignored;
  std::filesystem::create_directories(file.parent_path(), ignored);
  std::ostringstream out;
  constexpr std::array<const char*, 3> axes{"elastic", "steps", "time"};
  out << "width " << state.width << "\nheight " << state.height << "\ntheme "
      << name_of(state.theme) << "\naxis " << axes[static_cast<std::size_t>(state.axis)]
      << "\nlanguage " << (state.language == Language::Cpp ? "cpp" : "python") << "\npanels "
      << (state.lesson_panels ? "lesson" : "all") << "\nboth-languages "
      << (state.both_languages ? "on" : "off") << "\nmotion " << (state.motion ? "on" : "off")
      << "\n";
  for (const Length& length : kLengths) {
    out << length.name << ' ' << state.*length.field << "\n";
  }
  for (const std::string& lesson : state.opened) out << "opened " << lesson << "\n";
  for (const std::string& recent : state.recent) out << "recent " << recent << "\n";
  return !write_file(file.string(), [&](std::ostream& to) { to << out.str(); });
}

void remember_opened(UiState& ui, const std::string& lesson) {
  if (scenarios::find(lesson) == nullptr || std::ranges::find(ui.opened, lesson) != ui.opened.end())
    return;
  ui.opened.push_back(lesson);
}

std::filesystem::path settings_file() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config != '\0') {
    return std::filesystem::path(config) / "loopscope" / "window.conf";
  }
#ifdef _WIN32
  const char* home = std::getenv("APPDATA");
  if (home != nullptr && *home != '\0')
    return std::filesystem::path(home) / "loopscope" / "window.conf";
#else
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home != '\0') {
    return std::filesystem::path(home) / ".config" / "loopscope" / "window.conf";
  }
#endif
  return {};
}

}  // namespace gui
