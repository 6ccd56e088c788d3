// Four pages from the network
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"
#include "scenarios/simulated/network.hpp"

using namespace aio;
using namespace scenarios::simulated;

static Coro<> fetch(const Network& network, std::string url) {
  print("ask for {}", url);  // [1]
  try {
    const std::string page = co_await network.get(url);  // [2]
    print("{} is here", page);                           // [3]
  } catch (const ConnectionError& error) {
    print("{}", error.what());  // [4]
  }
}

static Coro<> main_(std::string mode, std::int64_t failures) {
  const Network network(100ms, 200ms, static_cast<double>(failures) / 100);  // [5]
  std::vector<Coro<>> fetches;
  for (std::string url : {"/a", "/b", "/c", "/d"}) {
    fetches.push_back(fetch(network, url));  // [6]
  }
  if (mode == "together") {
    co_await gather(std::move(fetches));  // [7]
  } else {
    for (Coro<>& each : fetches) co_await each;  // [8]
  }
  print("took {:.3f} s", loop().time().seconds());  // [9]
}

namespace scenarios {
Coro<> fetch_urls(const Parameters& p) { return main_(p.choice("mode"), p.count("failures")); }
}  // namespace scenarios
