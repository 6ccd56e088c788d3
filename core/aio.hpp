// The public face of the runtime: asyncio's nouns and functions in snake_case, in namespace aio.
//
//   Coro<std::string> worker(std::string name, Duration delay) {
//     print("{} started", name);
//     co_await sleep(delay);
//     co_return name;
//   }
//   Coro<> main_() {
//     auto [a, b] = co_await gather(worker("A", 2s), worker("B", 1s));
//   }
//   int main() { run(main_()); }
#pragma once

#include "core/runtime/async_generators.hpp"
#include "core/runtime/contextvars.hpp"
#include "core/runtime/coroutine.hpp"
#include "core/runtime/event_loop.hpp"
#include "core/runtime/exceptions.hpp"
#include "core/runtime/executors.hpp"
#include "core/runtime/futures.hpp"
#include "core/runtime/gather.hpp"
#include "core/runtime/locks.hpp"
#include "core/runtime/probes.hpp"
#include "core/runtime/queues.hpp"
#include "core/runtime/runners.hpp"
#include "core/runtime/scopes.hpp"
#include "core/runtime/streams.hpp"
#include "core/runtime/taskgroups.hpp"
#include "core/runtime/tasks.hpp"
#include "core/runtime/timeouts.hpp"
#include "core/runtime/waiting.hpp"
