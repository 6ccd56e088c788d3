#include "gui/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "core/trace/json_lines.hpp"
#include "core/trace/stream.hpp"

namespace gui {
namespace {

namespace fs = std::filesystem;

/// More rows than that nobody reads; typing finds the others.
constexpr std::size_t kMostRows = 10'000;
constexpr std::size_t kMostRecent = 12;
constexpr std::size_t kShownRecent = 6;

std::string lower(std::string_view words) {
  std::string low(words);
  std::ranges::transform(low, low.begin(), [](unsigned char c) { return std::tolower(c); });
  return low;
}

/// The folder that is typed so far, and the part of a name behind it.
std::pair<std::string, std::string> split(const std::string& typed) {
  const std::size_t slash = typed.rfind('/');
  if (slash == std::string::npos) return {"", typed};
  return {typed.substr(0, slash + 1), typed.substr(slash + 1)};
}

bool is_trace_name(const fs::path& path) {
  const std::string extension = lower(path.extension().string());
  return extension == ".loopscope" || extension == ".jsonl";
}

FileRow row_of(const fs::directory_entry& entry) {
  std::error_code unknown;
  FileRow row;
  row.path = entry.path();
  row.name = entry.path().filename().string();
  if (entry.is_directory(unknown)) {
    row.kind = FileRow::Kind::Folder;
    row.name += "/";
  } else {
    row.size = entry.file_size(unknown);
    if (unknown) row.size = 0;
  }
  return row;
}

void add_recent(FileList& list, const std::vector<std::string>& recent) {
  for (const std::string& file : recent) {
    if (list.rows.size() == kShownRecent) return;
    std::error_code unknown;
    FileRow row{FileRow::Kind::Recent, file, file, fs::file_size(file, unknown), false};
    row.missing = static_cast<bool>(unknown);
    if (row.missing) row.size = 0;
    list.rows.push_back(std::move(row));
  }
}

}  // namespace

fs::path resolved(const fs::path& folder, const std::string& typed) {
  const char* home = std::getenv("HOME");
  const bool of_user = (typed == "~" || typed.starts_with("~/")) && home != nullptr;
  const fs::path path = of_user ? fs::path(home + typed.substr(1)) : fs::path(typed);
  return (path.is_absolute() ? path : folder / path).lexically_normal();
}

void list_files(FileList& list, const std::string& typed, const std::vector<std::string>& recent,
                bool filter) {
  list.rows.clear();
  list.fault.clear();
  list.sure.clear();
  const auto [before, name] = split(typed);
  const fs::path folder = resolved(list.folder, before);
  if (typed.empty()) add_recent(list, recent);
  const auto first = static_cast<std::ptrdiff_t>(list.rows.size());
  const std::string wanted = filter ? lower(name) : "";
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) {
    list.fault = fmt::format("{} cannot be read: {}.", folder.string(), error.message());
    return;
  }
  for (; entries != fs::directory_iterator() && list.rows.size() < kMostRows;
       entries.increment(error)) {
    if (error) break;
    FileRow row = row_of(*entries);
    const bool hidden = row.name.starts_with('.') && !name.starts_with('.');
    const bool fits = row.kind == FileRow::Kind::Folder || is_trace_name(row.path);
    if (!list.all && (hidden || !fits)) continue;
    if (lower(row.name).find(wanted) == std::string::npos) continue;
    list.rows.push_back(std::move(row));
  }
  const auto begins = [&](const FileRow& row) { return lower(row.name).starts_with(wanted); };
  std::sort(list.rows.begin() + first, list.rows.end(), [&](const FileRow& a, const FileRow& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (begins(a) != begins(b)) return begins(a);
    return a.name < b.name;
  });
  if (typed.empty() && folder.has_relative_path()) {
    list.rows.insert(list.rows.begin() + first,
                     {FileRow::Kind::Folder, "../", folder.parent_path(), 0, false});
  }
}

std::string completed(const FileList& list, const std::string& typed) {
  const auto [before, name] = split(typed);
  std::optional<std::string> common;
  for (const FileRow& row : list.rows) {
    if (row.kind == FileRow::Kind::Recent || row.name == "../") continue;
    if (!lower(row.name).starts_with(lower(name))) continue;
    if (!common) {
      common = row.name;
      continue;
    }
    const auto differs = std::ranges::mismatch(*common, row.name).in1;
    common->erase(differs, common->end());
  }
  return common && common->size() >= name.size() ? before + *common : typed;
}

std::optional<std::string> not_a_trace(const fs::path& file) {
  const std::string name = file.filename().string();
  trace::File in;
  std::array<std::byte, 64u << 10> piece;
  std::size_t size = 0;
  std::string fault = in.open(file.string(), trace::File::Mode::Read);
  if (fault.empty()) fault = in.read(piece, size);
  if (!fault.empty()) return fmt::format("{} cannot be read: {}.", name, fault);
  if (size == 0) return fmt::format("{} is empty: nothing was recorded in it.", name);
  if (piece[0] == std::byte{'{'}) return std::nullopt;  // JSON, whose first line may be long
  trace::Trace trace;
  trace::StreamReader reader(trace, 0);
  reader.feed(std::span(piece).first(size));
  if (reader.begun() || (reader.error().empty() && size == piece.size())) return std::nullopt;
  return fmt::format("{} holds no trace: {}", name,
                     reader.error().empty() ? "It ends before one begins." : reader.error());
}

std::string size_words(std::uintmax_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  const auto size = static_cast<double>(bytes);
  if (bytes < 1'000'000) return fmt::format("{:.0f} KB", size / 1e3);
  if (bytes < 1'000'000'000) return fmt::format("{:.1f} MB", size / 1e6);
  return fmt::format("{:.1f} GB", size / 1e9);
}

void remember(std::vector<std::string>& recent, const std::string& file) {
  if (file.find('\n') != std::string::npos) return;  // the list is kept as lines
  std::erase(recent, file);
  recent.insert(recent.begin(), file);
  if (recent.size() > kMostRecent) recent.resize(kMostRecent);
}

}  // namespace gui
