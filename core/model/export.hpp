// A trace for other programs: a Chrome trace for Perfetto, a picture for slides, a table of spans.
// (As text: transcript.hpp.)
//
// All are functions of the trace alone: equal traces give equal bytes. Names and texts of the trace
// may hold anything; what is written is valid in its format, and UTF-8.
#pragma once

#include <iosfwd>

#include "core/model/axis.hpp"

namespace model {

/// Trace Event Format (JSON), as Perfetto and chrome://tracing open it: a track for the loop with
/// its iterations, waits, batches and runs, one for each task with its states, wake-ups as flows,
/// the length of the ready queue as a counter, and what was printed, noted or went wrong as
/// instants. On the axes elastic and steps one unit is written as a millisecond, so that steps that
/// take no time can be seen; the true times are in the arguments.
void write_chrome_trace(const trace::Trace& trace, AxisKind axis, std::ostream& out);

struct PictureOptions {
  AxisKind axis = AxisKind::Elastic;
  int width = 1280;   ///< pixels at most: a short run takes less
  std::string title;  ///< over the picture
};
inline constexpr int kLeastPictureWidth = 480;
inline constexpr int kMostPictureWidth = 20000;
/// The timeline as SVG, black on white.
/// REQUIRES: kLeastPictureWidth <= options.width <= kMostPictureWidth.
void write_picture(const trace::Trace& trace, const PictureOptions& options, std::ostream& out);

/// CSV as of RFC 4180, one row for each stretch of a task's life in one state; a line of names
/// first. Facts and iterations count from 1; an empty field is not known, or not yet.
void write_spans(const trace::Trace& trace, std::ostream& out);

}  // namespace model
