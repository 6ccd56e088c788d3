// Ideas for further tests: a folder that cannot be written, a disk that fills while it is saved.
#include "core/trace/file.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "core/trace/stream.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/trace_builder.hpp"

using namespace trace;

namespace {

std::vector<std::byte> bytes_of(const Trace& t) { return StreamWriter(t).finish(); }

/// Many blocks of every kind: what a recording looks like that was flushed often.
std::vector<std::byte> flushed_often(std::size_t flushes) {
  tests::TraceBuilder b;
  b.trace().header = {.scenario = "two-workers", .parameters = {{"mode", "tasks"}}};
  b.trace().sources = {{"x.py", "Python", "print(1)\n"}};
  StreamWriter writer(b.trace());
  std::vector<std::byte> bytes;
  std::mt19937 random(1);
  for (std::size_t i = 0; i < flushes; ++i) {
    for (unsigned n = random() % 40; n > 0; --n) {
      b.at(Time(static_cast<std::int64_t>(i) * 1000)).line(n);
      b.print("line " + std::to_string(random() % 50));
    }
    const auto piece = writer.take();
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  }
  const auto piece = writer.finish();
  bytes.insert(bytes.end(), piece.begin(), piece.end());
  return bytes;
}

void write_bytes(const std::string& path, std::span<const std::byte> bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

std::vector<std::byte> read_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string all(std::istreambuf_iterator<char>(in), {});
  const auto bytes = std::as_bytes(std::span(all));
  return {bytes.begin(), bytes.end()};
}

/// Gives each block the checksum of what it holds, as far as the blocks go.
void repair(std::span<std::byte> bytes) {
  std::size_t at = format::kMagic.size() + sizeof(std::uint32_t);
  while (bytes.size() - at >= format::kBlockHead) {
    std::array<std::uint32_t, 3> head;
    std::memcpy(head.data(), bytes.data() + at, sizeof head);
    if (bytes.size() - at - format::kBlockHead < head[1]) return;
    const auto payload = bytes.subspan(at + format::kBlockHead, head[1]);
    head[2] = format::checksum(head[0], payload);
    std::memcpy(bytes.data() + at, head.data(), sizeof head);
    at += format::kBlockHead + payload.size();
  }
}

}  // namespace

TEST_SUITE("trace file") {
  TEST_CASE("a trace that is saved and loaded is the same to the byte") {
    const tests::Folder folder;
    const std::string path = folder / "a.loopscope";
    const Trace written = tests::two_workers_trace();
    CHECK(save_file(written, path) == std::nullopt);
    const Loaded loaded = load_file(path);
    CHECK(loaded.complete);
    CHECK(loaded.sentence.empty());
    CHECK(loaded.events == written.size());
    CHECK(bytes_of(loaded.trace) == bytes_of(written));
    CHECK(read_bytes(path) == bytes_of(written));
    CHECK(folder.files() == std::vector<std::string>{"a.loopscope"});
  }

  TEST_CASE("what cannot be saved is told and leaves the file that was there") {
    const tests::Folder folder;
    CHECK(save_file(Trace(), folder / "none" / "a") ==
          (folder / "none" / "a").string() + " cannot be saved: no such file or directory.");
    std::filesystem::create_directory(folder / "b");
    std::ofstream(folder / "b" / "kept") << "x";
    CHECK(save_file(Trace(), folder / "b").value_or("").find("cannot be saved") !=
          std::string::npos);
    CHECK(folder.files() == std::vector<std::string>{"b"});
  }

  TEST_CASE("what is not a trace is told in one sentence") {
    const tests::Folder folder;
    const std::string path = folder / "a";
    CHECK(load_file(path).sentence == path + " cannot be read: no such file or directory.");
    CHECK(load_file(folder / "").sentence.find("cannot be read: ") != std::string::npos);
    write_bytes(path, {});
    CHECK(load_file(path).sentence == path + " cannot be opened: It ends before a trace begins.");
    write_bytes(path, std::as_bytes(std::span("PNG or the like")));
    const Loaded loaded = load_file(path);
    CHECK_FALSE(loaded.is_trace);
    CHECK(loaded.sentence ==
          path +
              " cannot be opened: This is not a Loopscope trace: it does not begin with "
              "\"LOOPSCOPE TRACE\".");
  }

  TEST_CASE("a file cut at any place opens up to the cut") {
    const auto bytes = flushed_often(100);
    // The whole, fed block by block, tells how many facts there are before each cut.
    Trace whole;
    StreamReader reader(whole);
    std::vector<EventIndex> facts{0};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      REQUIRE(reader.feed(std::span(bytes).subspan(at, 1)));
      facts.push_back(whole.size());
    }
    std::size_t wrong = 0;
    for (std::size_t cut = 150; cut < bytes.size(); ++cut) {
      const Loaded loaded = load_bytes(std::span(bytes).first(cut), "it");
      wrong += loaded.events != facts[cut] || loaded.complete ||
               loaded.sentence != fmt::format(
                                      "it is incomplete, {} facts recovered: The recording "
                                      "was broken off.",
                                      facts[cut]);
    }
    CHECK(wrong == 0);
  }

  TEST_CASE("a damaged block ends the reading and what was before stays") {
    auto bytes = bytes_of(tests::two_workers_trace());
    tests::TraceBuilder b;
    b.print("first");
    StreamWriter writer(b.trace());
    bytes = writer.take();
    b.print("second");
    auto more = writer.take();
    more.back() ^= std::byte{1};
    bytes.insert(bytes.end(), more.begin(), more.end());
    const Loaded loaded = load_bytes(bytes, "it");
    CHECK_FALSE(loaded.complete);
    CHECK(loaded.events == 1);
    CHECK(
        loaded.sentence ==
        "it is incomplete, 1 facts recovered: Block 5 of the trace has a wrong checksum: the trace "
        "is damaged there.");
  }

  TEST_CASE("a file with more facts than the limit is read up to it and says how to read more") {
    const auto bytes = bytes_of(tests::two_workers_trace());
    const Loaded loaded = load_bytes(bytes, "it", {.events = 10});
    CHECK(loaded.limited);
    CHECK(loaded.events == 10);
    CHECK(
        loaded.sentence ==
        "it holds more than 10 facts, which take 0 MB of memory, and was read up to there: --limit "
        "N reads N.");
  }
}

TEST_SUITE("slow") {
  TEST_CASE("a file cut at each of its last 65,536 places opens") {
    const auto bytes = flushed_often(1000);
    REQUIRE(bytes.size() > 65'536);
    std::size_t complete = 0;
    for (std::size_t cut = bytes.size() - 65'536; cut < bytes.size(); ++cut) {
      const Loaded loaded = load_bytes(std::span(bytes).first(cut), "it");
      complete += loaded.complete || !loaded.is_trace ? 1 : 0;
    }
    CHECK(complete == 0);
  }

  TEST_CASE("of 100,000 traces with flipped bits none crashes the loader") {
    const auto good = flushed_often(20);
    std::mt19937 random(7);
    std::size_t accepted = 0, refused = 0;
    for (int i = 0; i < 100'000; ++i) {
      auto bytes = good;
      for (unsigned flips = 1 + random() % 3; flips > 0; --flips) {
        bytes[random() % bytes.size()] ^= static_cast<std::byte>(1u << random() % 8);
      }
      if (i % 2 == 0) repair(bytes);
      const Loaded loaded = load_bytes(bytes, "it");
      ++(loaded.complete ? accepted : refused);
      if (!loaded.complete && loaded.sentence.empty()) FAIL("no sentence");
      // A bit that was flipped twice is as it was.
      if (i % 2 == 1 && loaded.complete && bytes != good) FAIL("a flipped bit was not seen");
    }
    MESSAGE(accepted << " with repaired checksums were read to their ends, " << refused << " not");
    CHECK(accepted > 1000);
  }
}
