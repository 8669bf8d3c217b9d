// SPDX-License-Identifier: GPL-3.0-or-later
// The emulated module in trouble, for programs that run as a person runs them. $TOKENARIUM_TROUBLE says
// which: "no-driver", "old-driver", "no-device", "held" (another program has all memory), "full:N" and
// "lost:N" (memory ends, or the card stops answering, when numbers have been read from it N times).
#include "cuda/emulator/emulated_controls.h"
#include "cuda/module_table.h"
#include "cuda/shared_library.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using Context = TokenariumCudaContext;

const tokenarium::SharedLibrary& emulated() {
    static const tokenarium::SharedLibrary library(EMULATED_MODULE);
    return library;
}

const TokenariumCudaTable& inner() {
    static const TokenariumCudaTable& table =
        *reinterpret_cast<TokenariumCudaEntry>(emulated().symbol(TOKENARIUM_CUDA_ENTRY))();
    return table;
}

std::string trouble() {
    const char* text = std::getenv("TOKENARIUM_TROUBLE");
    return text ? text : "";
}

/// Is it `kind`, and have there been so many reads?
bool now(const std::string& kind, long reads) {
    const std::string text = trouble();
    return text.rfind(kind + ":", 0) == 0 && reads >= std::atol(text.c_str() + kind.size() + 1);
}

std::atomic<long> reads = 0;

int32_t noDriver(void) { return 0; }
int32_t oldDriver(void) { return 12020; }

int32_t none(char* reason, size_t size) {
    std::snprintf(reason, size, "no CUDA-capable device is detected");
    return -1;
}

int32_t held(int32_t, int32_t, Context**, char* reason, size_t size) {
    std::snprintf(reason, size, "out of memory");
    return TOKENARIUM_CUDA_OUT_OF_MEMORY;
}

constexpr uint64_t tooMuch = uint64_t{1} << 50;

int32_t allocate(Context* context, uint64_t bytes, void** memory) {
    return inner().allocate(context, now("full", reads) ? tooMuch : bytes, memory);
}

void countRead() {
    if (!now("lost", reads++)) return;
    reinterpret_cast<void (*)(int32_t)>(emulated().symbol("tokenariumEmulatedLose"))(1);
}

int32_t copyOut(Context* context, void* to, const void* from, uint64_t bytes) {
    countRead();
    return inner().copyOut(context, to, from, bytes);
}

/// A step asks for no memory of its own, so a full one is brought about.
int32_t decode(Context* context, TokenariumCudaDecoder* decoder, uint32_t id, uint64_t position,
               int32_t everything, const float** numbers) {
    void* memory = nullptr;
    if (now("full", reads)) inner().allocate(context, tooMuch, &memory);
    countRead();
    return inner().decode.decode(context, decoder, id, position, everything, numbers);
}

TokenariumCudaTable troubledTable() {
    TokenariumCudaTable table = inner();
    const std::string text = trouble();
    if (text == "no-driver") table.driverVersion = noDriver;
    if (text == "old-driver") table.driverVersion = oldDriver;
    if (text == "no-driver" || text == "old-driver" || text == "no-device") table.deviceCount = none;
    if (text == "held") table.open = held;
    table.allocate = allocate;
    table.copyOut = copyOut;
    table.decode.decode = decode;
    return table;
}

} // namespace

extern "C" __attribute__((visibility("default"))) const TokenariumCudaTable* tokenariumCudaTable() {
    static const TokenariumCudaTable table = troubledTable();
    return &table;
}
