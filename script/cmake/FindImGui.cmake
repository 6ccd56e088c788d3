# ImGui::ImGui, by pkg-config: Debian's libimgui.a holds the core, imgui_stdlib and all backends, of
# which the linker takes what is used. Headers: <imgui.h>, <imgui_stdlib.h>, <imgui_impl_glfw.h>.
include(FindPackageHandleStandardArgs)
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(IMGUI QUIET IMPORTED_TARGET imgui)
endif()
find_path(IMGUI_BACKENDS imgui_impl_opengl3.h HINTS ${IMGUI_INCLUDE_DIRS} PATH_SUFFIXES backends)
find_package_handle_standard_args(ImGui
  REQUIRED_VARS IMGUI_LINK_LIBRARIES IMGUI_BACKENDS VERSION_VAR IMGUI_VERSION)
if(ImGui_FOUND AND NOT TARGET ImGui::ImGui)
  add_library(ImGui::ImGui INTERFACE IMPORTED GLOBAL)
  target_include_directories(ImGui::ImGui INTERFACE "${IMGUI_BACKENDS}")
  target_link_libraries(ImGui::ImGui INTERFACE PkgConfig::IMGUI glfw ${CMAKE_DL_LIBS})
endif()
