import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "script"))
from check_awaits import File  # noqa: E402

GOOD = """
bool ok = co_await f();  if (ok) co_return 1;
while (auto x = co_await g.next()) { use(*x); }
while (auto [a, b] = co_await g.next()) {}
if (const auto& x = co_await f(); x.ok) {}
for (auto&& x : co_await f()) print("{}", x ? 1 : 2);
if (flag ? a : b) co_await f();
auto n = flag ? 1 : 2; co_await f(n);
auto l = [x] { return x; }; co_await f(std::move(l));
co_await f([&] { return 1; }); co_await f([&x, this] { return 1; }); co_await f([] {});
auto [a, b] = co_await gather(f(), g()); auto& [c, d] = pair;
co_await with(scope, [&](auto& g) -> Coro<int> {
  bool ready = co_await f();
  co_return ready ? 1 : 2;
});
auto t = group.create_task(worker([x] { return x; }),
                           "A");
co_await aio::sleep(
    2s);
auto text = R"(co_await f(
   ? ) co_await)"; // if (co_await f())
T t{co_await f()};
co_await f<int>(x)  && more
    && again;
auto v = co_await a.b->c(x[1], {1, 2}).d() +
    1;
CHECK(co_await f() == 3);
struct S { int x{0}; Coro<int> f() { co_return co_await g(); } int y = a ? b : c; };
co_await f(values[x], g());
int million = 1'000'000; co_await f();
"""

BAD = {
    "if (co_await f()) co_return 1;": "condition",
    "if (!co_await f()) {}": "condition",
    "if constexpr (true) { } else if (x && co_await f()) {}": "condition",
    "while (co_await f()) {}": "condition",
    "do { x(); } while (co_await f());": "condition",
    "if (x = co_await f()) {}": "condition",
    "if (int i = 0; co_await f(i)) {}": "condition",
    "switch (co_await f()) {}": "condition",
    "co_await (x ? f() : g());": "?:",
    "co_return co_await f(x ? 1 : 2);": "?:",
    "co_yield x ? a : b;": "?:",
    "co_await f([x] { return x; });": "lambda",
    "co_await f([=] { return x; });": "lambda",
    "co_await f([&, y = g(1, 2)] { return x; });": "lambda",
    "co_await f([&] { co_await g([x] {}); });": "lambda",
    "T t{co_await f(), co_await g()};": "braced",
    "h(std::vector<int>{co_await f(), 1, co_await g()});": "braced",
    "throw co_await f();": "throw",
    "auto p = new T(co_await f());": "new",
    "co_await f(a,\n  b);": "several lines",
    "co_await\n  sleep(1s);": "several lines",
    "co_await lock\n  .hold();": "several lines",
    "auto x = co_await f<int>(\n  1);": "several lines",
}


def check(body):
    return [sentence for _, sentence in File("Coro<> f() {\n" + body + "\n}\n").found]


class CheckAwaits(unittest.TestCase):
    def test_shapes_that_all_compilers_get_right_pass(self):
        self.assertEqual(check(GOOD), [])

    def test_each_forbidden_shape_is_told_once(self):
        for body, word in BAD.items():
            with self.subTest(body):
                found = check(body)
                self.assertEqual(len(found), 1, found)
                self.assertIn(word, found[0])

    def test_the_line_is_that_of_the_shape(self):
        found = File("\nCoro<> f() {\n\n  throw co_await g();\n}").found
        self.assertEqual([line for line, _ in found], [4])


if __name__ == "__main__":
    unittest.main()
