// Texts that a person has read and found right. LOOPSCOPE_UPDATE_GOLDEN=1 writes them anew: read
// what has changed before it is committed.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace tests {

/// Compares a text with a file below tests/. REQUIRES: the tests run in the project's folder.
inline void check_golden(const std::string& file, const std::string& text) {
  const std::string path = "tests/" + file;
  if (std::getenv("LOOPSCOPE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
  }
  std::ifstream in(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(in), {}};
  CAPTURE(path);
  CHECK_MESSAGE(text == golden, "LOOPSCOPE_UPDATE_GOLDEN=1 writes it anew");
}

}  // namespace tests
