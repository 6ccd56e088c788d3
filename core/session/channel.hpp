// What a window and the host process it started say to each other beside the trace.
//
// A program that is started as a feed has the environment variable kVariable. Then, besides the
// trace on its standard output, it may write lines to kStatus and read lines from kControl; both
// are pipes. A program that does not know of them is as good a feed. The end of kControl means that
// the window is gone.
//
// Lines to the window:
//   alive NS FACTS      it lives; FACTS were written, and the loop had no new one for NS, the time
//                       that it was held not counted
//   exception WORDS     the program ended with an exception; its trace is complete
//   terminate WORDS     an exception that nothing can catch: it is about to abort
//   signal NUMBER       it is about to be killed by that signal
//   stack               likewise: because its stack is full
//   exit                exit() or the like was called
//   memory              there is no more memory
//   closed              the trace cannot be written any more: its descriptor was closed
//   held, going         the loop stands still between two handles, or runs on
// Lines from the window:
//   pause, step, continue    hold the loop between two handles; run one; run on (real clock)
//   stop                     send what happened and end
#pragma once

namespace session::channel {

inline constexpr const char* kVariable = "LOOPSCOPE_FEED";
inline constexpr int kStatus = 3;
inline constexpr int kControl = 4;
/// Exit status of a host whose descriptors were closed by the program: it cannot even say so.
inline constexpr int kOutputClosed = 74;

}  // namespace session::channel
