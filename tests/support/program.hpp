// Random small programs over the runtime's public face, for the mirror test and for comparing runs
// with CPython: a program is data, generated from a seed, printed as JSON for the reference
// interpreter, and run here by a coroutine that walks it.
//
// A body is a finite list of operations; each body but the first (main) is started by exactly one
// operation of a body with a smaller number, and a task waits only for bodies with greater ones.
// So every program ends, and nothing can wait for itself.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/aio.hpp"

namespace program {

struct Item {
  bool is_body = true;  ///< a coroutine of the body, else the task of that number if it exists
  int body = 0;
};

struct Op {
  std::string name;              ///< as in the JSON form: "sleep", "gather", ...
  std::vector<int> numbers;      ///< its plain arguments
  std::string text;              ///< its text argument
  std::vector<Item> items;       ///< of gather, gstart
  std::vector<Op> ops, finally;  ///< of try, rep
};

struct Program {
  std::uint64_t id = 0;
  int events = 2, futures = 2;
  std::vector<std::vector<Op>> bodies;
};

/// The same program for the same seed, everywhere.
Program generate(std::uint64_t seed);

/// One line of JSON.
std::string to_json(const Program& program);

/// Runs it on a virtual clock and returns its log: "#<iteration> <time> <who> <what>" per line.
/// `on_loop` is called with the loop before anything runs.
std::vector<std::string> run(const Program& program, trace::Recorder* recorder,
                             const std::function<void(aio::EventLoop&)>& on_loop = {});

}  // namespace program
