// However this process ends, what had happened is sent first: by a fault, by abort(), because its
// stack or its memory is full, by exit() or _exit(), by an exception that nothing catches, or on
// request. Only SIGKILL leaves no time: then the last 50 ms are lost. What a platform has of this
// is in one file, last_words.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>

namespace scenarios {

class Sender;

/// Lives as long as the run. There can be one at a time.
class LastWords {
 public:
  explicit LastWords(Sender& sender);
  ~LastWords();
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;
};

/// A process that takes more memory than so many bytes gets std::bad_alloc; one that goes on as
/// before ends. For the rest of the process's life; not under sanitizers, which need more than any
/// bound for themselves.
void limit_memory(std::size_t bytes);

/// A thread that leaves signals to the others.
std::thread start_quiet_thread(std::function<void()> work);

/// Ends the process without last words.
[[noreturn]] void leave_now(int status);

}  // namespace scenarios
