// What is done on the command line without a window: scenarios are listed, run and told, files are
// read, told and repeated. Each returns the program's exit status.
#pragma once

#include <string>
#include <vector>

#include "core/model/export.hpp"
#include "core/trace/file.hpp"
#include "scenarios/host.hpp"

namespace gui {

inline constexpr int kBadInput = 2;

/// What was asked for on the command line.
struct Words {
  std::string name;
  std::vector<std::string> parameters;
  std::string clock = "virtual";
  std::uint64_t seed = 0;
  std::string size;
  std::string script;
  std::string file, save;
  trace::EventIndex limit = trace::Limits().events;
  bool json = false;
  bool light = false, dark = false;
  // Of an export.
  std::string to, format;
  std::string axis = "elastic";
  int width = model::PictureOptions().width;
};

/// Says it on the standard error.
int complain(const std::string& sentence, int status = kBadInput);

int list_scenarios();
/// Prints what the program prints. `save`: the file for its trace; empty: none.
int run(const scenarios::RunRequest& request, const std::string& save);
/// Runs what was asked for to its end.
int trace_of(const scenarios::RunRequest& request, trace::Trace& trace);
/// Every fact of a run as a sentence, and around it what the lesson says, where it is one.
int show(const scenarios::RunRequest& request);
int show_file(const Words& words, const std::string& path);
/// A name that is no scenario's but a file's.
bool is_file(const std::string& name);
/// Reads it and says what is wrong with it; not is_trace if nothing can be done with it.
trace::Loaded open_file(const Words& words, const std::string& path);
/// Says what is in a file, or turns it into another form.
int trace_file(const Words& words);
/// Repeats the run that a file's header names. Without a file to save it in, compares the two.
int rerun(const Words& words);

}  // namespace gui
