#include "core/trace/file_recording.hpp"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace trace {
namespace {

constexpr std::size_t kMostUnsent = (64u << 10) / sizeof(TraceEvent);
constexpr std::chrono::milliseconds kLongestUnsent{50};

/// Starts a thread that takes none of the program's signals.
template <class Work>
std::thread start_quietly(Work work) {
#ifdef SIG_BLOCK
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  std::thread thread(work);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
#else
  return std::thread(work);
#endif
}

}  // namespace

FileRecording::FileRecording(Recorder& recorder, std::string path)
    : recorder_(recorder), path_(std::move(path)) {
  encoder_.begin(recorder.trace().header);
  for (const Source& source : recorder.trace().sources) {
    encoder_.source(source);
    known_files_.insert(source.path);
  }
  check(file_.open(path_, File::Mode::Write));
  recorder.pass_on_only();
  recorder.observe([this](const TraceEvent& event) { appended(event); });
  thread_ = start_quietly([this] { work(); });
}

FileRecording::~FileRecording() {
  recorder_.observe(nullptr);
  {
    const std::scoped_lock lock(mutex_);
    over_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

// -- The loop's thread

void FileRecording::appended(const TraceEvent& event) {
  if (failed()) return;
  const Trace& names = recorder_.trace();
  for (; texts_ < names.strings(); ++texts_) {
    queue_.push(names.text(static_cast<StringId>(texts_)));
  }
  for (; locations_ < names.locations(); ++locations_) {
    queue_.push(names.location(static_cast<LocationId>(locations_)));
  }
  queue_.push(event);
  if (++unsent_ < kMostUnsent) return;
  unsent_ = 0;
  {
    const std::scoped_lock lock(mutex_);
    hurry_ = true;
  }
  wake_.notify_one();
}

// -- The writer's thread

void FileRecording::work() {
  for (bool over = false; !over;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kLongestUnsent, [this] { return hurry_ || over_; });
      hurry_ = false;
      over = over_;
    }
    drain();
    if (over) encoder_.end();
    write();
  }
  if (!failed()) check(file_.sync());
  if (!failed()) check(file_.close());
}

void FileRecording::drain() {
  queue_.drain([this](const FactQueue::Item& item) {
    if (const auto* event = std::get_if<TraceEvent>(&item)) {
      encoder_.event(*event);
    } else if (const auto* text = std::get_if<std::string_view>(&item)) {
      names_.push_back(*text);
      encoder_.text(*text);
    } else {
      const auto& at = std::get<Location>(item);
      encoder_.location(at);
      if (at.file < names_.size()) add_source(std::string(names_[at.file]));
    }
  });
}

void FileRecording::add_source(const std::string& path) {
  if (!known_files_.insert(path).second) return;
  std::error_code none;
  if (std::filesystem::file_size(path, none) > format::kMostText || none) return;
  std::ifstream in(path, std::ios::binary);
  encoder_.source({path, path.ends_with(".py") ? "Python" : "C++",
                   std::string(std::istreambuf_iterator<char>(in), {})});
}

void FileRecording::write() {
  const std::vector<std::byte> bytes = encoder_.take();
  if (failed() || bytes.empty()) return;
  check(file_.write(bytes));
  if (!failed()) written_.store(encoder_.events(), std::memory_order_release);
}

void FileRecording::check(const std::string& fault) {
  if (fault.empty()) return;
  failed_ = true;
  fmt::print(stderr, "loopscope: the recording in {} has stopped: {}. The program goes on.\n",
             path_, fault);
}

}  // namespace trace
