#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the spoken samples again with espeak-ng (1.51) and sox: make-samples.sh [FOLDER]
set -eu
folder=${1:-$(dirname "$0")}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

say() { # name, language, text: once by a man, once by a woman who speaks a little faster
    espeak-ng -v "$2+m3" -s 160 -p 40 -w "$made/man.wav" "$3"
    espeak-ng -v "$2+f2" -s 170 -p 55 -w "$made/woman.wav" "$3"
    for voice in man woman; do
        sox -D "$made/$voice.wav" -r 16000 -b 16 "$folder/$1-$voice.flac"
    done
}

say english-1 en-us 'Every sound you hear can be written as a row of numbers.'
say english-2 en-us 'A model reads speech in small pieces, fifty every second.'
# The voice "cmn" of this version reads Chinese as English letters; the one for Pinyin also knows the characters.
say chinese-1 cmn-latn-pinyin '今天天气很好，我们去公园散步。'
say chinese-2 cmn-latn-pinyin '声音也可以变成一串数字。'
