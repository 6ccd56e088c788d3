// Runs one program of the fuzzing language on the public face of the runtime and logs what it does,
// line by line as tests/fuzz/reference/fuzz_run.py does under CPython.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/aio.hpp"

namespace fuzz {

/// `on_loop` is called with the loop before anything runs.
std::vector<std::string> run(const nlohmann::json& program, trace::Recorder* recorder,
                             const std::function<void(aio::EventLoop&)>& on_loop = {});

}  // namespace fuzz
