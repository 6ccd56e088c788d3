#include "core/model/id_index.hpp"

#include <doctest/doctest.h>

#include <vector>

TEST_SUITE_BEGIN("id index");

TEST_CASE("every id leads to its place, the next ones and those far beyond them") {
  model::IdIndex index;
  std::vector<std::uint32_t> ids;
  for (std::uint32_t i = 1; i <= 500; ++i) ids.push_back(3 * i);
  for (std::uint32_t i = 0; i < 50; ++i) ids.push_back(4'294'967'295u - 7 * i);
  for (std::uint32_t i = 501; i <= 3000; ++i) ids.push_back(3 * i);
  for (std::uint32_t i = 0; i < 50; ++i) ids.push_back(20'000 + 5000 * i);
  std::size_t wrong = 0;
  for (std::uint32_t place = 0; place < ids.size(); ++place) {
    wrong += index.find(ids[place]) ? 1 : 0;
    index.emplace(ids[place], place);
    wrong += index.find(ids[place]) != place ? 1 : 0;
  }
  for (std::uint32_t place = 0; place < ids.size(); ++place) {
    wrong += index.find(ids[place]) != place ? 1 : 0;
  }
  CHECK(wrong == 0);
  CHECK_FALSE(index.find(0));
  CHECK_FALSE(index.find(4));
}

TEST_SUITE_END();
