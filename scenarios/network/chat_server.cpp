// A chat server
#include <map>
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"
#include "scenarios/simulated/network.hpp"

using namespace aio;
using namespace scenarios::simulated;
using Room = std::map<std::string, Connection>;

static Coro<> serve(Room& room, Connection client) {
  const std::string name = co_await client.receive();  // [1]
  room.emplace(name, client);                          // [2]
  while (true) {
    const std::string line = co_await client.receive();  // [3]
    if (line.empty()) break;
    for (const auto& [other, connection] : room) {
      if (other != name) connection.send(name + ": " + line);  // [4]
    }
  }
  room.erase(name);  // [5]
  client.close();    // [6]
}

static Coro<> listen(std::string name, Connection connection) {
  while (true) {
    const std::string line = co_await connection.receive();  // [7]
    if (line.empty()) break;
    print("{} reads \"{}\"", name, line);  // [8]
  }
  print("{} has left", name);  // [9]
}

static Coro<> person(Server& server, std::string name, Duration arrives) {
  co_await sleep(arrives);                                                     // [10]
  const Connection connection = server.connect(name);                          // [11]
  Task<> listener = create_task(listen(name, connection), name + " listens");  // [12]
  connection.send(name);                                                       // [13]
  co_await sleep(500ms);                                                       // [14]
  connection.send("hello");                                                    // [15]
  co_await sleep(1s);                                                          // [16]
  connection.close();                                                          // [17]
  co_await listener;                                                           // [18]
}

static Coro<> main_(Duration latency) {
  Room room;
  Server server([&](Connection client) { return serve(room, client); }, latency);  // [19]
  Task<> ann = create_task(person(server, "Ann", 0s), "Ann");                      // [20]
  Task<> ben = create_task(person(server, "Ben", 300ms), "Ben");                   // [21]
  Task<> cleo = create_task(person(server, "Cleo", 700ms), "Cleo");                // [22]
  co_await gather(ann, ben, cleo);                                                 // [23]
}

namespace scenarios {
Coro<> chat_server(const Parameters& p) { return main_(p.seconds("latency")); }
}  // namespace scenarios
