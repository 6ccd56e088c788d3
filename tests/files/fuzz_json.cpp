// Any bytes as lines of JSON: what was read is the same when it is written and read.
#include <cstdlib>
#include <sstream>

#include "core/trace/json_lines.hpp"

static std::string json_of(const trace::Loaded& loaded) {
  std::ostringstream out;
  trace::write_json(loaded.trace, loaded.complete, out);
  return out.str();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view lines(reinterpret_cast<const char*>(data), size);
  const trace::Loaded loaded = trace::read_json(lines, "it", {.events = 100'000});
  if (!loaded.is_trace) return 0;
  const std::string written = json_of(loaded);
  if (json_of(trace::read_json(written, "it")) != written) std::abort();
  return 0;
}
