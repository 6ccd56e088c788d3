// The lost update
#include <string>
#include <vector>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

struct Account {
  int balance = 0;
  Lock lock{"account"};
};

static Coro<> add_ten(Account& account, std::string name, Duration pause) {
  const int seen = account.balance;  // [1]
  watch("seen", seen);
  print("{} reads {}", name, seen);              // [2]
  co_await sleep(pause);                         // [3]
  account.balance = seen + 10;                   // [4]
  print("{} writes {}", name, account.balance);  // [5]
}

static Coro<> deposit(Account& account, std::string name, std::string mode, Duration pause) {
  if (mode == "race") {
    co_await add_ten(account, name, pause);  // [6]
  } else if (mode == "lock") {
    auto held = co_await account.lock.hold();  // [7]
    co_await add_ten(account, name, pause);    // [8]
  } else {
    co_await sleep(pause);                         // [9]
    account.balance += 10;                         // [10]
    print("{} writes {}", name, account.balance);  // [11]
  }
}

static Coro<> main_(std::string mode, std::int64_t deposits, Duration pause) {
  Account account;
  std::vector<Task<>> tasks;
  for (int n = 1; n <= deposits; ++n) {
    const std::string name = fmt::format("D{}", n);
    tasks.push_back(create_task(deposit(account, name, mode, pause), name));  // [12]
  }
  co_await gather(tasks);                                            // [13]
  print("balance {}, expected {}", account.balance, 10 * deposits);  // [14]
}

namespace scenarios {
Coro<> lost_update(const Parameters& p) {
  return main_(p.choice("mode"), p.count("deposits"), p.seconds("pause"));
}
}  // namespace scenarios
