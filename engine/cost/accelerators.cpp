// SPDX-License-Identifier: GPL-3.0-or-later
// The table of data sheets.
#include "engine/cost/accelerators.h"

#include <algorithm>

namespace tokenarium {
namespace {

constexpr double tera = 1e12, giga = 1e9;

// name, BF16 and FP8 in TFLOPS, GB, GB/s, W, source, read, dollars an hour
struct Row {
    std::string_view name;
    double bf16, fp8, memory, bandwidth, watts;
    std::string_view source;
    bool read;
    double rent;
};

constexpr Accelerator made(const Row& row) {
    return {row.name,  row.bf16 * tera, row.fp8 * tera, row.memory * giga, row.bandwidth * giga,
            row.watts, row.source,      row.read,       row.rent};
}

constexpr Accelerator table[] = {
    made({"H100 SXM 80 GB", 989.5, 1979, 80, 3350, 700, "NVIDIA H100 data sheet", true, 2.5}),
    made({"H200 SXM 141 GB", 989.5, 1979, 141, 4800, 700, "NVIDIA H200 data sheet", true, 3.5}),
    made({"B200 SXM 180 GB", 2250, 4500, 180, 8000, 1000, "NVIDIA HGX B200 data sheet", true, 5}),
    made({"A100 SXM 80 GB", 312, 0, 80, 2039, 400, "NVIDIA A100 data sheet", true, 1.8}),
    made({"A100 SXM 40 GB", 312, 0, 40, 1555, 400, "NVIDIA A100 data sheet", true, 1.3}),
    made({"H100 PCIe 80 GB", 756.5, 1513, 80, 2000, 350, "NVIDIA H100 data sheet", true, 2.5}),
    made({"H800 SXM 80 GB", 989.5, 1979, 80, 3350, 700, "DeepSeek-V3 report", false, 2}),
    made({"L40S", 362, 733, 48, 864, 350, "NVIDIA L40S data sheet", true, 0}),
    made({"L4", 121, 242.5, 24, 300, 72, "NVIDIA L4 data sheet", true, 0.7}),
    made({"V100 SXM2 32 GB", 125, 0, 32, 900, 300, "NVIDIA V100 data sheet", true, 0.6}),
    made({"T4", 65, 0, 16, 320, 70, "NVIDIA T4 data sheet", false, 0.35}),
    made({"RTX 4090", 165.2, 330.3, 24, 1008, 450, "NVIDIA Ada GPU architecture", false, 0.4}),
    made({"RTX 5090", 209.5, 419, 32, 1792, 575, "NVIDIA RTX Blackwell GPU architecture", false, 0.7}),
    made({"MI300X", 1307.4, 2614.9, 192, 5300, 750, "AMD MI300X data sheet", false, 0}),
    made({"TPU v4", 275, 0, 32, 1200, 0, "Google Cloud TPU v4", true, 0}),
    made({"TPU v3", 123, 0, 32, 900, 450, "Patterson et al. 2021", true, 0}),
};

bool sameLetters(char a, char b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return small(a) == small(b);
}

} // namespace

std::span<const Accelerator> accelerators() { return table; }

const Accelerator* findAccelerator(std::string_view name) {
    if (name.empty()) return nullptr;
    for (const bool whole : {true, false})
        for (const Accelerator& each : table)
            if ((each.name.size() == name.size() || (!whole && each.name.size() > name.size())) &&
                std::equal(name.begin(), name.end(), each.name.begin(), sameLetters))
                return &each;
    return nullptr;
}

} // namespace tokenarium
