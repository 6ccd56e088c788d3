// A drawing as SVG: shapes and texts by pixels, in black and greys. Inside core/model.
//
// Texts are set in what fonts the reader has. Their widths are reckoned for the widest of the usual
// ones, so that nothing overlaps. Only what slides, browsers and printers all know is used:
// attributes instead of styles, arrowheads as shapes.
#pragma once

#include <string>
#include <string_view>

namespace model {

/// How a text is set.
struct Lettering {
  double size = 12;  ///< em, in pixels
  bool bold = false;
  std::string_view colour = "#000";
  std::string_view anchor = "start";  ///< start, middle or end: what of the text is at x
};

double text_width(std::string_view text, const Lettering& lettering);
/// The text, or as much of it as fits with an ellipsis; empty if not even two letters fit.
std::string fitted(std::string_view text, const Lettering& lettering, double width);

class Drawing {
 public:
  /// The text stands on the line y. What XML cannot hold is replaced.
  void text(double x, double y, const Lettering& lettering, std::string_view words);
  /// A rectangle; `attributes` as in SVG: `fill="#fff"`.
  void box(double x, double y, double width, double height, std::string_view attributes);
  /// `points` is a path's d, see path_to().
  void path(std::string_view points, std::string_view attributes);
  /// The head of an arrow from one point to another.
  void arrowhead(double x0, double y0, double x1, double y1);

  /// The whole file.
  std::string document(double width, double height, std::string_view title) const;

 private:
  std::string shapes_;
};

/// "M12 3.5": a letter of a path and its point, to a tenth of a pixel.
std::string path_to(char letter, double x, double y);

}  // namespace model
