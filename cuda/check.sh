#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that is to be found out on a machine with a GPU, in one command and ten minutes: builds for that GPU,
# compares every operation with the CPU, times, trains, and writes $OUT/report.md (OUT: build/cuda-check/out unless set).
# CHECK_SECONDS (570) is the time it may take in all; CHECK_BUILD_SECONDS (480), CHECK_TEST_SECONDS (150),
# CHECK_TRAIN_SECONDS (180) and CHECK_SANITIZER_SECONDS (100, each tool) are those of parts; CHECK_JOBS (all cores): how
# many compile at once. CHECK_PARTS: some of "tests times pytorch training sanitizer" (all), for a second run with more
# time for one of them; what was built is kept.
# A part that fails says why, and the others go on.
# Exit codes: 0 all is well, 1 something failed, 3 it could not be built, 77 built, but there is no GPU.
set -u
cd "$(dirname "$0")/.." || exit 3
began=$(date +%s)
build=build/cuda-check
out=${OUT:-$build/out}
mkdir -p "$build" "$out"
report=$out/report.md
: >"$report"
failures=0
ninja=
if command -v ninja >/dev/null; then ninja='-G Ninja'; fi

say() { printf '%s\n' "$*" | tee -a "$report"; }
skipped() { say "Skipped: $*"; }
failed() {
    say "**Failed: $***"
    failures=$((failures + 1))
}
left() { # seconds that a part may take: at most $1
    rest=$((${CHECK_SECONDS:-570} - $(date +%s) + began))
    if [ "$rest" -gt "$1" ]; then rest=$1; fi
    if [ "$rest" -lt 1 ]; then rest=1; fi
    echo "$rest"
}
quoted() { # the end of a log, in the report
    say '```'
    tail -n "${2:-12}" "$1" | tee -a "$report"
    say '```'
}
has() { command -v "$1" >/dev/null 2>&1; }
wanted() { # a part; says so where it is not
    case " ${CHECK_PARTS:-tests times pytorch training sanitizer} " in
    *" $1 "*) return 0 ;;
    esac
    skipped "not among CHECK_PARTS."
    return 1
}
if ! has nvcc && [ -x /usr/local/cuda/bin/nvcc ]; then PATH=/usr/local/cuda/bin:$PATH; fi

# --- The machine ---------------------------------------------------------------------------------------------
commit=$(git rev-parse --short=12 HEAD 2>/dev/null || cat carried/commit 2>/dev/null || echo unknown)
gpu=
if has nvidia-smi; then
    gpu=$(nvidia-smi --query-gpu=name,driver_version,memory.total,compute_cap --format=csv,noheader 2>/dev/null | head -n 1)
fi
say "# GPU check"
say ""
say "- commit: $commit"
say "- GPU, driver, memory, compute capability: ${gpu:-none}"
say "- nvcc: $(nvcc --version 2>/dev/null | sed -n 's/.*release \([^,]*\),.*/\1/p' || true)"
say "- compiler: $(c++ --version 2>/dev/null | head -n 1), $(nproc) cores, $(date -u +%Y-%m-%dT%H:%MZ)"
# cuBLASLt, which PyTorch brings along where the system has none.
if has python3 && ! ldconfig -p 2>/dev/null | grep -q 'libcublasLt\.so\.1[23]'; then
    blas=$(python3 -c 'import glob, sys
for folder in sys.path:
    for name in sorted(glob.glob(folder + "/nvidia/*/lib/libcublasLt.so.1[23]"), reverse=True): print(name)' 2>/dev/null | head -n 1)
    if [ -n "$blas" ]; then
        TOKENARIUM_CUBLASLT_LIBRARY=$blas
        export TOKENARIUM_CUBLASLT_LIBRARY
    fi
fi
say "- cuBLASLt: ${TOKENARIUM_CUBLASLT_LIBRARY:-what the system finds}"
say "- command: \`cuda/check.sh\`, parts: ${CHECK_PARTS:-all}"
say ""

# --- Build ---------------------------------------------------------------------------------------------------
say "## Build"
architecture=$(printf '%s' "$gpu" | sed -n 's/.*, *\([0-9]*\)\.\([0-9]*\) *$/\1\2/p')
architecture=${architecture:-90}
bare=OFF
if [ -d carried/hwy ]; then bare=ON; fi
if ! has nvcc; then skipped "the GPU module: there is no nvcc."; fi
# shellcheck disable=SC2086
cmake -S . -B "$build" $ninja -DCMAKE_BUILD_TYPE=Release -DTOKENARIUM_GUI=OFF -DTOKENARIUM_BARE=$bare \
    -DCMAKE_CUDA_ARCHITECTURES="$architecture-real" -DCMAKE_CUDA_FLAGS='-Xptxas -v' >"$out/build.log" 2>&1 &&
    cmake --build "$build" -j "${CHECK_JOBS:-$(nproc)}" --target help >"$build/targets" 2>&1
targets='tokenarium-cli cuda_tests'
if grep -q cuda_benchmark "$build/targets"; then targets="$targets cuda_benchmark"; fi
go_on='-k' # what can be built in spite of an error elsewhere is
if [ -f "$build/build.ninja" ]; then go_on='-k 0'; fi
# shellcheck disable=SC2086
if timeout "$(left "${CHECK_BUILD_SECONDS:-480}")" cmake --build "$build" -j "${CHECK_JOBS:-$(nproc)}" --target $targets -- $go_on \
    >>"$out/build.log" 2>&1; then
    say "Built for sm_$architecture (bare: $bare) in $(($(date +%s) - began)) s."
else
    failed "the build for sm_$architecture (bare: $bare) after $(($(date +%s) - began)) s. Errors, and the end of build.log:"
    grep -E 'error|Error|FAILED' "$out/build.log" | head -n 20 >"$build/errors"
    quoted "$build/errors" 20
    quoted "$out/build.log" 10
    if [ ! -x "$build/bin/cuda_tests" ] && [ ! -x "$build/bin/tokenarium-cli" ]; then exit 3; fi
    say "What was built all the same is used."
fi
say ""

# --- Registers and spills -------------------------------------------------------------------------------------
say "## Registers and spills (ptxas)"
awk '/Compiling entry function/ { name = $0; sub(/.*function .?/, "", name); sub(/[^A-Za-z0-9_].*/, "", name) }
     /spill stores/ { spill = $0; sub(/^.*frame, /, "", spill) }
     /Used [0-9]+ registers/ { used = $0; sub(/.*Used /, "", used); sub(/ registers.*/, "", used)
                               print used, (spill ~ /^0 bytes spill stores, 0 bytes/ ? "-" : spill), name }' \
    "$out/build.log" | sort -u >"$build/ptxas"
if [ -s "$build/ptxas" ]; then
    say "$(wc -l <"$build/ptxas") kernels; most registers $(sort -rn "$build/ptxas" | head -n 1 | cut -d' ' -f1)."
    if awk '$2 != "-"' "$build/ptxas" | grep -q .; then
        say "Kernels that spill:"
        awk '$2 != "-"' "$build/ptxas" | (c++filt 2>/dev/null || cat) >"$build/spills"
        quoted "$build/spills" 40
    else
        say "No kernel spills."
    fi
else
    skipped "ptxas said nothing, since the GPU module was not compiled in this run (remove $build for that)."
fi
say ""

# --- Agreement with the CPU -----------------------------------------------------------------------------------
say "## Agreement with the CPU"
if [ -n "$gpu" ]; then
    filter='*gpu:CudaDevices.*'
else
    filter='*emulated:Cuda*:Kernel*:LargeProduct*-*gpu'
    skipped "the tests on a GPU: nvidia-smi shows none. The same tests on the emulated device:"
fi
: >"$out/tests.log"
run_tests() { # filter, seconds
    if [ ! -x "$build/bin/cuda_tests" ]; then
        failed "cuda_tests: it was not built."
        return
    fi
    timeout "$(left "$2")" "$build/bin/cuda_tests" --gtest_filter="$1" >"$build/tests.now" 2>&1
    code=$?
    cat "$build/tests.now" >>"$out/tests.log"
    say "cuda_tests ($1): $(grep -E '^\[  PASSED  \]' "$build/tests.now" | tail -n 1), exit code $code"
    if [ $code -ne 0 ]; then
        failed "cuda_tests (124: its time was over; above 128: it crashed). The last test that began, and failures:"
        grep -E '^\[ RUN ' "$build/tests.now" | tail -n 1 >"$build/failures"
        grep -E '^\[  (FAILED|SKIPPED) |Failure$' "$build/tests.now" | sort -u | head -n 30 >>"$build/failures"
        quoted "$build/failures" 30
    fi
}
if wanted tests; then
    run_tests "$filter" "${CHECK_TEST_SECONDS:-150}"
    if [ -n "$gpu" ]; then # the same products by cuBLASLt, whatever it costs
        say "With TOKENARIUM_CUBLASLT=1:"
        export TOKENARIUM_CUBLASLT=1
        run_tests '*Bf16*gpu:*StoredMatrices*gpu:*LossCurve*gpu' 60
        unset TOKENARIUM_CUBLASLT
    fi
fi
if [ -n "$gpu" ] && grep -q '^\[  SKIPPED \]' "$out/tests.log"; then
    failed "a test was skipped although there is a GPU:"
    grep -E 'skipped: ' "$out/tests.log" | sort -u >"$build/failures"
    quoted "$build/failures" 10
fi
if [ -n "$gpu" ] && [ -x "$build/bin/tokenarium-cli" ]; then
    ask() { # device
        timeout "$(left 60)" "$build/bin/tokenarium-cli" generate --model resources/models/poems --prompt 春眠 --greedy \
            --max-tokens 48 --device "$1" 2>>"$build/generate.log"
    }
    here=$(ask cpu)
    there=$(ask cuda)
    if [ -n "$here" ] && [ "$here" = "$there" ]; then
        say "The embedded poems model writes the same on both: $there"
    else
        failed "the embedded poems model writes \"$here\" on the CPU and \"$there\" on the GPU."
    fi
fi
say ""

# --- Times ----------------------------------------------------------------------------------------------------
say "## Times"
if ! wanted times; then
    :
elif [ -z "$gpu" ]; then
    skipped "the benchmarks: no GPU."
elif [ ! -x "$build/bin/cuda_benchmark" ]; then
    skipped "the benchmarks: Google Benchmark is neither installed nor carried, so cuda_benchmark was not built."
elif timeout "$(left 150)" "$build/bin/cuda_benchmark" --benchmark_format=json >"$out/benchmarks.json" 2>"$build/benchmarks.log"; then
    if has python3; then
        python3 cuda/benchmark_table.py "$out/benchmarks.json" | tee -a "$report"
    else
        say "In benchmarks.json; a table needs python3."
    fi
    say ""
    say "Without cuBLASLt (TOKENARIUM_CUBLASLT=0):"
    TOKENARIUM_CUBLASLT=0 timeout "$(left 60)" "$build/bin/cuda_benchmark" --benchmark_filter='prefill|train' \
        --benchmark_format=json >"$build/own.json" 2>>"$build/benchmarks.log" || say "(not to its end)"
    if has python3; then python3 cuda/benchmark_table.py "$build/own.json" | tee -a "$report"; fi
else
    failed "cuda_benchmark (a timeout where nothing follows; what it had measured is in benchmarks.json)"
    quoted "$build/benchmarks.log"
fi
say ""
say "## PyTorch on the same machine"
if ! wanted pytorch; then
    :
elif [ -z "$gpu" ]; then
    skipped "no GPU."
elif ! python3 -c 'import torch' 2>/dev/null; then
    skipped "python3 has no torch."
elif timeout "$(left 120)" python3 cuda/time_pytorch.py >"$out/pytorch.txt" 2>"$build/pytorch.log"; then
    tee -a "$report" <"$out/pytorch.txt"
else
    tee -a "$report" <"$out/pytorch.txt"
    skipped "the rest: time_pytorch.py ended early:"
    quoted "$build/pytorch.log"
fi
say ""

# --- A training to its bar ------------------------------------------------------------------------------------
say "## Training the embedded poems model"
if ! wanted training; then
    :
elif [ ! -x "$build/bin/tokenarium-cli" ]; then
    failed "tokenarium-cli: it was not built."
elif [ ! -f carried/texts/poems.txt.gz ]; then
    skipped "no texts in carried/texts (cuda/carry.sh FOLDER brings them)."
elif [ -z "$gpu" ]; then
    skipped "no GPU."
else
    mkdir -p "$build/texts"
    for packed in carried/texts/*.gz; do gzip -dc "$packed" >"$build/texts/$(basename "$packed" .gz)"; done
    rm -rf "$build/poems"
    started=$(date +%s)
    timeout -k 30 "$(left "${CHECK_TRAIN_SECONDS:-180}")" "$build/bin/tokenarium-cli" train --recipe resources/recipes/poems.json \
        --texts "$build/texts" --out "$build/poems" --store bf16 --device cuda --threads "$(nproc)" >"$build/train.log" 2>&1
    code=$?
    say "exit code $code (124: stopped when its time was over) after $(($(date +%s) - started)) s; the last lines:"
    quoted "$build/train.log" 6
    if grep -q warning "$build/train.log"; then failed "the training gave a warning: $(grep warning "$build/train.log" | head -n 1)"; fi
    if [ $code -ne 0 ] && [ $code -ne 124 ]; then failed "the training"; fi
    cp "$build/poems/model.safetensors" "$build/poems/curve.jsonl" "$out/" 2>/dev/null
    if [ -f "$build/texts/poems-common.jsonl" ] && [ -f "$build/poems/model.safetensors" ]; then
        say "Of the held-out poems (good: at most 4.25 nats per character):"
        timeout "$(left 60)" "$build/bin/tokenarium-cli" evaluate --model "$build/poems" --device cuda --jsonl \
            "$build/texts/poems-common.jsonl" >"$build/score" 2>&1 || failed "evaluate"
        quoted "$build/score"
    fi
fi
say ""

# --- compute-sanitizer ----------------------------------------------------------------------------------------
say "## compute-sanitizer"
if ! wanted sanitizer; then
    :
elif [ -z "$gpu" ]; then
    skipped "no GPU."
elif ! has compute-sanitizer; then
    skipped "it is not installed."
elif ! timeout "$(left 60)" compute-sanitizer --error-exitcode 9 "$build/bin/cuda_tests" \
    --gtest_filter='*SoftmaxAndLoss/gpu' >"$out/sanitizer.log" 2>&1 && grep -q 'not supported' "$out/sanitizer.log"; then
    skipped "this machine's runtime does not let it run: $(grep -m 1 'not supported' "$out/sanitizer.log")"
else
    for tool in memcheck racecheck; do
        timeout "$(left "${CHECK_SANITIZER_SECONDS:-100}")" compute-sanitizer --tool $tool --error-exitcode 9 "$build/bin/cuda_tests" \
            --gtest_filter='*EveryOperation*/gpu:*ForwardWith*/gpu:*AStepOfTraining*/gpu' >>"$out/sanitizer.log" 2>&1
        code=$?
        say "$tool: exit code $code (124: its time was over), $(grep -E 'ERROR SUMMARY|RACECHECK SUMMARY' "$out/sanitizer.log" | tail -n 1)"
        if [ $code -ne 0 ] && [ $code -ne 124 ]; then failed "compute-sanitizer --tool $tool"; fi
    done
fi
say ""

say "## End"
say "$(($(date +%s) - began)) s in all; failures: $failures."
if [ "$failures" -gt 0 ]; then exit 1; fi
if [ -z "$gpu" ]; then
    say "There is no GPU here: what is owed to one (cuda/README.md) is still owed."
    exit 77
fi
