// Values and bytes that arrive one by one: the corners of async generators and of streams, as under
// CPython.
#include "tests/support/story.hpp"

using namespace aio;

TEST_SUITE("AsyncGenerator") {
  static AsyncGenerator<int> numbers(Story & story) {
    std::exception_ptr error;
    try {
      for (int i = 0; i < 3; ++i) co_yield i;
    } catch (...) {
      error = std::current_exception();
    }
    story.log("ends");
    if (error) std::rethrow_exception(error);
  }

  static AsyncGenerator<int> stubborn() {
    try {
      co_yield 0;
    } catch (const GeneratorExit&) {
    }
    co_yield 1;
  }

  /// Logs what `ask` results in.
  template <class T>
  static Coro<> say(Story & story, Coro<T> ask) {
    std::string text = "none";
    try {
      if constexpr (std::is_void_v<T>) {
        co_await ask;
      } else if constexpr (std::is_same_v<T, int>) {
        const int value = co_await ask;
        text = std::to_string(value);
      } else {
        const T value = co_await ask;
        if (value) text = std::to_string(*value);
      }
    } catch (const std::exception&) {
      text = kind(std::current_exception());
    }
    story.log(text);
  }

  static Coro<> sent_too_early(Story & story) {
    const AsyncGenerator<int> all = numbers(story);
    co_await say(story, all.asend(7));
    co_await say(story, all.next());
    co_await say(story, all.asend(7));
    co_await say(story, all.aclose());
  }

  TEST_CASE("nothing can be sent to a generator that has not come to a yield") {
    Story story;
    story.run(sent_too_early(story));
    CHECK(story.lines ==
          Lines{"0.000 TypeError", "0.000 0", "0.000 1", "0.000 ends", "0.000 none"});
  }

  static Coro<> thrown_into(Story & story) {
    const AsyncGenerator<int> all = numbers(story);
    co_await say(story, all.next());
    co_await say(story, all.athrow(KeyError()));
    co_await say(story, all.athrow(KeyError()));
    co_await say(story, all.asend(1));
  }

  TEST_CASE("an error thrown into a generator that has ended is lost") {
    Story story;
    story.run(thrown_into(story));
    CHECK(story.lines == Lines{"0.000 0", "0.000 ends", "0.000 KeyError", "0.000 none",
                               "0.000 StopAsyncIteration"});
  }

  static Coro<> leaves_one(Story & story) {
    const AsyncGenerator<int> all = numbers(story);
    co_await say(story, all.next());
  }

  TEST_CASE("a generator that main leaves unfinished is cleaned up before the loop closes") {
    Story story;
    story.run(leaves_one(story));
    CHECK(story.lines == Lines{"0.000 0", "0.000 ends"});
  }

  static Coro<> closed_in_vain(Story & story) {
    const AsyncGenerator<int> g = stubborn();
    co_await say(story, g.next());
    co_await say(story, g.aclose());
    co_await say(story, g.aclose());
    co_await say(story, g.athrow(KeyError()));
    co_await say(story, g.next());
  }

  TEST_CASE("after a close that the generator ignored nothing can be thrown into it") {
    Story story;
    story.run(closed_in_vain(story));
    CHECK(story.lines == Lines{"0.000 0", "0.000 RuntimeError", "0.000 StopAsyncIteration",
                               "0.000 StopAsyncIteration", "0.000 none"});
  }
}

TEST_SUITE("StreamReader") {
  static Coro<> first(Story & story, StreamReader stream) {
    const std::string read = co_await stream.read(1);
    story.hop(read);
  }
  static Coro<> second(Story & story, StreamReader stream) {
    try {
      const std::string read = co_await stream.readexactly(4);
      story.hop(read);
    } catch (const CancelledError&) {
      story.hop("nobody woke the second");
    }
  }
  static Coro<> two_readers(Story & story) {
    const StreamReader stream;
    const Task<> a = create_task(first(story, stream));
    co_await sleep(0s);
    const Task<> b = create_task(second(story, stream));
    stream.feed_data("ab");  // wakes the first; the second begins to wait before it goes on
    co_await sleep(1s);
    stream.feed_data("cdef");
    co_await sleep(1s);
    b.cancel();
    co_await wait(std::vector<Task<>>(1, b));
  }

  TEST_CASE("a reader that goes on forgets who began to wait since it was woken, as in asyncio") {
    Story story;
    story.run(two_readers(story));
    CHECK(story.lines == Lines{"#2 a", "#7 nobody woke the second"});
  }
}
