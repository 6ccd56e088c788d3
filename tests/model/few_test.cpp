// Ideas for further tests: rows of a million values.
#include "core/model/few.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

TEST_SUITE_BEGIN("few");

namespace {
using Row = model::Few<int, 2>;

std::vector<int> values(const Row& row) { return {row.begin(), row.end()}; }
}  // namespace

TEST_CASE("a few values are what a vector of the standard library holds") {
  std::mt19937 random(7);
  std::vector<Row> rows(4);
  std::vector<std::vector<int>> vectors(4);
  int wrong = 0, longest = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::size_t one = random() % 4, other = random() % 4;
    const unsigned what = random() % 12;
    if (what < 6) {
      rows[one].push_back(i);
      vectors[one].push_back(i);
    } else if (what < 9 && !rows[one].empty()) {
      rows[one].pop_back();
      vectors[one].pop_back();
    } else if (what == 9) {
      rows[one] = rows[other];
      vectors[one] = vectors[other];
    } else if (what == 10) {
      Row moved(std::move(rows[one]));
      rows[one] = Row();
      std::swap(vectors[one], vectors[other]);
      rows[one].swap(rows[other]);
      rows[other] = std::move(moved);
    } else if (what == 11) {
      rows[one] = Row();
      vectors[one].clear();
    }
    wrong += values(rows[one]) != vectors[one] || rows[one].size() != vectors[one].size() ||
                     (rows[one] == rows[other]) != (vectors[one] == vectors[other])
                 ? 1
                 : 0;
    longest = std::max(longest, static_cast<int>(rows[one].size()));
  }
  CHECK(wrong == 0);
  CHECK(longest > 8);
}

TEST_CASE("a value of the row itself can be appended to it") {
  Row row;
  row.push_back(1);
  for (int i = 0; i < 6; ++i) row.push_back(row[0] + i);
  row.push_back(row.back());
  CHECK(values(row) == std::vector<int>{1, 1, 2, 3, 4, 5, 6, 6});
}

TEST_SUITE_END();
