# Each dependency is the system's where it has one, else a pinned release fetched by FetchContent.
# -DFETCHCONTENT_SOURCE_DIR_<NAME>=dir takes a local copy instead; targets are the same in all cases.

include(FetchContent)
set(BUILD_SHARED_LIBS OFF)

# fetch(NAME repository tag [arguments of find_package])
function(fetch name repository tag)
  FetchContent_Declare(${name} URL "https://github.com/${repository}/archive/${tag}.tar.gz"
    FIND_PACKAGE_ARGS ${ARGN})
endfunction()

# The headers of fetched targets give no warnings. (The argument SYSTEM of FetchContent_Declare breaks
# downloads with CMake 3.25.)
set_property(DIRECTORY PROPERTY SYSTEM ON)

fetch(fmt fmtlib/fmt 10.2.1)
fetch(LibUV libuv/libuv v1.48.0)
fetch(nlohmann_json nlohmann/json v3.11.3)
set(LIBUV_BUILD_SHARED OFF CACHE INTERNAL "")
set(JSON_BuildTests OFF CACHE INTERNAL "")
FetchContent_MakeAvailable(fmt LibUV nlohmann_json)
if(NOT TARGET LibUV::LibUV)
  add_library(LibUV::LibUV ALIAS uv_a)
endif()
fetch(ZLIB madler/zlib v1.3.1)
FetchContent_MakeAvailable(ZLIB)
if(NOT TARGET ZLIB::ZLIB)
  add_library(ZLIB::ZLIB ALIAS zlibstatic)
  target_include_directories(zlibstatic SYSTEM INTERFACE "${zlib_SOURCE_DIR}" "${zlib_BINARY_DIR}")
endif()

if(LOOPSCOPE_GUI)
  fetch(CLI11 CLIUtils/CLI11 v2.4.2)
  fetch(glfw glfw/glfw 3.3.10 3.3 NAMES glfw3)
  fetch(ImGui ocornut/imgui v1.92.2b)
  fetch(Stb nothings/stb f0569113c93ad095470c54bf34a17b36646bbbb5)
  set(GLFW_BUILD_DOCS OFF CACHE INTERNAL "")
  FetchContent_MakeAvailable(CLI11 glfw ImGui Stb)
  if(NOT TARGET ImGui::ImGui)
    set(imgui_sources imgui imgui_draw imgui_tables imgui_widgets
      misc/cpp/imgui_stdlib backends/imgui_impl_glfw backends/imgui_impl_opengl3)
    list(TRANSFORM imgui_sources REPLACE "(.+)" "${imgui_SOURCE_DIR}/\\1.cpp")
    add_library(imgui STATIC ${imgui_sources})
    target_include_directories(imgui SYSTEM PUBLIC
      "${imgui_SOURCE_DIR}" "${imgui_SOURCE_DIR}/backends" "${imgui_SOURCE_DIR}/misc/cpp")
    target_link_libraries(imgui PUBLIC glfw ${CMAKE_DL_LIBS})
    add_library(ImGui::ImGui ALIAS imgui)
  endif()
  if(NOT TARGET Stb::Stb)
    add_library(stb INTERFACE)
    target_include_directories(stb SYSTEM INTERFACE "${stb_SOURCE_DIR}")
    add_library(Stb::Stb ALIAS stb)
  endif()
  include(Glad)
endif()

if(LOOPSCOPE_TESTS)
  fetch(doctest doctest/doctest v2.4.11)
  FetchContent_MakeAvailable(doctest)
  find_file(DOCTEST_CMAKE doctest.cmake REQUIRED NO_DEFAULT_PATH
    PATHS "${doctest_DIR}" "${doctest_SOURCE_DIR}/scripts/cmake")
  include("${DOCTEST_CMAKE}")  # doctest_discover_tests
endif()

set_property(DIRECTORY PROPERTY SYSTEM OFF)
