// SPDX-License-Identifier: GPL-3.0-or-later
// The few functions of NVIDIA's cuBLASLt that are used, in our words: the library is opened at run time where
// it is there, and neither it nor its header is needed to build. large_product.cu compares these numbers with
// the toolkit's header where a compiler finds it.
#pragma once

#include "cuda/kernels/device.cuh"
#include "cuda/shared_library.h"

#include <filesystem>
#include <memory>

namespace tokenarium::cuda::lt {

using Handle = void*;
using Description = void*; ///< of a product
using Layout = void*;      ///< of a matrix, column after column
using Preference = void*;

enum Status : int { success = 0, invalidValue = 7, notSupported = 15 };
enum Type : int { typeF32 = 0, typeF16 = 2, typeBf16 = 14 };
enum Compute : int { computeF32 = 68 };
enum Operation : std::int32_t { asItLies = 0, turned = 1 };
enum DescriptionAttribute : int { turnA = 3, turnB = 4, epilogue = 7, biasPointer = 8 };
enum Epilogue : std::uint32_t { nothing = 1, addBias = 4 };
enum PreferenceAttribute : int {
    workspaceBytes = 1,
    reductionMask = 3,
    alignmentA = 5,
    alignmentB = 6,
    alignmentC = 7,
    alignmentD = 8
};
/// A mask of ways to add parts of a sum; none: each number of the result is one block's sum.
constexpr std::uint32_t noReduction = 0;

struct Algorithm {
    std::uint64_t data[8];
};
struct Found {
    Algorithm algorithm;
    std::size_t workspace;
    int state;
    float waves;
    int reserved[4];
};

/// The opened library.
struct Library {
    std::size_t (*version)();
    int (*create)(Handle*);
    int (*destroy)(Handle);
    int (*describe)(Description*, int compute, int scaleType);
    int (*forgetDescription)(Description);
    int (*setDescription)(Description, int attribute, const void* value, std::size_t bytes);
    int (*layOut)(Layout*, int type, std::uint64_t rows, std::uint64_t columns, std::int64_t stride);
    int (*forgetLayout)(Layout);
    int (*prefer)(Preference*);
    int (*forgetPreference)(Preference);
    int (*setPreference)(Preference, int attribute, const void* value, std::size_t bytes);
    int (*find)(Handle, Description, Layout a, Layout b, Layout c, Layout d, Preference, int wanted, Found*,
                int* found);
    int (*multiply)(Handle, Description, const void* alpha, const void* a, Layout, const void* b, Layout,
                    const void* beta, const void* c, Layout, void* d, Layout, const Algorithm*,
                    void* workspace, std::size_t workspaceBytes, cudaStream_t);

    /// Null where there is none, or one without these functions. TOKENARIUM_CUBLASLT_LIBRARY names a file;
    /// else the system looks for the names of versions 13 and 12.
    static std::unique_ptr<Library> open();

private:
    Library() = default;
    bool fill();
    std::unique_ptr<SharedLibrary> file;
};

} // namespace tokenarium::cuda::lt
