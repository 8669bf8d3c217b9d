#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the films of the tests with ffmpeg: 64 x 48 pixels, 10 frames a second, one second red, one second blue.
set -e
cd "$(dirname "$0")"
ffmpeg -v error -y -f lavfi -i "color=c=red:s=64x48:r=10:d=1" -f lavfi -i "color=c=blue:s=64x48:r=10:d=1" \
    -filter_complex "[0:v][1:v]concat=n=2:v=1[v]" -map "[v]" -c:v libx264 -pix_fmt yuv420p -g 10 \
    -movflags +faststart film.mp4
ffmpeg -v error -y -i film.mp4 -c:v libvpx film.webm
