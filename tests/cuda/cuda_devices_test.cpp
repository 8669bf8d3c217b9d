// SPDX-License-Identifier: GPL-3.0-or-later
// A missing, broken or foreign GPU module gives a reason and never a crash; the real one answers.
#include "cuda/cuda_devices.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace tokenarium;
namespace fs = std::filesystem;

TEST(CudaDevices, AMissingModuleIsAReason) {
    const CudaDevices found = findCudaDevices("/nowhere/libtokenarium_cuda.so");
    EXPECT_EQ(found.state, CudaState::NoModule);
    EXPECT_NE(found.detail.find("nowhere"), std::string::npos) << found.detail;
}

TEST(CudaDevices, ACorruptFileIsAReason) {
    const fs::path path = fs::path(testing::TempDir()) / "broken-module.so";
    std::ofstream(path) << "\x7f"
                           "ELF, but not really";
    const CudaDevices found = findCudaDevices(path);
    EXPECT_EQ(found.state, CudaState::NoModule);
    EXPECT_FALSE(found.detail.empty());
    fs::remove(path);
}

TEST(CudaDevices, AModuleOfAnotherVersionIsRefused) {
    const CudaDevices found = findCudaDevices(FOREIGN_MODULE);
    EXPECT_EQ(found.state, CudaState::WrongModule);
}

TEST(CudaDevices, TheRealModuleAnswersOrSaysWhyNot) {
    const CudaDevices found = findCudaDevices(CUDA_MODULE);
    if (!fs::exists(CUDA_MODULE))
        GTEST_SKIP() << "skipped: the GPU module was not built (no nvcc): " << found.detail;
    EXPECT_NE(found.state, CudaState::NoModule) << found.detail;
    EXPECT_NE(found.state, CudaState::WrongModule);
    EXPECT_GE(found.runtimeVersion, 10000);
    if (found.state != CudaState::Ready) GTEST_SKIP() << "skipped: no device: " << found.detail;
    for (const CudaDevice& device : found.devices) {
        EXPECT_FALSE(device.name.empty());
        EXPECT_GE(device.major, 7);
        EXPECT_GT(device.memoryBytes, 1u << 30);
    }
}
