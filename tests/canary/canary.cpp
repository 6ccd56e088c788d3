// canary --list     the shapes: "safe" or "forbidden", name, text, with tabs between
// canary NAME       tries one; prints what went wrong; status 0 if it is right, 1 if it is wrong, 3
//                   if the compiler refuses it. A wrong one may as well crash or never end.
//
// A shape is run to its end, and destroyed at each of its suspensions. In each case all objects and
// all memory must be gone.
#include "tests/canary/canary.hpp"

#include <cstdio>
#include <set>
#include <string>
#include <string_view>

#include "tests/canary/parts.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace canary {
namespace {

std::string first_fault;
std::set<const Obj*> living;

/// Bytes of the heap in use; 0 where nobody can tell.
std::size_t heap_in_use() {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  return mallinfo2().uordblks;
#else
  return 0;
#endif
}

/// Runs the shape and destroys it at suspension number `last`. True if it came to its end before.
bool run(const Shape& shape, int last) {
  Coro<int> coro = shape.program();
  for (int n = 0; n <= last; ++n) {
    if (n == 0) {
      coro.resume();
    } else {
      std::exchange(paused, nullptr).resume();
    }
    if (coro.done()) {
      if (coro.result() != shape.expected) wrong("the result is not what it should be");
      return true;
    }
  }
  return false;
}

bool try_once(const Shape& shape, int last) {
  const std::size_t before = heap_in_use();
  rounds = 0;
  bool ended = true;
  try {
    ended = run(shape, last);
  } catch (const std::exception& error) {
    wrong(error.what());
  } catch (...) {
    wrong("an exception escapes");
  }
  const char* const leak = ended ? "an object is never destroyed"
                                 : "an object is never destroyed when the coroutine is destroyed";
  if (!living.empty()) wrong(leak);
  living.clear();
  if (first_fault.empty() && heap_in_use() != before) {
    wrong(ended ? "memory leaks" : "memory leaks when the coroutine is destroyed");
  }
  return ended;
}

int try_shape(const Shape& shape) {
  if (shape.program == nullptr) return 3;
  constexpr int kMostSuspensions = 50;
  try_once(shape, kMostSuspensions);  // what is allocated once for ever is allocated here
  first_fault.clear();
  int last = 0;
  while (last < kMostSuspensions && !try_once(shape, last)) ++last;
  if (last == kMostSuspensions) wrong("it never ends");
  if (first_fault.empty()) return 0;
  std::printf("%s\n", first_fault.c_str());
  return 1;
}

}  // namespace

void wrong(const char* what) {
  if (first_fault.empty()) first_fault = what;
}

bool yes() {
  static volatile bool value = true;
  return value;
}

Obj::Obj(int value) : value_(value) { living.insert(this); }
Obj::Obj(const Obj& other) : value_(other.value()) { living.insert(this); }
Obj::Obj(Obj&& other) noexcept : value_(other.value()) { living.insert(this); }
Obj& Obj::operator=(const Obj& other) {
  value_ = other.value();
  return *this;
}
Obj::~Obj() {
  if (living.erase(this) == 0) wrong("an object is destroyed that was never made, or twice");
}
int Obj::value() const {
  if (!living.contains(this)) wrong("an object is used that was never made, or is destroyed");
  return value_;
}

}  // namespace canary

int main(int argc, char** argv) {
  const std::string_view what = argc == 2 ? argv[1] : "";
  const auto all = {std::pair("safe", canary::safe_shapes()),
                    std::pair("forbidden", canary::forbidden_shapes())};
  for (const auto& [kind, shapes] : all) {
    for (const canary::Shape& shape : shapes) {
      if (what == "--list") std::printf("%s\t%s\t%s\n", kind, shape.name, shape.text);
      if (what == shape.name) return canary::try_shape(shape);
    }
  }
  if (what == "--list") return 0;
  std::fprintf(stderr, "usage: canary --list | NAME\n");
  return 2;
}
