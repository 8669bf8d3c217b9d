# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DFILE=... -DSHA256=... -P check_sha256.cmake: stops the build where a downloaded file is not the expected one.
file(SHA256 ${FILE} found)
if(NOT found STREQUAL SHA256)
  message(FATAL_ERROR "${FILE} has SHA-256 ${found}, expected ${SHA256}. "
                      "Delete the folder node_modules it lies in and run ./run again.")
endif()
