// SPDX-License-Identifier: GPL-3.0-or-later
// cuBLASLt as far as large_product.cu uses it, on the emulated device's memory: strict about descriptions,
// plain about products. $TOKENARIUM_FAKE_CUBLASLT says what is wrong with it: "no-handle", "no-algorithm" or
// "fails" (when it is to multiply).
#include "cuda/kernels/cublas_lt.h"
#include "cuda/kernels/numbers.cuh"

#include <cstdlib>
#include <cstring>

using namespace tokenarium::cuda;

namespace {

constexpr std::uint64_t seal = 0x746F6B656E617269;
constexpr std::size_t neededWorkspace = 4096;

bool wrongWith(const char* what) {
    const char* said = std::getenv("TOKENARIUM_FAKE_CUBLASLT");
    return said && std::strcmp(said, what) == 0;
}

struct FakeLayout {
    int type;
    std::uint64_t rows, columns;
    std::int64_t stride;
};
struct FakeDescription {
    std::int32_t turnA = 0, turnB = 0;
    std::uint32_t epilogue = 1;
    const void* bias = nullptr;
};
struct FakePreference {
    std::uint64_t workspace = 0;
    std::uint32_t reductions = 7; ///< all are allowed unless somebody forbids them
};

template<typename T>
int take(T& to, const void* value, std::size_t bytes) {
    if (bytes != sizeof to) return lt::invalidValue;
    std::memcpy(&to, value, bytes);
    return lt::success;
}

float numberAt(const void* data, const FakeLayout& layout, std::uint64_t row, std::uint64_t column) {
    const auto half =
        static_cast<const std::uint16_t*>(data)[column * static_cast<std::uint64_t>(layout.stride) + row];
    return layout.type == lt::typeF16 ? widenedF16(half) : widenedBf16(half);
}

std::uint64_t rowsOf(const FakeLayout& layout, bool turned) { return turned ? layout.columns : layout.rows; }

bool fits(const FakeDescription& d, const FakeLayout& a, const FakeLayout& b, const FakeLayout& c) {
    for (const FakeLayout* one : {&a, &b, &c})
        if (one->stride < static_cast<std::int64_t>(one->rows)) return false;
    return a.type == b.type && a.type != lt::typeF32 && c.type == lt::typeF32 &&
           rowsOf(a, d.turnA != 0) == c.rows && rowsOf(a, d.turnA == 0) == rowsOf(b, d.turnB != 0) &&
           rowsOf(b, d.turnB == 0) == c.columns;
}

} // namespace

#define FAKE extern "C" __attribute__((visibility("default")))

FAKE std::size_t cublasLtGetVersion() { return 130001; }
FAKE int cublasLtCreate(lt::Handle* handle) {
    *handle = wrongWith("no-handle") ? nullptr : new int;
    return *handle ? 0 : 1;
}
FAKE int cublasLtDestroy(lt::Handle handle) {
    delete static_cast<int*>(handle);
    return 0;
}
FAKE int cublasLtMatmulDescCreate(lt::Description* description, int compute, int scale) {
    *description = new FakeDescription;
    return compute == lt::computeF32 && scale == lt::typeF32 ? lt::success : lt::notSupported;
}
FAKE int cublasLtMatmulDescDestroy(lt::Description description) {
    delete static_cast<FakeDescription*>(description);
    return 0;
}
FAKE int cublasLtMatmulDescSetAttribute(lt::Description description, int attribute, const void* value,
                                        std::size_t bytes) {
    auto& d = *static_cast<FakeDescription*>(description);
    switch (attribute) {
    case lt::turnA: return take(d.turnA, value, bytes);
    case lt::turnB: return take(d.turnB, value, bytes);
    case lt::epilogue: return take(d.epilogue, value, bytes);
    case lt::biasPointer: return take(d.bias, value, bytes);
    default: return lt::invalidValue;
    }
}
FAKE int cublasLtMatrixLayoutCreate(lt::Layout* layout, int type, std::uint64_t rows, std::uint64_t columns,
                                    std::int64_t stride) {
    *layout = new FakeLayout{type, rows, columns, stride};
    return 0;
}
FAKE int cublasLtMatrixLayoutDestroy(lt::Layout layout) {
    delete static_cast<FakeLayout*>(layout);
    return 0;
}
FAKE int cublasLtMatmulPreferenceCreate(lt::Preference* preference) {
    *preference = new FakePreference;
    return 0;
}
FAKE int cublasLtMatmulPreferenceDestroy(lt::Preference preference) {
    delete static_cast<FakePreference*>(preference);
    return 0;
}
FAKE int cublasLtMatmulPreferenceSetAttribute(lt::Preference preference, int attribute, const void* value,
                                              std::size_t bytes) {
    auto& p = *static_cast<FakePreference*>(preference);
    std::uint32_t alignment = 0;
    switch (attribute) {
    case lt::workspaceBytes: return take(p.workspace, value, bytes);
    case lt::reductionMask: return take(p.reductions, value, bytes);
    case lt::alignmentA:
    case lt::alignmentB:
    case lt::alignmentC:
    case lt::alignmentD: return take(alignment, value, bytes);
    default: return lt::invalidValue;
    }
}
FAKE int cublasLtMatmulAlgoGetHeuristic(lt::Handle, lt::Description description, lt::Layout a, lt::Layout b,
                                        lt::Layout c, lt::Layout d, lt::Preference preference, int wanted,
                                        lt::Found* found, int* count) {
    *count = 0;
    const auto& likes = *static_cast<FakePreference*>(preference);
    if (!fits(*static_cast<FakeDescription*>(description), *static_cast<FakeLayout*>(a),
              *static_cast<FakeLayout*>(b), *static_cast<FakeLayout*>(c)) ||
        c != d)
        return lt::invalidValue;
    if (wanted < 1 || likes.workspace < neededWorkspace || wrongWith("no-algorithm")) return lt::notSupported;
    // Where sums may be split this library splits them, and is told apart by its numbers.
    *found = {{{seal, likes.reductions}}, neededWorkspace, lt::success, 1, {}};
    *count = 1;
    return lt::success;
}
FAKE int cublasLtMatmul(lt::Handle, lt::Description description, const void* alpha, const void* a,
                        lt::Layout aLayout, const void* b, lt::Layout bLayout, const void* beta,
                        const void* c, lt::Layout cLayout, void* d, lt::Layout dLayout,
                        const lt::Algorithm* algorithm, void* workspace, std::size_t workspaceBytes, void*) {
    if (wrongWith("fails")) return lt::notSupported;
    const auto& is = *static_cast<FakeDescription*>(description);
    const auto &ofA = *static_cast<FakeLayout*>(aLayout), &ofB = *static_cast<FakeLayout*>(bLayout),
               &ofC = *static_cast<FakeLayout*>(cLayout);
    if (algorithm->data[0] != seal || workspaceBytes < neededWorkspace || !fits(is, ofA, ofB, ofC) ||
        c != d || cLayout != dLayout || *static_cast<const float*>(alpha) != 1 ||
        (is.epilogue == lt::addBias && !is.bias))
        return lt::invalidValue;
    std::memset(workspace, 0x55, neededWorkspace);
    const std::uint64_t inner = rowsOf(ofB, is.turnB != 0);
    const float kept = *static_cast<const float*>(beta);
    for (std::uint64_t column = 0; column < ofC.columns; ++column)
        for (std::uint64_t row = 0; row < ofC.rows; ++row) {
            float sum = algorithm->data[1] == lt::noReduction ? 0.0F : 1.0F;
            for (std::uint64_t k = 0; k < inner; ++k)
                sum += (is.turnA ? numberAt(a, ofA, k, row) : numberAt(a, ofA, row, k)) *
                       (is.turnB ? numberAt(b, ofB, column, k) : numberAt(b, ofB, k, column));
            float& to = static_cast<float*>(d)[column * static_cast<std::uint64_t>(ofC.stride) + row];
            if (is.epilogue == lt::addBias) sum += static_cast<const float*>(is.bias)[row];
            to = kept == 0 ? sum : sum + kept * to;
        }
    return lt::success;
}
