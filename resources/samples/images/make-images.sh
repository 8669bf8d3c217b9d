#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws the sample pictures with ImageMagick 6 and the fonts WenQuanYi Micro Hei and DejaVu Sans:
#   sh make-images.sh            (in this folder)
set -eu
chinese=$(fc-match -f '%{file}' 'WenQuanYi Micro Hei:lang=zh-cn')
latin=$(fc-match -f '%{file}' 'DejaVu Sans')
png() { # OUTPUT …: without time stamps, so that the same drawing is the same file
  output=$1
  shift
  convert "$@" -depth 8 -strip -define png:exclude-chunks=date,time -define png:compression-level=9 "$output"
}

# Hills, a lake and the sun: large even areas and a few edges, as in photographs of landscapes.
png landscape.png -size 640x427 gradient:'#7fb2e5-#fbe3c0' -depth 8 \
  -fill '#fff2b0' -draw 'circle 480,110 480,142' \
  -fill '#ffffffb0' -draw 'roundrectangle 70,60 230,84 12,12' -draw 'roundrectangle 120,44 200,70 12,12' \
  -draw 'roundrectangle 300,96 410,114 9,9' \
  -fill '#8fa3b8' -draw 'polygon 0,250 90,160 150,215 230,130 330,240 420,170 520,235 640,150 640,300 0,300' \
  -fill '#5f8a5a' -draw 'path "M 0,275 C 120,220 220,300 340,262 C 460,225 560,285 640,248 L 640,330 L 0,330 Z"' \
  -fill '#3f6fa0' -draw 'rectangle 0,318 640,427' \
  -fill '#6f9fcb' -draw 'ellipse 470,346 60,4 0,360' -draw 'ellipse 440,366 90,4 0,360' -draw 'ellipse 480,392 120,5 0,360' \
  -fill '#2f5a34' -draw 'path "M 0,340 C 80,310 160,345 240,330 C 250,380 120,427 120,427 L 0,427 Z"' \
  -fill '#4a3423' -draw 'rectangle 84,270 96,350' -fill '#22512b' -draw 'circle 90,240 90,285' -draw 'circle 66,262 66,290' \
  -draw 'circle 116,262 116,290' -fill '#4a3423' -draw 'rectangle 184,300 190,345' -fill '#2c6434' -draw 'circle 187,285 187,310' \
  -blur 0x0.6

# A face: symmetric, few colours.
png face.png -size 320x320 'xc:#dfe9f2' \
  -fill '#5b3a29' -draw 'ellipse 160,132 108,104 180,360' -draw 'rectangle 52,130 84,210' -draw 'rectangle 236,130 268,210' \
  -fill '#e9b98f' -draw 'ellipse 160,168 88,108 0,360' -draw 'rectangle 132,262 188,320' \
  -fill '#f6f6f6' -draw 'ellipse 122,150 20,13 0,360' -draw 'ellipse 198,150 20,13 0,360' \
  -fill '#34587a' -draw 'circle 124,150 124,159' -draw 'circle 200,150 200,159' \
  -fill '#101820' -draw 'circle 124,150 124,154' -draw 'circle 200,150 200,154' \
  -fill none -stroke '#5b3a29' -strokewidth 6 -draw 'path "M 98,128 Q 122,114 146,126"' -draw 'path "M 174,126 Q 198,114 222,128"' \
  -stroke '#c78d63' -strokewidth 4 -draw 'path "M 160,152 L 150,196 Q 160,204 172,196"' \
  -stroke '#b1443f' -strokewidth 7 -draw 'path "M 124,226 Q 160,254 196,226"' -stroke none \
  -fill '#e79a86' -draw 'circle 100,196 100,210' -draw 'circle 220,196 220,210' \
  -fill '#3c6e71' -draw 'polygon 60,320 132,290 160,308 188,290 260,320'

# A chart: labels, lines, even colours.
png chart.png -size 560x360 'xc:white' -font "$latin" -pointsize 15 -fill '#202020' \
  -draw 'text 20,28 "Tokens of one page"' -stroke '#d0d0d0' -draw 'line 60,60 540,60' -draw 'line 60,120 540,120' \
  -draw 'line 60,180 540,180' -draw 'line 60,240 540,240' -stroke '#404040' -strokewidth 2 -draw 'line 60,300 540,300' \
  -stroke none -fill '#4477aa' -draw 'rectangle 90,140 150,299' -fill '#66ccee' -draw 'rectangle 190,172 250,299' \
  -fill '#228833' -draw 'rectangle 290,98 350,299' -fill '#ccbb44' -draw 'rectangle 390,206 450,299' \
  -fill '#202020' -pointsize 13 -draw 'text 96,320 "English"' -draw 'text 194,320 "Chinese"' -draw 'text 302,320 "code"' \
  -draw 'text 390,320 "numbers"' -draw 'text 24,64 "800"' -draw 'text 24,124 "600"' -draw 'text 24,184 "400"' \
  -draw 'text 24,244 "200"' -draw 'text 40,304 "0"' \
  -fill none -stroke '#aa3377' -strokewidth 3 -draw 'line 120,120 220,150' -draw 'line 220,150 320,84' -draw 'line 320,84 420,190'

# A page of two languages: what a document scan asks of a patch.
png PNG8:page.png -size 480x640 'xc:#fdfcf7' -font "$chinese" -fill '#1a1a1a' \
  -pointsize 30 -draw 'text 40,64 "什么是词元？ What is a token?"' \
  -pointsize 17 -draw 'text 40,110 "语言模型不直接读文字，而是先把文字切成小块，每一块"' \
  -draw 'text 40,138 "都有一个编号。这些小块叫作词元。图片也一样：先切成"' \
  -draw 'text 40,166 "方格，每个方格变成一串数字，或者一本码书里的编号。"' \
  -draw 'text 40,214 "A language model does not read letters. It reads"' -draw 'text 40,242 "numbers, one for each piece of text. The pieces are"' \
  -draw 'text 40,270 "called tokens. A picture is cut as well: into squares,"' \
  -draw 'text 40,298 "each of which becomes a row of numbers, or the"' -draw 'text 40,326 "number of an entry in a book of patches."' \
  -stroke '#999999' -draw 'line 40,356 440,356' -stroke none \
  -pointsize 15 -draw 'text 40,390 "1. 把图片缩放到模型要求的大小。  Resize."' -draw 'text 40,418 "2. 切成 16 × 16 的方格。  Cut into patches."' \
  -draw 'text 40,446 "3. 每格一个词元。  One token for each."' \
  -fill none -stroke '#4477aa' -strokewidth 2 -draw 'rectangle 60,480 180,600' -draw 'line 100,480 100,600' -draw 'line 140,480 140,600' \
  -draw 'line 60,520 180,520' -draw 'line 60,560 180,560' -stroke none -fill '#1a1a1a' -draw 'text 210,545 "3 × 3 = 9 tokens  九个词元"' \
  -colors 32

# A ball that rises and falls over a moving belt: 16 frames of 80 ms, so 12.5 frames a second.
frames=
i=0
rm -rf frames-of-ball
mkdir frames-of-ball
while [ $i -lt 16 ]; do
  height=$(awk "BEGIN { x = ($i - 8) / 8; printf \"%d\", 48 + 96 * x * x }")
  shift=$((i * 5 % 20))
  file=$(printf 'frames-of-ball/%02d.png' $i)
  convert -size 200x200 'xc:#f4f1e8' -fill '#8d99ae' -draw 'rectangle 0,164 200,200' -fill '#edf2f4' \
    -draw "rectangle $((shift)),176 $((shift + 10)),186" -draw "rectangle $((shift + 40)),176 $((shift + 50)),186" \
    -draw "rectangle $((shift + 80)),176 $((shift + 90)),186" -draw "rectangle $((shift + 120)),176 $((shift + 130)),186" \
    -draw "rectangle $((shift + 160)),176 $((shift + 170)),186" \
    -fill '#d90429' -draw "circle 100,$height 100,$((height + 20))" -fill '#ef6f6c' -draw "circle 93,$((height - 7)) 93,$((height - 2))" \
    +antialias "$file"
  frames="$frames $file"
  i=$((i + 1))
done
# shellcheck disable=SC2086
convert -delay 8 -loop 0 $frames -colors 16 -layers optimize ball.gif
rm -r frames-of-ball
