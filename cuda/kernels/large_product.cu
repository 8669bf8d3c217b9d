// SPDX-License-Identifier: GPL-3.0-or-later
// Large products by cuBLASLt: descriptions, the choice for each shape, and our own kernel wherever it cannot.
#include "cuda/kernels/large_product.cuh"

#include "cuda/kernels/cublas_lt.h"
#include "cuda/kernels/elements.cuh"
#include "cuda/kernels/operations.h"
#include "cuda/kernels/stopwatch.cuh"

#include <array>
#include <cstdlib>
#include <cstring>

#if defined(__CUDACC__) && __has_include(<cublasLt.h>)
#include <cublasLt.h>
#define TOKENARIUM_HAS_CUBLASLT_HEADER
#endif

namespace tokenarium::cuda {

#ifdef TOKENARIUM_HAS_CUBLASLT_HEADER
constexpr bool same(long long ours, long long theirs) { return ours == theirs; }
static_assert(same(lt::success, CUBLAS_STATUS_SUCCESS) &&
              same(lt::invalidValue, CUBLAS_STATUS_INVALID_VALUE) &&
              same(lt::notSupported, CUBLAS_STATUS_NOT_SUPPORTED));
static_assert(same(lt::typeF32, CUDA_R_32F) && same(lt::typeF16, CUDA_R_16F) &&
              same(lt::typeBf16, CUDA_R_16BF) && same(lt::computeF32, CUBLAS_COMPUTE_32F) &&
              same(lt::asItLies, CUBLAS_OP_N) && same(lt::turned, CUBLAS_OP_T));
static_assert(same(lt::turnA, CUBLASLT_MATMUL_DESC_TRANSA) && same(lt::turnB, CUBLASLT_MATMUL_DESC_TRANSB) &&
              same(lt::epilogue, CUBLASLT_MATMUL_DESC_EPILOGUE) &&
              same(lt::biasPointer, CUBLASLT_MATMUL_DESC_BIAS_POINTER) &&
              same(lt::nothing, CUBLASLT_EPILOGUE_DEFAULT) && same(lt::addBias, CUBLASLT_EPILOGUE_BIAS));
static_assert(same(lt::workspaceBytes, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES) &&
              same(lt::reductionMask, CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK) &&
              same(lt::alignmentA, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES) &&
              same(lt::alignmentB, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES) &&
              same(lt::alignmentC, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES) &&
              same(lt::alignmentD, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES) &&
              same(lt::noReduction, CUBLASLT_REDUCTION_SCHEME_NONE));
static_assert(sizeof(lt::Algorithm) == sizeof(cublasLtMatmulAlgo_t) &&
              sizeof(lt::Found) == sizeof(cublasLtMatmulHeuristicResult_t) &&
              offsetof(lt::Found, workspace) == offsetof(cublasLtMatmulHeuristicResult_t, workspaceSize) &&
              offsetof(lt::Found, state) == offsetof(cublasLtMatmulHeuristicResult_t, state));
#endif

namespace {

constexpr std::size_t workspace = std::size_t{32} << 20;       ///< bytes, as NVIDIA advises for this library
constexpr std::size_t fewestOperations = std::size_t{1} << 24; ///< multiply-adds worth timing two ways
constexpr std::uint32_t alignment = 16;                        ///< of every factor, in bytes

int typeOf(Format half) { return half == Format::F16 ? lt::typeF16 : lt::typeBf16; }

/// Something of the library that is to be given back.
class Owned {
public:
    Owned() = default;
    ~Owned() {
        if (thing) giveBack(thing);
    }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    template<typename... Parameters, typename... Arguments>
    bool make(int (*create)(void**, Parameters...), int (*destroy)(void*), Arguments... arguments) {
        giveBack = destroy;
        return create(&thing, static_cast<Parameters>(arguments)...) == lt::success;
    }
    void* get() const { return thing; }

private:
    void* thing = nullptr;
    int (*giveBack)(void*) = nullptr;
};

/// What differs between products; of equal ones the first decides.
using ShapeKey = std::array<std::size_t, 9>;
ShapeKey keyOf(const Product& p, const HalfProductKind& kind) {
    return {p.m,
            p.n,
            p.k,
            static_cast<std::size_t>(kind.source),
            static_cast<std::size_t>(kind.half),
            static_cast<std::size_t>(kind.aLie),
            static_cast<std::size_t>(kind.bLie),
            p.add ? 1U : 0U,
            p.bias ? 1U : 0U};
}

/// How the library multiplies one shape.
struct Plan {
    HalfProductKind kind{};
    Owned description, first, second, result;
    lt::Found found{};
};

bool roundInto(Context& context, const float* from, std::size_t count, Format half, std::uint16_t* to) {
    const std::size_t eights = ceilDivided<std::size_t>(count, 8);
    return launch(context, gridOf(loopBlocks(context, eights)), blockThreads, forEachElement<RoundNumbers>,
                  RoundNumbers{from, to, count, half}, eights) == TOKENARIUM_CUDA_OK;
}

} // namespace

/// The library as a context uses it.
class LargeProducts {
public:
    explicit LargeProducts(Context& owner) : context(owner), library(lt::Library::open()) {
        if (library && !handle.make(library->create, library->destroy)) library = nullptr;
        if (library && context.memory.take(workspace, &scratch) != cudaSuccess) library = nullptr;
    }
    ~LargeProducts() {
        if (scratch) context.memory.release(scratch);
    }
    LargeProducts(const LargeProducts&) = delete;
    LargeProducts& operator=(const LargeProducts&) = delete;

    explicit operator bool() const { return library != nullptr; }
    /// Null where our own kernel has the shape.
    const Plan* planOf(const Product& p, const HalfProductKind& kind, OwnProduct own);
    /// False where nothing was queued, and our own kernel is to do it.
    bool multiply(const Plan& plan, const Product& p);
    TokenariumCudaLibraryUse use() const;

private:
    std::unique_ptr<Plan> planned(const Product& p, const HalfProductKind& kind) const;
    bool describe(Plan& plan, const Product& p) const;
    bool findWay(Plan& plan) const;
    bool isFaster(const Plan& plan, const Product& p, OwnProduct own);

    Context& context;
    std::unique_ptr<lt::Library> library; ///< closed last
    Owned handle;
    void* scratch = nullptr;
    std::map<ShapeKey, std::unique_ptr<Plan>> choices;
    std::uint64_t products = 0;
};

bool LargeProducts::describe(Plan& plan, const Product& p) const {
    const LargeLayout a = firstFactor(p, plan.kind.bLie), b = secondFactor(p, plan.kind.aLie);
    const int type = typeOf(plan.kind.half);
    const auto layOut = [&](Owned& layout, int numbers, const LargeLayout& of) {
        return layout.make(library->layOut, library->forgetLayout, numbers, of.rows, of.columns, of.stride);
    };
    if (!plan.description.make(library->describe, library->forgetDescription, lt::computeF32, lt::typeF32) ||
        !layOut(plan.first, type, a) || !layOut(plan.second, type, b) ||
        !layOut(plan.result, lt::typeF32, {p.n, p.m, p.cStride, false}))
        return false;
    const auto set = [&](int attribute, const auto& value) {
        return library->setDescription(plan.description.get(), attribute, &value, sizeof value) ==
               lt::success;
    };
    return set(lt::turnA, a.turned ? lt::turned : lt::asItLies) &&
           set(lt::turnB, b.turned ? lt::turned : lt::asItLies) &&
           set(lt::epilogue, p.bias ? lt::addBias : lt::nothing) && set(lt::biasPointer, p.bias);
}

bool LargeProducts::findWay(Plan& plan) const {
    Owned preference;
    if (!preference.make(library->prefer, library->forgetPreference)) return false;
    const auto set = [&](int attribute, const auto& value) {
        return library->setPreference(preference.get(), attribute, &value, sizeof value) == lt::success;
    };
    // Without reductions a number of the result is one block's: its parts are added in one order.
    if (!set(lt::workspaceBytes, workspace) || !set(lt::reductionMask, lt::noReduction)) return false;
    for (const int factor : {lt::alignmentA, lt::alignmentB, lt::alignmentC, lt::alignmentD})
        if (!set(factor, alignment)) return false;
    int count = 0;
    return library->find(handle.get(), plan.description.get(), plan.first.get(), plan.second.get(),
                         plan.result.get(), plan.result.get(), preference.get(), 1, &plan.found,
                         &count) == lt::success &&
           count > 0 && plan.found.state == lt::success && plan.found.workspace <= workspace;
}

std::unique_ptr<Plan> LargeProducts::planned(const Product& p, const HalfProductKind& kind) const {
    auto plan = std::make_unique<Plan>();
    plan->kind = kind;
    if (!describe(*plan, p) || !findWay(*plan)) return nullptr;
    return plan;
}

bool LargeProducts::multiply(const Plan& plan, const Product& p) {
    const std::size_t aCount = p.m * p.k, bCount = p.n * p.k;
    const bool roundsB = plan.kind.source == Format::F32;
    const std::size_t bAt = ceilDivided<std::size_t>(aCount, 128) * 128;
    const Scratch rounded(context, (bAt + (roundsB ? bCount : 0)) * 2, Need::May);
    if (!rounded) return false;
    auto* a = rounded.as<std::uint16_t>();
    const void* b = p.b;
    if (!roundInto(context, p.a, aCount, plan.kind.half, a)) return false;
    if (roundsB) {
        if (!roundInto(context, static_cast<const float*>(p.b), bCount, plan.kind.half, a + bAt))
            return false;
        b = a + bAt;
    }
    if (p.bias && library->setDescription(plan.description.get(), lt::biasPointer, &p.bias, sizeof p.bias) !=
                      lt::success)
        return false;
    const float alpha = 1, beta = p.add ? 1.0F : 0.0F;
    if (library->multiply(handle.get(), plan.description.get(), &alpha, b, plan.first.get(), a,
                          plan.second.get(), &beta, p.c, plan.result.get(), p.c, plan.result.get(),
                          &plan.found.algorithm, scratch, workspace, context.stream) != lt::success)
        return false;
    ++products;
    return true;
}

/// On other memory for the result, which only the product that is asked may change.
bool LargeProducts::isFaster(const Plan& plan, const Product& p, OwnProduct own) {
    const Scratch other(context, p.m * p.cStride * sizeof(float), Need::May);
    if (!other) return false;
    Product trial = p;
    trial.c = other.as<float>();
    const auto timed = [&](const auto& run) {
        double best = 0;
        for (int pass = 0; pass < 4; ++pass) { // the first is for caches and for what is loaded late
            Stopwatch watch(context);
            watch.start();
            if (!run()) return 0.0;
            const double milliseconds = watch.stop();
            if (pass > 0 && (best == 0 || milliseconds < best)) best = milliseconds;
        }
        return best;
    };
    const double theirs = timed([&] { return multiply(plan, trial); });
    return theirs > 0 &&
           worthChanging(timed([&] { return own(context, trial) == TOKENARIUM_CUDA_OK; }), theirs);
}

const Plan* LargeProducts::planOf(const Product& p, const HalfProductKind& kind, OwnProduct own) {
    const ShapeKey key = keyOf(p, kind);
    const auto known = choices.find(key);
    if (known != choices.end()) return known->second.get();
    std::unique_ptr<Plan> plan = planned(p, kind);
    if (plan && context.library != LibrarySwitch::Always && !isFaster(*plan, p, own)) plan = nullptr;
    return choices.emplace(key, std::move(plan)).first->second.get();
}

TokenariumCudaLibraryUse LargeProducts::use() const {
    TokenariumCudaLibraryUse use{library ? library->version() : 0, choices.size(), 0, products};
    for (const auto& [key, plan] : choices) use.shapes += plan ? 1 : 0;
    return use;
}

namespace {

bool suits(const Context& context, const Product& p, const HalfProductKind& kind) {
    if (context.library == LibrarySwitch::Never) return false;
    if (context.library == LibrarySwitch::Measured && p.m * p.n * p.k < fewestOperations) return false;
    const auto aligned = [](const void* at) { return reinterpret_cast<std::uintptr_t>(at) % alignment == 0; };
    return aligned(p.a) && aligned(p.b) && aligned(p.c) && aligned(p.bias) && p.cStride == p.n &&
           p.aStride == (kind.aLie == Lie::Along ? p.k : p.m) &&
           p.bStride == (kind.bLie == Lie::Along ? p.k : p.n);
}

} // namespace

int32_t multiplyLarge(Context& context, const Product& p, const HalfProductKind& kind, OwnProduct own) {
    if (context.enter() != TOKENARIUM_CUDA_OK) return context.error;
    if (!suits(context, p, kind)) return own(context, p);
    if (!context.largeProducts) context.largeProducts = std::make_shared<LargeProducts>(context);
    LargeProducts& large = *context.largeProducts;
    const Plan* plan = large ? large.planOf(p, kind, own) : nullptr;
    if (plan && large.multiply(*plan, p)) return context.error;
    return own(context, p);
}

LibrarySwitch librarySwitch() {
    const char* said = std::getenv("TOKENARIUM_CUBLASLT");
    if (said && std::strcmp(said, "0") == 0) return LibrarySwitch::Never;
    return said && std::strcmp(said, "1") == 0 ? LibrarySwitch::Always : LibrarySwitch::Measured;
}

void libraryUse(Context* context, TokenariumCudaLibraryUse* use) {
    *use = context->largeProducts ? context->largeProducts->use() : TokenariumCudaLibraryUse{};
}

} // namespace tokenarium::cuda
