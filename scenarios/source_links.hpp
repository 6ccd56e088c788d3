// The comments that link a program and its twin line by line: "# [12]" at the end of a line.
#pragma once

#include <string>
#include <string_view>

namespace scenarios {

/// Cuts "  // [12]" or "  # [12]" off the end and returns 12; 0 if there is none.
int cut_link(std::string& line, std::string_view comment);
/// A program as its reader wants it: without them.
std::string without_links(std::string_view program);

}  // namespace scenarios
