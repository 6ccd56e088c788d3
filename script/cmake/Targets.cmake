# loopscope_library(NAME SOURCE...) and loopscope_executable(NAME SOURCE...): add_library(STATIC) and
# add_executable with what all our own targets share. Dependencies get none of it.

include(CheckCXXCompilerFlag)
check_cxx_compiler_flag(-Wc2y-extensions LOOPSCOPE_HAS_C2Y_WARNING)

add_library(loopscope_options INTERFACE)

# The same list for clang 16-22 and g++ 12. Not in it: -Wconversion (int to float is most of what a
# window does); clang at least tells when a 64-bit count is cut to 32 bits. g++ 12 sees overlaps in
# ordinary additions of strings (GCC bug 105651): no -Wrestrict there. clang 22 calls __COUNTER__,
# which doctest's macros use, an extension.
set(clang_like "$<CXX_COMPILER_ID:Clang,AppleClang>")
target_compile_options(loopscope_options INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:\
-Wall;-Wextra;-Wpedantic;-Wextra-semi;-Wimplicit-fallthrough;-Wnon-virtual-dtor;-Woverloaded-virtual;\
-Wno-missing-field-initializers;\
$<$<BOOL:${LOOPSCOPE_HAS_C2Y_WARNING}>:-Wno-c2y-extensions>;\
$<IF:${clang_like},-Wshadow;-Wshorten-64-to-32,-Wshadow=local;-Wno-restrict>;\
$<$<BOOL:${LOOPSCOPE_WERROR}>:-Werror>>")
target_compile_definitions(loopscope_options INTERFACE
  "$<$<AND:$<CONFIG:Debug>,$<COMPILE_LANGUAGE:CXX>>:_GLIBCXX_ASSERTIONS>")

# __FILE__, and so every location in a trace, is relative to the repository: the same on each machine,
# also where ccache (base_dir) makes the paths relative to the build directory.
file(RELATIVE_PATH to_sources "${PROJECT_BINARY_DIR}" "${PROJECT_SOURCE_DIR}")
target_compile_options(loopscope_options INTERFACE
  "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-ffile-prefix-map=${to_sources}=")

if(LOOPSCOPE_SANITIZE)
  add_library(loopscope_sanitizers INTERFACE)
  target_compile_options(loopscope_sanitizers INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:\
-fsanitize=${LOOPSCOPE_SANITIZE};-fno-sanitize-recover=all;-fno-omit-frame-pointer>")
  target_link_options(loopscope_sanitizers INTERFACE "-fsanitize=${LOOPSCOPE_SANITIZE}")
  target_link_libraries(loopscope_options INTERFACE loopscope_sanitizers)
endif()

function(loopscope_library name)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE loopscope_options)
endfunction()

function(loopscope_executable name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE loopscope_options)
endfunction()
