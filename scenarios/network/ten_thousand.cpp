// Ten thousand at once
#include <string>
#include <tuple>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"
#include "scenarios/simulated/network.hpp"

using namespace aio;
using namespace scenarios::simulated;

static Coro<> request(const Network& network, int number, int& answers) {
  std::ignore = co_await network.get(fmt::format("/{}", number));  // [1]
  ++answers;                                                       // [2]
}

static Coro<> main_(std::int64_t count) {
  const Network network;  // [3]
  int answers = 0;
  std::vector<Coro<>> requests;
  for (int i = 1; i <= count; ++i) {
    requests.push_back(request(network, i, answers));  // [4]
  }
  co_await gather(std::move(requests));                               // [5]
  print("{} answers in {:.3f} s", answers, loop().time().seconds());  // [6]
}

namespace scenarios {
Coro<> ten_thousand(const Parameters& p) { return main_(p.count("requests")); }
}  // namespace scenarios
