// Records a run to a file while it goes on, on a thread of its own: what happened is in the file
// after 64 KiB of facts or 50 ms, even if the program then crashes, hangs or is killed.
//
// The loop's thread only puts facts into a queue; texts stay where the recorder's trace has them.
// A file that cannot be written (any more) ends the recording with a sentence on the standard
// error, not the program.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "core/trace/encoder.hpp"
#include "core/trace/fact_queue.hpp"
#include "core/trace/file.hpp"
#include "core/trace/recorder.hpp"

namespace trace {

class FileRecording {
 public:
  /// Takes over the recorder, which passes its facts on from here and keeps none. The header and
  /// the sources of its trace go first; the texts of further files that facts refer to follow if
  /// they can be read. REQUIRES: the recorder outlives this and has recorded nothing.
  FileRecording(Recorder& recorder, std::string path);
  /// Writes what is left and the end mark: the run is complete.
  ~FileRecording();
  FileRecording(const FileRecording&) = delete;
  FileRecording& operator=(const FileRecording&) = delete;

  /// How many facts the system has, to be read even if this process is killed. From any thread.
  EventIndex written() const { return written_.load(std::memory_order_acquire); }
  /// Whether the file could not be written. From any thread.
  bool failed() const { return failed_.load(std::memory_order_relaxed); }

 private:
  void appended(const TraceEvent& event);
  void work();
  void drain();
  void add_source(const std::string& path);
  void write();
  void check(const std::string& fault);

  // The loop's thread only
  Recorder& recorder_;
  std::size_t texts_ = 1, locations_ = 1;  // given to the queue so far
  std::size_t unsent_ = 0;                 // facts

  FactQueue queue_;
  std::atomic<bool> failed_{false};
  std::atomic<EventIndex> written_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool hurry_ = false, over_ = false;  // guarded by mutex_

  // The writer's thread only
  const std::string path_;
  File file_;
  Encoder encoder_;
  std::vector<std::string_view> names_{std::string_view()};  // the texts, by id
  std::set<std::string> known_files_;

  std::thread thread_;
};

/// A trace and a recorder for a program that has none, recorded in a file.
struct RecordedRun {
  explicit RecordedRun(const Header& header, std::string path)
      : recorder(with(header)), file(recorder, std::move(path)) {}

  Trace trace;
  Recorder recorder;
  FileRecording file;

 private:
  Trace& with(const Header& header) {
    trace.header = header;
    return trace;
  }
};

}  // namespace trace
