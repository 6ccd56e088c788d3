#include "gui/platform/desktop.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "gui/ui_state.hpp"

namespace gui {
namespace {

/// The value of `name` in a file of lines `name=value`; empty if there is none.
std::string value_in(const std::filesystem::path& file, const std::string& name) {
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    std::erase(line, ' ');
    if (line.starts_with(name + "=")) return line.substr(name.size() + 1);
  }
  return {};
}

}  // namespace

bool desktop_wants_stillness() {
  if (const char* own = std::getenv("LOOPSCOPE_MOTION")) return std::string(own) == "off";
  const std::filesystem::path ours = settings_file();
  if (ours.empty()) return false;
  const std::filesystem::path config = ours.parent_path().parent_path();
  for (const char* gtk : {"gtk-4.0", "gtk-3.0"}) {
    const std::string value = value_in(config / gtk / "settings.ini", "gtk-enable-animations");
    if (!value.empty()) return value == "0" || value == "false";
  }
  const std::string factor = value_in(config / "kdeglobals", "AnimationDurationFactor");
  return !factor.empty() && std::atof(factor.c_str()) == 0;
}

}  // namespace gui
