// SPDX-License-Identifier: GPL-3.0-or-later
// Opens cuBLASLt where it is there.
#include "cuda/kernels/cublas_lt.h"

#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace tokenarium::cuda::lt {
namespace {

std::vector<std::filesystem::path> names() {
    if (const char* named = std::getenv("TOKENARIUM_CUBLASLT_LIBRARY")) return {named};
#if defined(TOKENARIUM_EMULATED)
    return {}; // a library that works on a GPU has nothing to do with memory of the CPU
#elif defined(_WIN32)
    return {"cublasLt64_13.dll", "cublasLt64_12.dll"};
#else
    return {"libcublasLt.so.13", "libcublasLt.so.12"};
#endif
}

template<typename Function>
bool look(const SharedLibrary& file, const char* name, Function& function) {
    function = reinterpret_cast<Function>(file.symbol(name));
    return function != nullptr;
}

} // namespace

bool Library::fill() {
    return look(*file, "cublasLtGetVersion", version) && look(*file, "cublasLtCreate", create) &&
           look(*file, "cublasLtDestroy", destroy) && look(*file, "cublasLtMatmulDescCreate", describe) &&
           look(*file, "cublasLtMatmulDescDestroy", forgetDescription) &&
           look(*file, "cublasLtMatmulDescSetAttribute", setDescription) &&
           look(*file, "cublasLtMatrixLayoutCreate", layOut) &&
           look(*file, "cublasLtMatrixLayoutDestroy", forgetLayout) &&
           look(*file, "cublasLtMatmulPreferenceCreate", prefer) &&
           look(*file, "cublasLtMatmulPreferenceDestroy", forgetPreference) &&
           look(*file, "cublasLtMatmulPreferenceSetAttribute", setPreference) &&
           look(*file, "cublasLtMatmulAlgoGetHeuristic", find) && look(*file, "cublasLtMatmul", multiply);
}

std::unique_ptr<Library> Library::open() {
    for (const std::filesystem::path& name : names()) {
        try {
            std::unique_ptr<Library> library(new Library);
            library->file = std::make_unique<SharedLibrary>(name);
            if (library->fill()) return library;
        } catch (const std::runtime_error&) { // the next name
        }
    }
    return nullptr;
}

} // namespace tokenarium::cuda::lt
