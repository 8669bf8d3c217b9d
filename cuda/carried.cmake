# SPDX-License-Identifier: GPL-3.0-or-later
# Packages for machines without any: Highway, nlohmann-json and GoogleTest out of the ignored folder carried/, which
# cuda/carry.sh fills. find_package finds them there as if they were installed.
set(carried ${PROJECT_SOURCE_DIR}/carried)
foreach(needed hwy/highway.h lib/libhwy.so.1 nlohmann/json.hpp googletest/CMakeLists.txt)
  if(NOT EXISTS ${carried}/${needed})
    message(FATAL_ERROR "carried/${needed} is missing. Run cuda/carry.sh on a machine that has Debian's packages "
                        "libhwy-dev, nlohmann-json3-dev and googletest, and bring the folder carried/ along.")
  endif()
endforeach()

function(redirect package)
  string(TOLOWER ${package} lower)
  file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/${lower}-config.cmake "")
  file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/${lower}-config-version.cmake "set(PACKAGE_VERSION_COMPATIBLE TRUE)")
endfunction()
redirect(hwy)
redirect(nlohmann_json)
redirect(GTest)

add_library(hwy::hwy SHARED IMPORTED GLOBAL)
set_target_properties(hwy::hwy PROPERTIES
  IMPORTED_LOCATION ${carried}/lib/libhwy.so.1
  INTERFACE_INCLUDE_DIRECTORIES ${carried}
  INTERFACE_COMPILE_DEFINITIONS HWY_SHARED_DEFINE)
add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED GLOBAL)
set_target_properties(nlohmann_json::nlohmann_json PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${carried})

if(EXISTS ${carried}/lib/libbenchmark.so.1debian)
  add_library(benchmark::benchmark SHARED IMPORTED GLOBAL)
  set_target_properties(benchmark::benchmark PROPERTIES
    IMPORTED_LOCATION ${carried}/lib/libbenchmark.so.1debian INTERFACE_INCLUDE_DIRECTORIES ${carried})
  redirect(benchmark)
endif()

if(TOKENARIUM_TESTS)
  set(INSTALL_GTEST OFF)
  add_subdirectory(${carried}/googletest ${CMAKE_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
  foreach(library gtest gtest_main gmock gmock_main)
    if(NOT TARGET GTest::${library})
      add_library(GTest::${library} ALIAS ${library})
    endif()
  endforeach()
endif()
