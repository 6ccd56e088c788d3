// Who waits for whom at the cursor: tasks and objects as nodes, arrows from who waits to what is
// waited for, and from there to who has it. A ring stands out and is named.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/model/wait_layout.hpp"
#include "gui/panels.hpp"

namespace gui {
namespace {

using model::WaitEdge;
using model::WaitLayout;
using model::WaitNode;

Motion::Key key_of(const WaitNode& node) {
  return (Motion::Key{2} + static_cast<Motion::Key>(node.kind)) << 32 | node.id;
}

/// Where a node's arrows begin and end: what waits above, what is held below the middle.
float port(Rect box, WaitEdge::Kind kind) {
  return box.y0 + box.height() * (kind == WaitEdge::Kind::Waits ? 0.4f : 0.7f);
}

class GraphPainter {
 public:
  GraphPainter(const View& view, const Painter& paint, const WaitLayout& layout)
      : view_(view), paint_(paint), theme_(paint.theme()), layout_(layout) {}

  /// Places the nodes in a part of the window.
  void place(Rect room, float pitch, Motion& motion);
  void draw(CommandQueue& commands);

 private:
  void draw_edge(const WaitEdge& edge, bool lit) const;
  void draw_curve(const std::array<ImVec2, 4>& curve, ImU32 colour, float weight,
                  bool dashed) const;
  void draw_node(const WaitNode& node, Rect box, bool lit) const;
  void click(const WaitNode& node, CommandQueue& commands) const;

  const View& view_;
  const Painter& paint_;
  const Theme& theme_;
  const WaitLayout& layout_;
  std::vector<Rect> boxes_;
};

void GraphPainter::place(Rect room, float pitch, Motion& motion) {
  const auto columns = static_cast<float>(std::max<std::size_t>(layout_.columns, 1));
  const float width = std::min(room.width() / columns, paint_.px(300));
  const float node =
      std::floor(std::min(std::max(width * 0.7f, width - paint_.px(48)), paint_.px(208)));
  const float height =
      pitch > paint_.px(44) ? paint_.px(38) : pitch - paint_.px(pitch > paint_.px(27) ? 6 : 4);
  const float left = room.x0 + std::max(0.f, (room.width() - width * columns) * 0.5f);
  for (const WaitNode& one : layout_.nodes) {
    const float middle = left + (static_cast<float>(one.column) + 0.5f) * width;
    const float y = std::floor(room.y0 + static_cast<float>(one.row) * pitch);
    const float x = std::floor(middle - node * 0.5f);
    const Rect target{x, y, x + node, y + height};
    boxes_.push_back(motion.place(key_of(one), key_of(one), target));
  }
}

void GraphPainter::draw(CommandQueue& commands) {
  std::size_t over = boxes_.size();
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    if (hovered(boxes_[i])) over = i;
  }
  const auto lit = [&](const WaitEdge& edge) { return edge.from == over || edge.to == over; };
  for (const WaitEdge& edge : layout_.edges) {
    if (!edge.in_ring && !lit(edge)) draw_edge(edge, false);
  }
  for (const WaitEdge& edge : layout_.edges) {
    if (edge.in_ring || lit(edge)) draw_edge(edge, lit(edge));
  }
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const WaitNode& node = layout_.nodes[i];
    draw_node(node, boxes_[i], i == over);
    if (i == over && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      hint(paint_, node.title + "\n" + node.detail);
    }
    if (pressed(boxes_[i])) click(node, commands);
  }
}

/// A task, the first of many, who has an object, or else who waits for it first.
void GraphPainter::click(const WaitNode& node, CommandQueue& commands) const {
  if (node.kind != WaitNode::Kind::Object) return commands.select(node.id);
  const model::ObjectView* object = view_.snapshot().object(node.id);
  if (object == nullptr) return;
  if (object->holder() != 0) return commands.select(object->holder());
  if (!object->waiters.empty()) commands.select(object->waiters.front());
}

// -- Nodes

void GraphPainter::draw_node(const WaitNode& node, Rect box, bool lit) const {
  const bool object = node.kind == WaitNode::Kind::Object;
  const bool focus = !object && node.count == 1 && node.id == view_.focus;
  const float radius = object ? box.height() * 0.5f : paint_.px(3);
  const float fine = std::max(1.f, theme_.scale);
  if (node.count > 1) {  // a sheet behind says that there are more
    const Rect behind = box.moved(paint_.px(3), paint_.px(3));
    paint_.fill(behind, theme_.panel, radius);
    paint_.stroke(behind, theme_.line, radius, fine);
  }
  paint_.fill(box, theme_.panel, radius);
  paint_.fill(box, focus ? theme_.hl : object ? theme_.bg : theme_.raise, radius);
  if (node.in_ring) {
    paint_.stroke(box, theme_.warn, radius, 1.5f * fine);
  } else if (lit || focus) {
    paint_.stroke(box, focus ? theme_.acc : theme_.mut, radius, fine);
  } else if (!object && node.state == model::TaskState::Ready) {
    paint_.dashed(box, theme_.dim, 1);
  } else if (!object && node.state == model::TaskState::Running) {
    paint_.stroke(box, theme_.text, radius, fine);
  } else {
    paint_.stroke(box, theme_.line, radius, fine);
  }
  const ImU32 ink = node.idle ? theme_.dim : theme_.text;
  const bool two_lines = box.height() > paint_.px(34);
  Rect inner = box.inset(paint_.px(object ? 14 : 9), two_lines ? paint_.px(2) : 0);
  Rect line = two_lines ? inner.cut_top(inner.height() * 0.5f) : inner;
  if (!object) {
    const ImU32 colour = node.count == 1 ? view_.colour_of(node.id) : theme_.mut;
    paint_.square(line.x0, line.centre_y(), paint_.px(8), colour);
    line.cut_left(paint_.px(14));
  }
  const float used = paint_.label(line, theme_.fonts.small_bold, ink, node.title);
  Rect rest = two_lines ? inner : line;
  if (!two_lines) rest.cut_left(used + paint_.px(8));
  const bool readable = paint_.width(theme_.fonts.small, node.detail) <= rest.width();
  if (!readable && rest.width() < paint_.px(48)) return;  // the hint tells it
  paint_.label(rest, theme_.fonts.small, node.idle ? theme_.dim : theme_.mut, node.detail);
}

// -- Arrows

void GraphPainter::draw_edge(const WaitEdge& edge, bool lit) const {
  const Rect from = boxes_[edge.from], to = boxes_[edge.to];
  const float head = paint_.px(6);
  const bool onward = from.x1 < to.x0, back = to.x1 < from.x0;
  const float from_x = back ? from.x0 : from.x1;
  const float to_x = onward ? to.x0 - head : to.x1 + head;
  const ImVec2 a{from_x, port(from, edge.kind)}, b{to_x, port(to, edge.kind)};
  const float bend = onward || back ? std::abs(b.x - a.x) * 0.45f : paint_.px(44);
  const float out = back ? -bend : bend, in = onward ? -bend : bend;
  const ImU32 colour = edge.in_ring ? theme_.warn
                       : lit        ? theme_.text
                                    : with_alpha(theme_.mut, 0.7f);
  draw_curve({a, ImVec2{a.x + out, a.y}, ImVec2{b.x + in, b.y}, b}, colour,
             edge.in_ring || lit ? 2.f : 1.4f, edge.kind == WaitEdge::Kind::Held);
  const float tip = onward ? b.x + head : b.x - head;
  paint_.list().AddTriangleFilled({tip, b.y}, {b.x, b.y - head * 0.6f}, {b.x, b.y + head * 0.6f},
                                  colour);
}

void GraphPainter::draw_curve(const std::array<ImVec2, 4>& curve, ImU32 colour, float weight,
                              bool dashed) const {
  const float thickness = weight * theme_.scale;
  if (!dashed) {
    paint_.list().AddBezierCubic(curve[0], curve[1], curve[2], curve[3], colour, thickness);
    return;
  }
  constexpr int kPieces = 40;
  const auto at = [&](int i) {
    const float t = static_cast<float>(i) / kPieces, s = 1 - t;
    const float w0 = s * s * s, w1 = 3 * s * s * t, w2 = 3 * s * t * t, w3 = t * t * t;
    return ImVec2{w0 * curve[0].x + w1 * curve[1].x + w2 * curve[2].x + w3 * curve[3].x,
                  w0 * curve[0].y + w1 * curve[1].y + w2 * curve[2].y + w3 * curve[3].y};
  };
  for (int i = 0; i < kPieces; i += 2) {
    paint_.list().AddLine(at(i), at(i + 1), colour, thickness);
  }
}

// -- Around it

void draw_legend(const Painter& paint, Rect line) {
  const Theme& theme = paint.theme();
  const auto sign = [&](bool dashed, std::string_view words) {
    const float y = line.centre_y(), end = line.x0 + paint.px(22);
    for (float x = line.x0; x < end; x += paint.px(5)) {
      paint.list().AddLine({x, y}, {dashed ? x + paint.px(3) : end, y}, theme.mut, theme.scale);
      if (!dashed) break;
    }
    paint.list().AddTriangleFilled({end + paint.px(5), y}, {end, y - paint.px(3)},
                                   {end, y + paint.px(3)}, theme.mut);
    line.cut_left(paint.px(32));
    line.cut_left(paint.label(line, theme.fonts.small, theme.dim, words) + paint.px(22));
  };
  sign(false, "waits for");
  sign(true, "held by");
}

float draw_ring(const View& view, const Painter& paint, Rect line, const model::Sentence& ring,
                bool measure, CommandQueue& commands) {
  const Theme& theme = paint.theme();
  model::Sentence sentence{{.kind = model::Piece::Kind::Strong, .text = "A ring: "}};
  sentence.insert(sentence.end(), ring.begin(), ring.end());
  const SentenceStyle style{theme.fonts.body, theme.fonts.body_bold, theme.warn, paint.px(20),
                            measure};
  const SentenceLayout words =
      draw_sentence(paint, sentence, line.x0, line.y0, line.x1, style,
                    [&](trace::TaskId task) { return view.colour_of(task); });
  commands.follow(words.pressed);
  return words.height;
}

}  // namespace

void draw_wait_graph(const View& view, UiState& ui, Rect room, CommandQueue& commands) {
  const Painter paint(view.theme);
  const float least = paint.px(24), most = paint.px(56);
  Rect below = room.inset(paint.px(12), paint.px(4));
  Rect legend = below.cut_bottom(paint.px(22));
  const auto fit = static_cast<std::size_t>(std::max(6.f, below.height() / least));
  const WaitLayout& layout = view.run.waits(fit, ui.selected);
  if (layout.nodes.empty()) {
    draw_nothing(paint, below.cut_top(paint.px(24)), "No task is alive here.");
    return;
  }
  if (!layout.ring.empty()) {
    const float height = draw_ring(view, paint, below, layout.ring, true, commands);
    draw_ring(view, paint, below.cut_top(height + paint.px(4)), layout.ring, false, commands);
  }
  draw_legend(paint, legend);
  begin_scroll("wait graph", below);
  const Painter inner(view.theme);
  const float pad = paint.px(6), rows = static_cast<float>(layout.rows);
  const float pitch = std::floor(std::clamp((below.height() - 2 * pad) / rows, least, most));
  const float height = pitch * rows + 2 * pad;
  const float top = below.y0 - ImGui::GetScrollY() + pad +
                    std::floor(std::max(0.f, (below.height() - height) * 0.5f));
  GraphPainter graph(view, inner, layout);
  graph.place({below.x0, top, below.x1, top + height}, pitch, ui.cards);
  graph.draw(commands);
  end_scroll(height);
}

}  // namespace gui
