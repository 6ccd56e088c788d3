// Exports of a trace: which formats there are, and how a file is written.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/export.hpp"

namespace gui {

enum class ExportFormat : std::uint8_t { Chrome, Svg, Csv, Text, Png };

struct ExportKind {
  ExportFormat format;
  std::string_view name;       ///< as in `--format svg`
  std::string_view extension;  ///< ".svg"
  std::string_view meaning;    ///< one line
};

std::span<const ExportKind> export_kinds();

/// The format of that name; of the file's extension if the name is empty. None, with a sentence in
/// `fault`, if there is none.
std::optional<ExportFormat> export_format(std::string_view file, std::string_view name,
                                          std::string& fault);

/// The scenario's title, where the catalogue has one.
std::string title_of(const trace::Trace& trace);

/// A file of the present folder that is not there yet, named after a scenario: "event.svg",
/// "event-2.svg".
std::string export_name(std::string_view scenario, const ExportKind& kind);

/// REQUIRES: format is not Png, which is a picture of a window.
void write_export(const trace::Trace& trace, ExportFormat format,
                  const model::PictureOptions& options, std::ostream& out);

/// Writes beside the file and then takes its place, so that a file is there whole or as it was.
/// A sentence if it cannot be written.
std::optional<std::string> write_file(const std::string& file,
                                      const std::function<void(std::ostream&)>& write);

}  // namespace gui
