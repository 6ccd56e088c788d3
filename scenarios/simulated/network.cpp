#include "scenarios/simulated/network.hpp"

#include <tuple>

namespace scenarios::simulated {

using namespace aio;

Coro<std::string> Network::get(std::string url) const {
  const Duration latency = least_ + loop().random().exponential(more_);
  const bool fails = loop().random().chance(failures_);
  co_await sleep(latency);
  if (fails) throw ConnectionError(url + " did not answer");
  co_return "page of " + url;
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
