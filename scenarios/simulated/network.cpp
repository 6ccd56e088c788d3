#include "scenarios/simulated/network.hpp"

#include <tuple>

namespace scenarios::simulated {

using namespace aio;

namespace {

Coro<std::string> answer(std::string url, Duration least, Duration more, double failures) {
  const Duration latency = least + loop().random().exponential(more);
  const bool fails = loop().random().chance(failures);
  co_await sleep(latency);
  if (fails) throw ConnectionError(url + " did not answer");
  co_return "page of " + url;
}

}  // namespace

Coro<std::string> Network::get(std::string url) const {
  return library(answer(std::move(url), least_, more_, failures_));
}

void Connection::send(const std::string& line) const {
  loop().call_later(latency_, [peer = peer_, line] { peer.put_nowait(line); }, "a line arrives");
}

Connection Server::connect(const std::string& name) {
  const Queue<std::string> up(0, "to server from " + name);
  const Queue<std::string> down(0, "to " + name);
  std::ignore = create_task(handler_(Connection(up, down, latency_)), "server for " + name);
  return Connection(down, up, latency_);
}

}  // namespace scenarios::simulated
