#include <algorithm>

#include "tests/fuzz/machine.hpp"

namespace fuzz {
namespace {

std::string bytes(const std::string& what, std::string text) {
  std::ranges::replace(text, '\n', '/');
  return fmt::format("{} {} {}", what, text.size(), text);
}

}  // namespace

struct Machine::AtEnd {
  AtEnd(Machine& m, std::string w) : machine(m), who(std::move(w)) {}
  ~AtEnd() { machine.log(who, "agen end"); }
  Machine& machine;
  std::string who;
};

AsyncGenerator<int> Machine::counted(std::string who, int n, Duration each) {
  const AtEnd at_end(*this, who);
  for (int i = 0; i < n; ++i) {
    co_await sleep(each);
    co_yield i;
  }
}

Coro<> Machine::generate(std::string who, const json& op) {
  const AsyncGenerator<int> all = counted(who, op[1], eighths(op[2]));
  while (auto i = co_await all.next()) {
    log(who, fmt::format("item {}", *i));
    if (op[3].is_number() && *i == op[3].get<int>()) {
      co_await all.aclose();
      break;
    }
  }
}

/// The shared generator i.
AsyncGenerator<int> Machine::shared(int i, int n, std::optional<Duration> each, std::string how) {
  std::exception_ptr error;
  try {
    for (int j = 0; j < n; ++j) {
      if (each) {
        co_await sleep(*each);
      }
      try {
        const std::optional<int> sent = co_yield j;
        log("gen", fmt::format("{} was sent {}", i, sent ? std::to_string(*sent) : "none"));
      } catch (const KeyError&) {
        if (how.find("catch") == how.npos) throw;
        log("gen", fmt::format("{} caught KeyError", i));
      }
    }
  } catch (...) {
    error = std::current_exception();
  }
  if (how.find("slow") != how.npos) {
    co_await sleep(std::chrono::milliseconds(125));
  }
  log("gen", fmt::format("{} ends", i));
  if (how.find("stubborn") != how.npos) co_yield -1;
  if (error) std::rethrow_exception(error);
}

Coro<> Machine::ask(std::string who, const std::string& name, const json& op) {
  const auto g = op[1].get<std::size_t>();
  if (!generators_[g]) {
    log(who, fmt::format("{} {} skip", name, g));
    co_return;
  }
  const AsyncGenerator<int> generator = *generators_[g];
  std::string text = "none";
  std::exception_ptr error;
  ++asked_[g];
  try {
    if (name == "gnext") {
      const std::optional<int> value = co_await generator.next();
      text = value ? std::to_string(*value) : "StopAsyncIteration";
    } else if (name == "gsend") {
      const int value = co_await generator.asend(op[2]);
      text = std::to_string(value);
    } else if (name == "gthrow") {
      const std::optional<int> value = co_await generator.athrow(error_named(op[2]));
      if (value) text = std::to_string(*value);
    } else {
      co_await generator.aclose();
    }
  } catch (const std::exception&) {
    text = kind(std::current_exception());
  } catch (const GeneratorExit&) {  // out of a generator that ignored it
    text = "GeneratorExit";
  } catch (...) {
    error = std::current_exception();
  }
  --asked_[g];
  if (error) std::rethrow_exception(error);
  log(who, fmt::format("{} {} {}", name, g, text));
}

Coro<> Machine::read(std::string who, const std::string& name, const json& op) {
  const StreamReader& stream = at(streams_, op[1]);
  std::string text;
  if (name == "readline") {
    const std::string line = co_await stream.readline();
    log(who, bytes("line", line));
    co_return;
  }
  if (name == "readn") {
    const std::string some = co_await stream.read(op[2].get<int>());
    log(who, bytes("read", some));
    co_return;
  }
  try {
    std::string all;
    if (name == "readx") {
      all = co_await stream.readexactly(op[2].get<int>());
    } else if (name == "until") {
      all = co_await stream.readuntil(op[2].get<std::string>());
    } else {
      all = co_await stream.read();
    }
    text = bytes(name, all);
  } catch (const IncompleteReadError& e) {
    std::string partial = e.partial();
    std::ranges::replace(partial, '\n', '/');
    text = fmt::format("{} incomplete {} {} {}", name, partial.size(),
                       e.expected() ? std::to_string(*e.expected()) : "none", partial);
  } catch (const LimitOverrunError& e) {
    text = fmt::format("{} overrun {}", name, e.consumed());
  } catch (const std::exception&) {
    text = name + " " + kind(std::current_exception());
  }
  log(who, text);
}

// -- Without waiting

bool Machine::at_once_sources(const std::string& who, const std::string& name, const json& op) {
  if (name == "feed") {
    const auto i = op[1].get<std::size_t>();
    if (ended_[i]) {
      log(who, "feed skip");
    } else {
      streams_[i].feed_data(op[2].get<std::string>());
    }
  } else if (name == "feof") {
    const auto i = op[1].get<std::size_t>();
    ended_[i] = true;
    streams_[i].feed_eof();
  } else if (name == "sexc") {
    at(streams_, op[1]).set_exception(error_named(op[2]));
  } else if (name == "ateof") {
    const StreamReader& s = at(streams_, op[1]);
    log(who, fmt::format("stream {} {} {}", op[1].get<int>(), yn(s.at_eof()),
                         s.exception() ? kind(s.exception()) : "none"));
  } else if (name == "gdrop") {
    const auto g = op[1].get<std::size_t>();
    if (asked_[g] > 0) {
      log(who, fmt::format("gdrop {} skip", g));
    } else {
      generators_[g].reset();
    }
  } else {
    return false;
  }
  return true;
}

}  // namespace fuzz
