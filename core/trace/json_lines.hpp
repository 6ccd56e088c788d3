// A trace as lines of JSON, for people, diffs and tests: the last part of FORMAT.md.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "core/trace/file.hpp"

namespace trace {

/// `complete`: whether the run went to its end.
void write_json(const Trace& trace, bool complete, std::ostream& out);
/// Reads what write_json() wrote, or people changed. Ids of texts and lines may differ from the
/// original's. The first line that is wrong ends the reading, with a sentence.
Loaded read_json(std::string_view lines, const std::string& name, const Limits& limits = {});

/// load_file() of either form: a file that begins with '{' is JSON.
Loaded load_any(const std::string& path, const Limits& limits = {});

}  // namespace trace
