// The files that can be opened, as the sheets Open and Save list them. No drawing here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gui {

struct FileRow {
  enum class Kind : std::uint8_t { Recent, Folder, File };
  Kind kind = Kind::File;
  std::string name;            ///< as it is shown
  std::filesystem::path path;  ///< absolute
  std::uintmax_t size = 0;     ///< bytes, of a file
  bool missing = false;        ///< a recent one that is not there
};

/// A folder as a sheet shows it.
struct FileList {
  std::filesystem::path folder;  ///< where the sheet stands
  bool all = false;              ///< files of any name, and hidden ones
  std::vector<FileRow> rows;
  std::string fault;           ///< why there is nothing, or what went wrong last
  std::filesystem::path sure;  ///< the file that the next Enter overwrites
};

/// The path that `typed` means in this folder; "~/" is the user's.
std::filesystem::path resolved(const std::filesystem::path& folder, const std::string& typed);

/// Lists what `typed` may mean: what is in its folder, folders first, then files, by name; only
/// what holds its last part, if `filter`. With nothing typed, `recent` comes first.
void list_files(FileList& list, const std::string& typed, const std::vector<std::string>& recent,
                bool filter);

/// `typed`, made longer by what all rows that begin with it go on with.
std::string completed(const FileList& list, const std::string& typed);

/// A sentence if that file holds no trace, as far as its beginning tells.
std::optional<std::string> not_a_trace(const std::filesystem::path& file);

/// "1.2 MB".
std::string size_words(std::uintmax_t bytes);

/// Puts it first in a list of few.
void remember(std::vector<std::string>& recent, const std::string& file);

}  // namespace gui
