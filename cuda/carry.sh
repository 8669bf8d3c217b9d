#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fills the ignored folder carried/ with what a machine without packages needs to build the GPU part and to train:
# from Debian's packages libhwy-dev, nlohmann-json3-dev, googletest and (for the benchmarks) libbenchmark-dev, and
# texts where they are given.
#   cuda/carry.sh [FOLDER]    FOLDER is what resources/recipes/prepare-poems.py wrote
set -eu
cd "$(dirname "$0")/.."
mkdir -p carried/lib carried/texts
cp -R /usr/include/hwy /usr/include/nlohmann /usr/src/googletest carried/
library=$(find /usr/lib -name libhwy.so.1 | head -n 1)
cp -L "$library" carried/lib/
git rev-parse --short=12 HEAD >carried/commit 2>/dev/null || true
if [ -d /usr/include/benchmark ]; then
    cp -R /usr/include/benchmark carried/
    find /usr/lib -name libbenchmark.so.1debian -exec cp -L {} carried/lib/ \;
fi
if [ $# -gt 0 ]; then
    for file in $(sed -n 's/.*"file": *"\([^"]*\)".*/\1/p' resources/recipes/poems.json) validation/poems-common.jsonl; do
        if [ -f "$1/$file" ]; then gzip -9 -c "$1/$file" >"carried/texts/$(basename "$file").gz"; fi
    done
fi
du -sh carried
