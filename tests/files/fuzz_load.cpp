// Any bytes as a file: loads them, and what was loaded is the same when it is written and loaded.
#include <cstdio>
#include <cstdlib>

#include "core/trace/file.hpp"
#include "core/trace/stream.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const trace::Loaded loaded = trace::load_bytes(bytes, "it", {.events = 100'000});
  if (loaded.sentence.empty() && !loaded.complete) std::abort();
  if (!loaded.is_trace) return 0;
  const auto written = trace::StreamWriter(loaded.trace).finish();
  const trace::Loaded again = trace::load_bytes(written, "it");
  if (!again.complete || again.events != loaded.events) {
    std::puts(again.sentence.c_str());
    std::abort();
  }
  if (trace::StreamWriter(again.trace).finish() != written) std::abort();
  return 0;
}
