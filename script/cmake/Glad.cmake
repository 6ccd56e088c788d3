# glad::glad: the loader of OpenGL 3.3 core (<glad/gl.h>), generated at build time by the glad package
# of whichever python has it, else by a fetched copy (which needs python's jinja2).

function(has_glad result python)  # a python that comes first on PATH may be another than the system's
  execute_process(COMMAND "${python}" -c "import glad" RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
  if(failed)
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()
find_program(GLAD_PYTHON NAMES python3 HINTS /usr/bin VALIDATOR has_glad)

set(glad_command "${GLAD_PYTHON}")
if(NOT GLAD_PYTHON)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  FetchContent_Declare(glad URL "https://github.com/Dav1dde/glad/archive/v2.0.8.tar.gz"
    SOURCE_SUBDIR glad)  # has no CMakeLists.txt: only the sources are wanted
  FetchContent_MakeAvailable(glad)
  set(glad_command "${CMAKE_COMMAND}" -E env "PYTHONPATH=${glad_SOURCE_DIR}" "${Python3_EXECUTABLE}")
endif()

set(glad_dir "${PROJECT_BINARY_DIR}/glad")
add_custom_command(
  OUTPUT "${glad_dir}/src/gl.c" "${glad_dir}/include/glad/gl.h"
  COMMAND ${glad_command} -m glad --quiet --reproducible --api gl:core=3.3
    --extensions GL_KHR_debug --out-path "${glad_dir}" c
  COMMENT "Generating the OpenGL loader" VERBATIM)
add_library(glad STATIC "${glad_dir}/src/gl.c" "${glad_dir}/include/glad/gl.h")
target_include_directories(glad SYSTEM PUBLIC "${glad_dir}/include")
add_library(glad::glad ALIAS glad)
