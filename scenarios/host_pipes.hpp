// A host's connections to the window that started it: see core/session/channel.hpp.
#pragma once

#include <memory>

namespace scenarios {

class Gate;
class Sender;

struct HostPipes {
  int trace = 1;
  int status = -1;   ///< -1: nobody listens
  int control = -1;  ///< -1: nobody asks
};

/// Takes the pipes out of the program's way: the trace's is no longer the standard output, and the
/// program's own children get none of them.
HostPipes take_pipes();

/// Does what the window asks for, on a thread of its own, and ends the process when the window is
/// gone.
class Control {
 public:
  Control(int descriptor, Sender& sender, Gate& gate);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

 private:
  struct Listener;
  std::shared_ptr<Listener> listener_;  // shared with the thread, which may wait for ever
};

}  // namespace scenarios
