# Toolchain file of the clang presets: the clang that script/find-clang finds.
# CXX in the environment, or -DCMAKE_CXX_COMPILER, chooses another compiler.

if(NOT CMAKE_CXX_COMPILER AND NOT DEFINED ENV{CXX})
  execute_process(
    COMMAND "${CMAKE_CURRENT_LIST_DIR}/../find-clang"
    OUTPUT_VARIABLE clangxx OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT clangxx)
    message(FATAL_ERROR
      "No clang 16 or newer here: run script/bootstrap, or use the preset gcc.")
  endif()
  string(REPLACE "clang++" "clang" clang "${clangxx}")
  set(CMAKE_C_COMPILER "${clang}")
  set(CMAKE_CXX_COMPILER "${clangxx}")
endif()
