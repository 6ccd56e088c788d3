// The queue without a limit
#include <cmath>
#include <string>

#include "core/aio.hpp"
#include "scenarios/registry.hpp"

using namespace aio;

struct Order {
  int number = 0;
  Duration made;
};

static Coro<> shop(Queue<Order>& orders, Duration pause) {
  for (int n = 1; n <= 10; ++n) {
    const Order order{n, loop().time()};  // [1]
    co_await orders.put(order);           // [2]
    co_await sleep(pause);                // [3]
  }
  print("shop closes, {} orders wait", orders.qsize());  // [4]
}

static Coro<> kitchen(Queue<Order>& orders, Duration work) {
  while (true) {
    const Order order = co_await orders.get();                                     // [5]
    const double age = (loop().time() - order.made).seconds();                     // [6]
    print("order {} has waited {:g} s", order.number, std::round(age * 10) / 10);  // [7]
    co_await sleep(work);                                                          // [8]
    orders.task_done();                                                            // [9]
  }
}

static Coro<> main_(std::int64_t maxsize, Duration pause, Duration work) {
  Queue<Order> orders{static_cast<int>(maxsize), "orders"};     // [10]
  Task<> cook = create_task(kitchen(orders, work), "kitchen");  // [11]
  Task<> sell = create_task(shop(orders, pause), "shop");       // [12]
  co_await sell;                                                // [13]
  co_await orders.join();                                       // [14]
  print("all orders are served");                               // [15]
  cook.cancel();                                                // [16]
}

namespace scenarios {
Coro<> unbounded_queue(const Parameters& p) {
  return main_(p.count("maxsize"), p.seconds("pause"), p.seconds("work"));
}
}  // namespace scenarios
