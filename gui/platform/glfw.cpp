#include "gui/platform/glfw.hpp"

#define GLFW_INCLUDE_NONE  // glad declares OpenGL
#include <GLFW/glfw3.h>
#include <glad/gl.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <vector>

#include "gui/image.hpp"
#include "gui/imgui_compat.hpp"

namespace gui {
namespace {

/// What the callbacks need: GLFW hands it back by the window.
struct Hooks {
  App* app = nullptr;
  int frames_due = 3;
  bool scale_changed = false;
  GLFWcursorposfun cursor = nullptr;
  GLFWmousebuttonfun button = nullptr;
  GLFWscrollfun scroll = nullptr;
  GLFWwindowfocusfun focus = nullptr;
};

Hooks& hooks_of(GLFWwindow* window) {
  return *static_cast<Hooks*>(glfwGetWindowUserPointer(window));
}

/// Frames after an input: it acts in the first, what it caused shows in the next.
constexpr int kFramesAfterInput = 3;

// -- Keys

/// GLFW names keys by their place on a US keyboard; commands are by what is printed on them.
int printed(int key, int scancode) {
  if (key < GLFW_KEY_A || key > GLFW_KEY_Z) return key;
  const char* name = glfwGetKeyName(key, scancode);
  if (name == nullptr || name[0] == '\0' || name[1] != '\0') return key;
  if (name[0] >= 'a' && name[0] <= 'z') return GLFW_KEY_A + (name[0] - 'a');
  return key;
}

Key key_of(int key) {
  const auto from = [](Key first, int steps) {
    return static_cast<Key>(static_cast<int>(first) + steps);
  };
  if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z) return from(Key::A, key - GLFW_KEY_A);
  if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) return from(Key::Digit0, key - GLFW_KEY_0);
  if (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_9) return from(Key::Digit0, key - GLFW_KEY_KP_0);
  if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return from(Key::F1, key - GLFW_KEY_F1);
  switch (key) {
    case GLFW_KEY_LEFT:
      return Key::Left;
    case GLFW_KEY_RIGHT:
      return Key::Right;
    case GLFW_KEY_UP:
      return Key::Up;
    case GLFW_KEY_DOWN:
      return Key::Down;
    case GLFW_KEY_HOME:
      return Key::Home;
    case GLFW_KEY_END:
      return Key::End;
    case GLFW_KEY_PAGE_UP:
      return Key::PageUp;
    case GLFW_KEY_PAGE_DOWN:
      return Key::PageDown;
    case GLFW_KEY_SPACE:
      return Key::Space;
    case GLFW_KEY_TAB:
      return Key::Tab;
    case GLFW_KEY_ESCAPE:
      return Key::Escape;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return Key::Enter;
    case GLFW_KEY_BACKSPACE:
      return Key::Backspace;
    case GLFW_KEY_DELETE:
      return Key::Delete;
    case GLFW_KEY_EQUAL:
    case GLFW_KEY_KP_ADD:
      return Key::Plus;
    case GLFW_KEY_MINUS:
    case GLFW_KEY_KP_SUBTRACT:
      return Key::Minus;
    default:
      return Key::None;
  }
}

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
  Hooks& hooks = hooks_of(window);
  ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, mods);  // for its modifiers alone
  key = printed(key, scancode);
  hooks.frames_due = kFramesAfterInput;
  if (action == GLFW_RELEASE) return;
  if ((mods & (GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0) return;
  hooks.app->press({key_of(key), (mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_SHIFT) != 0});
}

void on_character(GLFWwindow* window, unsigned character) {
  Hooks& hooks = hooks_of(window);
  hooks.frames_due = kFramesAfterInput;
  hooks.app->type(character);
}

// -- Other input: passed on, and a reason to draw

void hook(GLFWwindow* window, Hooks& hooks) {
  glfwSetKeyCallback(window, on_key);
  glfwSetCharCallback(window, on_character);
  hooks.cursor = glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
    Hooks& h = hooks_of(w);
    h.frames_due = kFramesAfterInput;
    if (h.cursor != nullptr) h.cursor(w, x, y);
  });
  hooks.button = glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int b, int action, int mods) {
    Hooks& h = hooks_of(w);
    h.frames_due = kFramesAfterInput;
    if (action == GLFW_PRESS && b == GLFW_MOUSE_BUTTON_4) h.app->press({Key::MouseBack});
    if (action == GLFW_PRESS && b == GLFW_MOUSE_BUTTON_5) h.app->press({Key::MouseOn});
    if (h.button != nullptr) h.button(w, b, action, mods);
  });
  hooks.scroll = glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
    Hooks& h = hooks_of(w);
    h.frames_due = kFramesAfterInput;
    if (h.scroll != nullptr) h.scroll(w, x, y);
  });
  hooks.focus = glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
    Hooks& h = hooks_of(w);
    h.frames_due = kFramesAfterInput;
    if (h.focus != nullptr) h.focus(w, focused);
  });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    hooks_of(w).frames_due = kFramesAfterInput;
    if (count > 0) hooks_of(w).app->open(paths[0]);
  });
  glfwSetWindowRefreshCallback(window,
                               [](GLFWwindow* w) { hooks_of(w).frames_due = kFramesAfterInput; });
  glfwSetFramebufferSizeCallback(
      window, [](GLFWwindow* w, int, int) { hooks_of(w).frames_due = kFramesAfterInput; });
  glfwSetWindowContentScaleCallback(
      window, [](GLFWwindow* w, float, float) { hooks_of(w).scale_changed = true; });
}

// -- Fonts and pictures

struct Scale {
  float screen;  ///< window units per unit of the design
  float raster;  ///< framebuffer pixels per window unit: where the system scales windows itself
};

Scale scale_of(GLFWwindow* window) {
  float content = 1, unused = 1;
  int width = 0, height = 0, pixels_wide = 0, pixels_high = 0;
  glfwGetWindowContentScale(window, &content, &unused);
  glfwGetWindowSize(window, &width, &height);
  glfwGetFramebufferSize(window, &pixels_wide, &pixels_high);
  const bool known = width > 0 && pixels_wide > 0;
  const float raster = known ? static_cast<float>(pixels_wide) / static_cast<float>(width) : 1.f;
  return {std::max(0.25f, content / raster), raster};
}

void load_fonts(App& app, GLFWwindow* window, bool renew) {
  const Scale scale = scale_of(window);
  app.load_fonts(scale.screen, scale.raster);
  if (renew) compat::renew_gl_fonts();
}

/// What is kept for the next sitting is the size without the screen's scale.
void keep_size(App& app, GLFWwindow* window, int width, int height) {
  if (glfwGetWindowAttrib(window, GLFW_MAXIMIZED) != 0) return;
  if (glfwGetWindowMonitor(window) != nullptr) return;
  const float scale = scale_of(window).screen;
  app.resized(static_cast<int>(static_cast<float>(width) / scale + 0.5f),
              static_cast<int>(static_cast<float>(height) / scale + 0.5f));
}

void write_screenshot(App& app, const std::string& file, int width, int height) {
  const auto row = static_cast<std::size_t>(width) * 3;
  std::vector<std::uint8_t> rows(row * static_cast<std::size_t>(height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, rows.data());
  for (std::size_t top = 0, bottom = static_cast<std::size_t>(height); top + 1 < bottom; ++top) {
    --bottom;
    std::swap_ranges(rows.begin() + static_cast<std::ptrdiff_t>(top * row),
                     rows.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                     rows.begin() + static_cast<std::ptrdiff_t>(bottom * row));
  }
  if (!write_png(file, width, height, rows)) {
    app.complain("'" + file + "' cannot be written; choose a folder you may write to");
  }
}

// -- What the graphics card holds

constexpr const char* kGlsl = "#version 330 core";

/// As a driver that was reset would want it: nothing of before is used again.
void rebuild_graphics(App& app, GLFWwindow* window) {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplOpenGL3_Init(kGlsl);
  load_fonts(app, window, false);
}

/// The window's place before it took the whole screen.
struct Place {
  int x = 0, y = 0, width = 0, height = 0;
};

void fill_screen(GLFWwindow* window, bool full, Place& before) {
  if (full == (glfwGetWindowMonitor(window) != nullptr)) return;
  if (!full) {
    glfwSetWindowMonitor(window, nullptr, before.x, before.y, before.width, before.height, 0);
    return;
  }
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return;  // then it stays as it is
  glfwGetWindowPos(window, &before.x, &before.y);
  glfwGetWindowSize(window, &before.width, &before.height);
  glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void draw_frame(App& app, GLFWwindow* window, float seconds) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  app.frame(seconds);
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  glViewport(0, 0, width, height);
  const ImVec4 back = ImGui::ColorConvertU32ToFloat4(app.theme().bg);
  glClearColor(back.x, back.y, back.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (const std::string file = app.take_screenshot(); !file.empty()) {
    write_screenshot(app, file, width, height);
  }
  glfwSwapBuffers(window);
}

void show(App& app, GLFWwindow* window, Hooks& hooks) {
  double last = glfwGetTime();
  Place before;
  while (!app.closed() && glfwWindowShouldClose(window) == 0) {
    if (app.moving()) {
      glfwWaitEventsTimeout(1.0 / 120);
    } else if (hooks.frames_due > 0) {
      glfwPollEvents();
    } else {
      glfwWaitEventsTimeout(10);
      if (hooks.frames_due == 0) continue;
    }
    if (hooks.frames_due > 0) --hooks.frames_due;
    int width = 0, height = 0;
    glfwGetWindowSize(window, &width, &height);
    if (width == 0 || height == 0) continue;  // minimised
    keep_size(app, window, width, height);
    if (app.fonts_stale() || hooks.scale_changed) {
      load_fonts(app, window, true);
      hooks.scale_changed = false;
      hooks.frames_due = kFramesAfterInput;
    }
    if (app.take_rebuild()) rebuild_graphics(app, window);
    fill_screen(window, app.full_screen(), before);
    const double now = glfwGetTime();
    draw_frame(app, window, static_cast<float>(now - last));
    last = now;
  }
}

std::string reason_of_glfw() {
  const char* words = nullptr;
  glfwGetError(&words);
  return words == nullptr ? "" : std::string(" (") + words + ")";
}

}  // namespace

std::optional<std::string> run_window(App& app) {
  if (glfwInit() == GLFW_FALSE) return "there is no display to open a window on" + reason_of_glfw();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  GLFWwindow* window =
      glfwCreateWindow(app.ui().width, app.ui().height, "Loopscope", nullptr, nullptr);
  if (window == nullptr) {
    const std::string why = reason_of_glfw();
    glfwTerminate();
    return "this display offers no OpenGL 3.3" + why;
  }
  glfwMakeContextCurrent(window);
  if (gladLoadGL(glfwGetProcAddress) == 0) {
    glfwDestroyWindow(window);
    glfwTerminate();
    return "this display offers no OpenGL 3.3";
  }
  glfwSwapInterval(1);
  glfwSetWindowSizeLimits(window, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);

  Hooks hooks;
  hooks.app = &app;
  glfwSetWindowUserPointer(window, &hooks);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  ImGui_ImplOpenGL3_Init(kGlsl);
  hook(window, hooks);
  load_fonts(app, window, false);
  show(app, window, hooks);

  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(window);
  glfwTerminate();
  return std::nullopt;
}

}  // namespace gui
