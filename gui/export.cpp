#include "gui/export.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/model/transcript.hpp"
#include "scenarios/catalogue.hpp"

namespace gui {
namespace {

constexpr auto kKinds = std::to_array<ExportKind>({
    {ExportFormat::Chrome, "chrome", ".json", "Chrome trace, for ui.perfetto.dev"},
    {ExportFormat::Svg, "svg", ".svg", "the timeline as a picture, for slides"},
    {ExportFormat::Csv, "csv", ".csv", "table of all spans"},
    {ExportFormat::Text, "text", ".txt", "every fact as a sentence"},
    {ExportFormat::Png, "png", ".png", "picture of the window"},
});

bool equal_but_for_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string unwritable(const std::string& file, int error) {
  const std::string why = error != 0 ? ": " + std::generic_category().message(error) : "";
  return fmt::format("'{}' cannot be written{}.", file, why);
}

}  // namespace

std::span<const ExportKind> export_kinds() { return kKinds; }

std::optional<ExportFormat> export_format(std::string_view file, std::string_view name,
                                          std::string& fault) {
  const std::string extension = std::filesystem::path(file).extension().string();
  std::string all;
  for (const ExportKind& kind : kKinds) {
    const bool named = name.empty() ? equal_but_for_case(kind.extension, extension)
                                    : kind.name == name || kind.extension.substr(1) == name;
    if (named) return kind.format;
    all += fmt::format("{}{} ({})", all.empty() ? "" : ", ", kind.name, kind.extension);
  }
  if (!name.empty()) {
    fault = fmt::format("There is no format \"{}\". There are: {}.", name, all);
  } else if (file == "-") {
    fault = fmt::format("The standard output needs a --format: {}.", all);
  } else {
    fault = fmt::format("The end of '{}' names no format. There are: {}.", file, all);
  }
  return std::nullopt;
}

std::string title_of(const trace::Trace& trace) {
  const scenarios::Scenario* scenario = scenarios::find(trace.header.scenario);
  return scenario != nullptr ? scenario->title : trace.header.scenario;
}

std::string export_name(std::string_view scenario, const ExportKind& kind) {
  std::string stem;
  for (const char c : scenario) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    stem += plain ? c : '_';
  }
  if (stem.empty()) stem = "run";
  std::string name = stem + std::string(kind.extension);
  std::error_code unknown;
  for (int i = 2; std::filesystem::exists(name, unknown); ++i) {
    name = fmt::format("{}-{}{}", stem, i, kind.extension);
  }
  return name;
}

void write_export(const trace::Trace& trace, ExportFormat format,
                  const model::PictureOptions& options, std::ostream& out) {
  switch (format) {
    case ExportFormat::Chrome:
      return model::write_chrome_trace(trace, options.axis, out);
    case ExportFormat::Svg:
      return model::write_picture(trace, options, out);
    case ExportFormat::Csv:
      return model::write_spans(trace, out);
    case ExportFormat::Text:
      out << model::text_run(trace);
      return;
    case ExportFormat::Png:
      assert(false && "a picture of the window needs the window");
  }
}

std::optional<std::string> write_file(const std::string& file,
                                      const std::function<void(std::ostream&)>& write) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  if (fs::is_directory(file, unknown)) return unwritable(file, EISDIR);
  const bool device = fs::exists(file, unknown) && !fs::is_regular_file(file, unknown);
  fs::path target = fs::weakly_canonical(file, unknown);  // where a link leads
  if (unknown || device) target = file;
  fs::path beside = target;
  if (!device) beside += ".part";
  errno = 0;
  std::ofstream out(beside, std::ios::binary);
  if (!out) return unwritable(file, errno);
  write(out);
  out.close();
  if (!out) {
    const int error = errno;
    if (!device) fs::remove(beside, unknown);
    return unwritable(file, error);
  }
  if (device) return std::nullopt;
  std::error_code error;
  fs::rename(beside, target, error);
  if (!error) return std::nullopt;
  fs::remove(beside, unknown);
  return unwritable(file, error.value());
}

}  // namespace gui
