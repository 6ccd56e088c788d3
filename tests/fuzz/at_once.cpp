#include "tests/fuzz/machine.hpp"

namespace fuzz {

bool Machine::at_once(const std::string& who, const std::string& name, const json& op,
                      const Scopes& scopes) {
  return at_once_tasks(who, name, op, scopes) || at_once_objects(who, name, op) ||
         at_once_sources(who, name, op) || at_once_loop(who, name, op);
}

bool Machine::at_once_tasks(const std::string& who, const std::string& name, const json& op,
                            const Scopes& scopes) {
  if (name == "log") {
    log(who, "log " + op[1].get<std::string>());
  } else if (name == "spawn") {
    tasks_[op[1]] = loop_.create_task(body(op[1]), std::to_string(op[1].get<int>()));
  } else if (name == "gspawn") {
    if (scopes.groups.empty()) return true;
    const int k = op[1];
    try {
      tasks_[k] = scopes.groups.back().create_task(body(k), std::to_string(k));
    } catch (const RuntimeError&) {
      log(who, "gspawn RuntimeError");
    }
  } else if (name == "gstart") {
    gathers_[op[1]] = make_gather(op[2], op[3]);
  } else if (name == "gcancel") {
    const auto g = gathers_.find(op[1]);
    log(who, std::string("gcancel ") + (g == gathers_.end() ? "skip" : yn(g->second.cancel())));
  } else if (name == "resched") {
    if (scopes.timeouts.empty()) return true;
    guarded(who, "resched", [&] {
      std::optional<Duration> when = limit(op[1]);
      if (when) *when += loop_.time();
      scopes.timeouts.back().reschedule(when);
      return "none";
    });
  } else if (name == "cancel") {
    const int k = op[1];
    const auto t = task(k);
    log(who, fmt::format("cancel {} {}", k, t ? yn(t.cancel()) : "skip"));
  } else if (name == "cancel_self") {
    log(who, fmt::format("cancel self {}", yn(loop_.current_task()->cancel(""))));
  } else if (name == "uncancel") {
    log(who, fmt::format("uncancel {}", loop_.current_task()->uncancel()));
  } else if (name == "cancelling") {
    const int k = op[1];
    const auto t = task(k);
    log(who, fmt::format("cancelling {} {}", k, t ? std::to_string(t.cancelling()) : "skip"));
  } else if (name == "state") {
    log(who, fmt::format("state {} {}", op[1].get<int>(), state(task(op[1]))));
  } else if (name == "cb") {
    const int k = op[1];
    if (const auto t = task(k)) {
      t.add_done_callback([this, k, s = op[2].get<std::string>()](const Future<Body>& f) {
        log("cb", fmt::format("{} {} {} {}", s, k, state(f), variable().get()));
      });
    } else {
      log(who, fmt::format("cb {} skip", k));
    }
  } else {
    return false;
  }
  return true;
}

bool Machine::at_once_objects(const std::string& who, const std::string& name, const json& op) {
  const auto nothing = [](auto f) {
    return [f] {
      f();
      return std::string("none");
    };
  };
  if (name == "rel") {
    guarded(who, "release", nothing([&] { at(locks_, op[1]).release(); }));
  } else if (name == "srel") {
    guarded(who, "srel", nothing([&] { at(semaphores_, op[1]).release(); }));
  } else if (name == "bsrel") {
    guarded(who, "bsrel", nothing([&] { at(bounded_, op[1]).release(); }));
  } else if (name == "notify") {
    guarded(who, "notify", nothing([&] { at(conditions_, op[1]).notify(op[2]); }));
  } else if (name == "eset") {
    at(events_, op[1]).set();
  } else if (name == "eclr") {
    at(events_, op[1]).clear();
  } else if (name == "putn") {
    guarded(who, "putn", nothing([&] {
              std::visit([&](const auto& q) { q.put_nowait(op[2]); }, at(queues_, op[1]));
            }));
  } else if (name == "getn") {
    guarded(who, "getn", [&] {
      return std::visit([](const auto& q) { return std::to_string(q.get_nowait()); },
                        at(queues_, op[1]));
    });
  } else if (name == "qdone") {
    guarded(who, "task_done",
            nothing([&] { std::visit([](const auto& q) { q.task_done(); }, at(queues_, op[1])); }));
  } else if (name == "qshut") {
    std::visit([&](const auto& q) { q.shutdown(op[2]); }, at(queues_, op[1]));
    log(who, fmt::format("shut {}", op[1].get<int>()));
  } else if (name == "fset") {
    guarded(who, "fset", nothing([&] { at(futures_, op[1]).set_result(op[2].get<int>()); }));
  } else if (name == "fexc") {
    guarded(who, "fexc", nothing([&] { at(futures_, op[1]).set_exception(error_named(op[2])); }));
  } else if (name == "fcancel") {
    log(who, std::string("fcancel ") + yn(at(futures_, op[1]).cancel()));
  } else if (name == "fcb") {
    const int i = op[1];
    at(futures_, i)
        .add_done_callback([this, i, s = op[2].get<std::string>()](const Future<int>& f) {
          log("fcb", fmt::format("{} {} {} {}", s, i, state(f), variable().get()));
        });
  } else {
    return false;
  }
  return true;
}

bool Machine::at_once_loop(const std::string& who, const std::string& name, const json& op) {
  const auto say = [&](const char* by, const json& what) {
    return [this, by, s = what.get<std::string>()] { log(by, s + " " + variable().get()); };
  };
  if (name == "soon") {
    loop_.call_soon(say("soon", op[1]));
  } else if (name == "later") {
    handles_[op[3]] = loop_.call_later(eighths(op[1]), say("later", op[2]));
  } else if (name == "at") {
    handles_[op[3]] = loop_.call_at(eighths(op[1]), say("at", op[2]));
  } else if (name == "hcancel") {
    if (const auto h = handles_.find(op[1]); h != handles_.end()) h->second.cancel();
  } else if (name == "later_op") {
    loop_.call_later(eighths(op[1]),
                     [this, inner = op[2]] { at_once("later", inner[0], inner, Scopes()); });
  } else if (name == "eager") {
    loop_.set_task_factory(op[1] ? eager_task_factory : TaskFactory::Lazy);
  } else if (name == "block") {
    busy(eighths(op[1]));
    log(who, fmt::format("blocked {}", op[1].get<int>()));
  } else if (name == "vset") {
    variable().set(op[1].is_string() ? op[1].get<std::string>() : op[1].dump());
  } else if (name == "vget") {
    log(who, "var " + variable().get());
  } else {
    return false;
  }
  return true;
}

}  // namespace fuzz
