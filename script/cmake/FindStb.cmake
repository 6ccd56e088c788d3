# Stb::Stb: the header <stb_image_write.h>.
include(FindPackageHandleStandardArgs)
find_path(STB_INCLUDE_DIR stb_image_write.h PATH_SUFFIXES stb)
find_package_handle_standard_args(Stb REQUIRED_VARS STB_INCLUDE_DIR)
if(Stb_FOUND AND NOT TARGET Stb::Stb)
  add_library(Stb::Stb INTERFACE IMPORTED GLOBAL)
  target_include_directories(Stb::Stb INTERFACE "${STB_INCLUDE_DIR}")
endif()
