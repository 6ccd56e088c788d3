// Ideas for further tests: a program of several files; tabs in the middle of a line.
#include <doctest/doctest.h>

#include <set>

#include "gui/line_visits.hpp"
#include "gui/source_text.hpp"
#include "scenarios/source_links.hpp"
#include "tests/gui/window.hpp"

using tests::TestWindow;

namespace {

/// Each token between the marks of its ink: *keyword*, @name@, `string`, #comment#.
std::string inked(std::string_view language, const std::string& text) {
  const gui::SourceText read = gui::read_source({"a", std::string(language), text});
  std::string all;
  for (const gui::SourceLine& line : read.lines) {
    for (const gui::Token& token : line.tokens) {
      static constexpr const char* kMarks[]{"", "*", "@", "`", "#"};
      const char* mark = kMarks[static_cast<int>(token.ink)];
      all += mark + line.text.substr(token.begin, token.end - token.begin) + mark;
    }
    all += "|";
  }
  return all;
}

std::string wrapped(std::string text, std::size_t columns) {
  const gui::SourceText read = gui::read_source({"a.py", "Python", std::move(text)});
  std::string all;
  for (const gui::SourceRow& row : gui::wrap(read, columns)) {
    all += std::to_string(row.line + 1) + std::string(row.indent, '.') + ":" +
           read.lines[row.line].text.substr(row.begin, row.end - row.begin) + "|";
  }
  return all;
}

/// Ten thousand tasks that all sleep at one line.
trace::Trace crowd_trace() {
  tests::TraceBuilder b;
  b.trace().sources = {
      {"scenarios/basics/two_workers.cpp", "C++", std::string(tests::kTwoWorkersCpp)}};
  b.loop_started();
  const auto main = b.create_task("main_");
  b.iteration();
  b.batch(1);
  b.step(main);
  std::vector<trace::TaskId> tasks;
  for (int i = 0; i < 10'000; ++i) tasks.push_back(b.line(12).create_task("worker"));
  b.line(14).suspend(main, trace::WaitKind::Task, tasks[0]);
  b.iteration();
  b.batch(10'000);
  for (const auto task : tasks) {
    b.step(task);
    b.line(6).sleep(task, std::chrono::seconds(1));
  }
  return std::move(b.trace());
}

}  // namespace

TEST_SUITE("source text") {
  TEST_CASE("comments that link twins are kept apart from the text") {
    const gui::SourceText python =
        gui::read_source({"a.py", "Python", "x = f()  # [3]\r\n\ty # [no]\nz[1]\n# [12]"});
    REQUIRE(python.lines.size() == 4);
    CHECK(python.lines[0].text == "x = f()");
    CHECK(python.lines[0].link == 3);
    CHECK(python.lines[1].text == "    y # [no]");
    CHECK(python.lines[1].link == 0);
    CHECK(python.lines[2].text == "z[1]");
    CHECK(python.lines[2].link == 0);
    CHECK(python.lines[3].text.empty());
    CHECK(python.lines[3].link == 12);
  }

  TEST_CASE("a program on paper has no comments that link twins") {
    CHECK(scenarios::without_links("x = f()  # [3]\n\ny # [no]\n") == "x = f()\n\ny # [no]\n");
    CHECK(scenarios::without_links("  co_await a;  // [7]\n}") == "  co_await a;\n}\n");
  }

  TEST_CASE("a place in one program is found in its twin") {
    trace::Trace trace = tests::two_workers_trace();
    gui::SourceBook book;
    book.extend(trace);
    const gui::SourceText* cpp = book.in("C++");
    const gui::SourceText* python = book.in("Python");
    REQUIRE(cpp != nullptr);
    REQUIRE(python != nullptr);
    const auto at = trace.intern_location("scenarios/basics/two_workers.cpp", 6);
    CHECK(book.line_of(trace, at, *cpp) == 6);
    CHECK(book.line_of(trace, at, *python) == 6);
    const auto head = trace.intern_location("scenarios/basics/two_workers.cpp", 2);
    CHECK(book.line_of(trace, head, *python) == 0);
    const auto elsewhere = trace.intern_location("other.cpp", 6);
    CHECK(book.line_of(trace, elsewhere, *python) == 0);
  }

  TEST_CASE("keywords, names, strings and comments are told apart") {
    CHECK(inked("Python", R"(async def f(x):  # why
    print(f"{x} #1", 'it\'s'))") ==
          R"(*async* *def* @f@(x):  ## why#|    @print@(f`"{x} #1"`, `'it\'s'`)|)");
    CHECK(
        inked("C++", "#include <a>\nco_await sleep(1'000ms);  // a\nauto x = 'a'; /* b\nc */ x") ==
        "*#include* <a>|*co_await* @sleep@(@1'000ms@);  #// a#|*auto* x = `'a'`; #/* b#|#c */# "
        "x|");
  }

  TEST_CASE("a docstring runs over lines, and what is never closed ends with the text") {
    CHECK(inked("Python", "\"\"\"A\n\nif\"\"\" + x\n'''\nnot") ==
          "`\"\"\"A`||`if\"\"\"` + x|`'''`|`not`|");
  }

  TEST_CASE("a program begins with the definition of its first linked line") {
    const auto begin = [](std::string text) {
      return gui::read_source({"a.py", "Python", std::move(text)}).begin;
    };
    CHECK(begin("'''doc'''\nimport a\n\n@b\ndef f():\n    x\n\n    y  # [1]\n") == 4);
    CHECK(begin("import a\nx\n") == 1);
    CHECK(begin("x  # [1]") == 1);
    CHECK(begin("") == 1);
  }

  TEST_CASE("long lines go on in the next row, behind a comma, a bracket or a space") {
    CHECK(wrapped("a = create(worker(1), 2)\n\n  bb", 14) ==
          "1:a = create(|1....:worker(1),|1....:2)|2:|3:  bb|");
    CHECK(wrapped("abcdefghijklmnop", 10) == "1:abcdefghij|1....:klmnop|");
    CHECK(wrapped("éééééééééééé", 8) == "1:éééééééé|1....:éééé|");
    CHECK(wrapped("x", 0) == "1:x|");
  }

  TEST_CASE("a line knows how often it was reached, and by whom") {
    const trace::Trace trace = tests::two_workers_trace();
    gui::SourceBook book;
    book.extend(trace);
    gui::LineVisits visits;
    const auto told = [&](std::string_view language, int line) {
      std::string words;
      for (const auto& one : visits.of(trace, book, *book.in(language), line))
        words += std::to_string(one.task) + " ";
      return words;
    };
    CHECK(told("Python", 6) == "2 3 ");  // arms the timer, then suspends: one visit each
    CHECK(told("C++", 7) == "3 2 ");
    CHECK(told("C++", 14) == "1 ");
    CHECK(told("C++", 2) == "");
  }

  TEST_CASE("a line that is reached anew in a loop is a visit each time") {
    tests::TraceBuilder b;
    b.trace().sources = {{"scenarios/basics/two_workers.cpp", "C++", "a\nb\n"}};
    const auto task = b.create_task("worker");
    const auto turn = [&] {
      b.step(task);
      b.line(1).sleep(task, std::chrono::seconds(1));
    };
    for (int i = 0; i < 3; ++i) turn();
    gui::SourceBook book;
    book.extend(b.trace());
    gui::LineVisits visits;
    CHECK(visits.of(b.trace(), book, *book.in("C++"), 1).size() == 3);
    turn();
    CHECK(visits.of(b.trace(), book, *book.in("C++"), 1).size() == 4);
  }
}

TEST_SUITE("source panel") {
  TEST_CASE("N goes to the next time a line is reached, Shift+N to the time before") {
    TestWindow test;
    test.perform("line", "6");
    std::vector<trace::EventIndex> cursors;
    for (const char* key : {"N", "N", "N", "Shift+N", "Shift+N"}) {
      test.window.press(key);
      cursors.push_back(test.cursor());
    }
    CHECK(cursors[0] > 0);
    CHECK(cursors[1] > cursors[0]);
    CHECK(cursors == std::vector{cursors[0], cursors[1], cursors[1], cursors[0], cursors[0]});
    CHECK(test.app.ui().notice == "this line was not reached before");
    test.window.press("Esc");
    CHECK(test.app.ui().chosen_line.number == 0);
  }

  TEST_CASE("without a chosen line N is about the line in focus") {
    TestWindow test;
    CHECK(test.perform("line-next") == "no line of the program is known here");
    test.seek(12);
    CHECK(test.perform("line-next") == "");
    CHECK(test.app.ui().chosen_line.number > 0);
    CHECK(test.perform("line", "0").find("a line of the program") != std::string::npos);
    CHECK(test.perform("line", "nowhere.py:3") != "");
  }

  TEST_CASE("a click on a line chooses it, another one lets it go") {
    TestWindow test;
    test.window.click(160, 244);
    CHECK(test.app.ui().chosen_line.file == "scenarios/python/two_workers.py");
    CHECK(test.app.ui().chosen_line.number > 0);
    test.window.click(160, 244);
    CHECK(test.app.ui().chosen_line.number == 0);
  }

  TEST_CASE("P goes round Python, C++ and both") {
    TestWindow test;
    std::set<std::uint64_t> pictures;
    for (int i = 0; i < 6; ++i) {
      pictures.insert(test.window.picture());
      test.window.press("P");
    }
    CHECK(pictures.size() == 3);
  }

  TEST_CASE("in both texts a line lights its twin, and a fact of the log its line") {
    TestWindow test;
    test.perform("source", "both");
    test.seek(1000);
    test.perform("seek", "0");
    test.window.move(160, 200);
    test.window.frames(2);
    CHECK(test.app.ui().pointed_link > 0);
    test.perform("records", "log");
    test.window.move(160, 760);
    test.window.frames(2);
    CHECK(test.app.ui().pointed_at != trace::kNever);
    CHECK(test.app.ui().pointed_link == 0);
  }

  TEST_CASE("ten thousand tasks at a line are a number") {
    TestWindow test(tests::options_for(crowd_trace));
    test.seek(test.session().trace().size());
    CHECK(test.window.triangles() > 100);
    CHECK(test.window.triangles() < 60'000);
  }
}
