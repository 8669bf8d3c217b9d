// SPDX-License-Identifier: GPL-3.0-or-later
// One model over several devices: what lies on each, and what travels between them in one step.
//
// By layers ("pipeline", Huang et al., arXiv 1811.06965; Narayanan et al., arXiv 2104.04473), by tensors
// (Shoeybi et al., arXiv 1909.08053) or by experts (Lepikhin et al., arXiv 2006.16668). Sums over the devices
// are the whole model and what is stored more than once. Total functions; elements are exact, bytes doubles.
#pragma once

#include "engine/cost/attention_shape.h"
#include "engine/cost/tensor_list.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tokenarium {

enum class SplitWay : std::uint8_t {
    Layers,  ///< every device has whole layers, one behind the other
    Tensors, ///< every device has a part of each matrix of each layer
    Experts  ///< every device has whole experts; all else lies on all of them, and each has texts of its own
};

struct SplitModel {
    const TensorList* tensors = nullptr;
    std::size_t width = 0, heads = 0, keyHeads = 0, headWidth = 0; ///< C, H, K, D
    std::size_t vocabulary = 0;                                    ///< 0: says no token
    bool tiedHead = false;                                         ///< the token table is the head too
    bool latentCache = false;         ///< MLA: what the cache keeps belongs to all heads
    std::vector<double> cacheOfLayer; ///< bytes of all texts; empty: no cache
};

struct SplitStep {
    std::size_t texts = 1;           ///< B
    std::size_t tokens = 1;          ///< T, of all texts, that go through in this step
    std::size_t activationBytes = 2; ///< of one number that travels
    bool isDecoding = false;         ///< of a model with an encoder only the decoder runs
    bool isTraining = false;         ///< there and back
    std::size_t gradientBytes = 2;   ///< of one parameter's gradient that travels
};

/// What lies on a device.
enum class SplitContent : std::uint8_t { Tables, Attention, FeedForward, Experts, Rest, Cache };
inline constexpr std::size_t splitContents = 6;

struct DeviceLoad {
    std::array<std::size_t, splitContents> elements{}; ///< parameters; none of the cache
    std::array<double, splitContents> bytes{};
    std::size_t firstLayer = 0, layers = 0; ///< by layers only; counted over all towers
    std::size_t experts = 0;                ///< of each layer with experts; by experts only
    std::size_t parameters() const;
    double totalBytes() const;
};

/// One kind of message.
struct SplitTraffic {
    enum class Exchange : std::uint8_t {
        PointToPoint, ///< from one device to the next
        AllReduce,    ///< a sum that all get: each sends 2(n−1)/n of it
        AllGather,    ///< all parts to all: each sends (n−1) of its n-th
        AllToAll      ///< each has something for each
    };
    enum class Cargo : std::uint8_t {
        Activations,         ///< T·C numbers
        ActivationGradients, ///< the same on the way back
        TokenVectors,        ///< sums of what the parts of the token table found
        Logits,              ///< B·V numbers
        ToExperts,           ///< T·k·C numbers
        FromExperts,
        WeightGradients ///< of what lies on more than one device
    };
    Exchange exchange = Exchange::PointToPoint;
    Cargo cargo = Cargo::Activations;
    std::size_t times = 0;    ///< in one step
    double payload = 0;       ///< bytes of the whole thing once
    double sent = 0;          ///< bytes that all devices together send in one step
    double sentByBusiest = 0; ///< the most that one sends
};

struct Split {
    bool isPossible = true; ///< false: by experts, and there are none
    bool isUneven = false;  ///< by tensors: the devices do not divide the heads, which programs refuse
    std::vector<DeviceLoad> devices;
    std::size_t wholeParameters = 0, copiedParameters = 0; ///< stored once; and what is stored again
    double wholeBytes = 0, copiedBytes = 0;                ///< with the cache
    std::vector<SplitTraffic> traffic;
    double sent() const;               ///< bytes of one step, of all devices
    const DeviceLoad& largest() const; ///< there always is a device
};

/// `devices` at least 1; `bytesPerParameter` may have a fraction (GGUF), or be that of a training state.
Split split(const SplitModel& model, const SplitStep& step, SplitWay way, std::size_t devices,
            double bytesPerParameter);

/// By layers, with so many micro-batches: the share of time that a device waits, (n−1)/(m+n−1).
double pipelineIdleShare(std::size_t devices, std::size_t microBatches);

} // namespace tokenarium
