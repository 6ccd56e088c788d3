#include "core/model/id_map.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

TEST_SUITE_BEGIN("id map");

TEST_CASE("a map by id holds what a map of the standard library holds, in the same order") {
  std::mt19937 random(5);
  for (const std::uint32_t ids : {4u, 40u, 4'000u}) {
    model::IdMap<int> map;
    std::map<std::uint32_t, int> wanted;
    for (int i = 0; i < 20'000; ++i) {
      const std::uint32_t id = 1 + static_cast<std::uint32_t>(random()) % ids;
      if (random() % 2 == 0) {
        map[id] = wanted[id] = i;
      } else {
        map.erase(id);
        wanted.erase(id);
      }
      const auto it = map.find(id);
      CHECK((it != map.end()) == wanted.contains(id));
    }
    CHECK(map.size() == wanted.size());
    const model::IdMap<int> copy = map;
    std::map<std::uint32_t, int> walked;
    std::uint32_t before = 0;
    for (const auto& [id, value] : copy) {
      CHECK(id > before);
      walked[before = id] = value;
    }
    CHECK(walked == wanted);
    CHECK(copy == map);
    map[ids + 1] = 1;
    CHECK(copy != map);
  }
}

TEST_CASE("a map by id that held many and is empty again takes no memory, and goes on") {
  model::IdMap<int> map;
  for (std::uint32_t id = 1; id <= 1000; ++id) map[id] = 3;
  const std::size_t full = map.bytes();
  for (std::uint32_t id = 1000; id > 0; --id) map.erase(id);
  CHECK(full > 8000);
  CHECK(map.bytes() == 0);
  CHECK(map.empty());
  map[7] = 1;
  CHECK(map.at(7) == 1);
  CHECK(map.size() == 1);
}

TEST_CASE("maps by id are equal whatever the order in which they were filled") {
  model::IdMap<int> up, down;
  for (std::uint32_t id = 1; id <= 100; ++id) up[id] = 7;
  for (std::uint32_t id = 200; id > 0; --id) down[id] = 7;
  for (std::uint32_t id = 101; id <= 200; ++id) down.erase(id);
  CHECK(up == down);
  CHECK_FALSE(up.emplace(5, 8));
  CHECK(up.at(5) == 7);
}

TEST_SUITE_END();
