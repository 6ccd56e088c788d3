// Pictures to files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gui {

/// Rows of RGB from top to bottom, 3 bytes a pixel. False if the file cannot be written.
bool write_png(const std::string& file, int width, int height,
               const std::vector<std::uint8_t>& rgb);

}  // namespace gui
