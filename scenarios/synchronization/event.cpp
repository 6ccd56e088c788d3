// Waiting for an event
//
// Question: Cleo, Ann and Ben wait in front of a closed door, in this order. After 1 second main
// opens it with set(). In which order do they go in? And does main print its next line before
// they go in, or after?
//
// Watch: set() moves all three tasks to the ready queue. None of them runs inside set().
//
// Lesson: an event wakes everybody who waits, first come first served, and runs nobody. A woken
// task is ready; it runs when its turn comes, and the one who called set() has the turn until its
// next await.
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

static Coro<> visitor(std::string name, Event& door) {
  print("{} waits", name);    // [1]
  co_await door.wait();       // [2]
  print("{} goes in", name);  // [3]
}

static Coro<> main_(Duration delay) {
  Event door{"door"};                                        // [4]
  Task<> cleo = create_task(visitor("Cleo", door), "Cleo");  // [5]
  Task<> ann = create_task(visitor("Ann", door), "Ann");     // [6]
  Task<> ben = create_task(visitor("Ben", door), "Ben");     // [7]
  co_await sleep(delay);                                     // [8]
  print("main opens the door");                              // [9]
  door.set();                                                // [10]
  print("main still has the turn");                          // [11]
  co_await cleo;                                             // [12]
  co_await ann;                                              // [13]
  co_await ben;                                              // [14]
  print("all are in");                                       // [15]
}

Coro<> scenarios::event(const Parameters& p) { return main_(p.seconds("delay")); }
