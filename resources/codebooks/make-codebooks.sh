#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Trains the shipped codebooks again: 80 sentences by 8 voices of espeak-ng (1.51), 38 minutes.
#   make-codebooks.sh TOKENARIUM-CLI [FOLDER]
set -eu
here=$(dirname "$0")
cli=$1
folder=${2:-$here}
spoken=$(mktemp -d)
trap 'rm -rf "$spoken"' EXIT

speak() { # voice, words a minute, pitch
    mkdir "$spoken/$1"
    number=0
    while read -r language text; do
        number=$((number + 1))
        # The voice "cmn" of this version reads Chinese as English letters; the one for Pinyin also knows the characters.
        case $language in en) language=en-us ;; zh) language=cmn-latn-pinyin ;; esac
        espeak-ng -v "$language+$1" -s "$2" -p "$3" -w "$spoken/$1/$number.wav" "$text"
    done <"$here/training-sentences.txt"
}

speak m1 160 40
speak m2 175 45
speak m4 150 35
speak m7 165 55
speak f1 160 50
speak f3 175 60
speak f4 150 55
speak f5 165 45
source='80 English and Chinese sentences by 8 voices of espeak-ng, 38 minutes'
"$cli" train-codebook --kind acoustic --levels 7 --entries 256 --name 'Speech, 7 levels of 256' --source "$source" \
    --out "$folder/speech.codebook" "$spoken"/*/*.wav
"$cli" train-codebook --kind semantic --entries 48 --name 'Speech units, 48' --source "$source" \
    --out "$folder/speech-units.codebook" "$spoken"/*/*.wav
