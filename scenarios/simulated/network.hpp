// A network on the loop's own clock: requests take as long as the run's random numbers say, so the
// same seed is the same day on the network. scenarios/python/simulated.py is the same for the
// twins.
// Its own lines are not told: the line of the program that awaits it stays the current one.
#pragma once

#include <functional>
#include <string>

#include "core/aio.hpp"

namespace scenarios::simulated {

/// Nobody answered.   Python: ConnectionError
class ConnectionError : public aio::Exception {
 public:
  using Exception::Exception;
};

/// Answers requests after `least` and a time that is mostly short and now and then very long, with
/// the mean `more`. Each fails with the probability `failures`.
class Network {
 public:
  explicit Network(aio::Duration least = std::chrono::milliseconds(100),
                   aio::Duration more = std::chrono::milliseconds(200), double failures = 0)
      : least_(least), more_(more), failures_(failures) {}

  /// "page of /a". Throws ConnectionError, after the same time.
  aio::Coro<std::string> get(std::string url) const;

 private:
  aio::Duration least_, more_;
  double failures_;
};

/// One end of a connection. Copies stand for the same end.
class Connection {
 public:
  Connection(aio::Queue<std::string> inbox, aio::Queue<std::string> peer, aio::Duration latency)
      : inbox_(std::move(inbox)), peer_(std::move(peer)), latency_(latency) {}

  /// Returns at once; the line is at the other end a latency later. Lines keep their order.
  void send(const std::string& line) const;
  /// The next line; "" once the other end has closed and all its lines are read.
  aio::Coro<std::string> receive() const { return inbox_.get(); }
  void close() const { send(""); }

 private:
  aio::Queue<std::string> inbox_, peer_;
  aio::Duration latency_;
};

/// Makes a task of `handler` for each connection.   asyncio: start_server
class Server {
 public:
  using Handler = std::function<aio::Coro<>(Connection)>;
  explicit Server(Handler handler, aio::Duration latency = std::chrono::milliseconds(50))
      : handler_(std::move(handler)), latency_(latency) {}

  /// The client's end. `name` is the client's; the server's task is called after it.
  Connection connect(const std::string& name);

 private:
  Handler handler_;
  aio::Duration latency_;
};

}  // namespace scenarios::simulated
