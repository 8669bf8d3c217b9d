// SPDX-License-Identifier: GPL-3.0-or-later
// Sorts every tensor of the list to devices, then adds up the messages.
#include "engine/cost/splitting.h"

#include "engine/tensor/saturating.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace tokenarium {
namespace {

using Part = ParameterPart;
using Role = ListedTensor::Role;
using Exchange = SplitTraffic::Exchange;
using Cargo = SplitTraffic::Cargo;

/// Consecutive tensors of one layer, with what stands between it and the next.
struct Block {
    std::size_t begin = 0, end = 0; ///< in the list
    bool attends = false, looksAcross = false, feedsForward = false, hasExperts = false;
    bool isExtra = false; ///< of an image encoder, or a module that predicts one token more
    std::size_t reductions() const { return std::size_t{attends} + looksAcross + feedsForward; }
};

/// "model.layers.12." of "model.layers.12.mlp.up_proj.weight"; empty outside of layers.
std::string_view layerOf(std::string_view name) {
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const std::string_view word = name.substr(begin, end - begin);
        if (!word.empty() && word.find_first_not_of("0123456789") == word.npos) return name.substr(0, end);
        begin = end + 1;
    }
    return {};
}

void note(const ListedTensor& tensor, Block& block) {
    block.attends |= tensor.part == Part::AttentionOut;
    block.looksAcross |= tensor.part == Part::CrossAttention;
    block.feedsForward |= tensor.part == Part::Mlp;
    block.hasExperts |= tensor.role == Role::Expert;
    block.isExtra |= tensor.module == Part::VisionTower || tensor.module == Part::Mtp;
}

/// What stands before the first layer belongs to it, as what follows a layer does.
std::vector<Block> blocksOf(const TensorList& list) {
    std::vector<Block> blocks;
    std::string_view current;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string_view layer = layerOf(list[i].name);
        if (blocks.empty()) blocks.push_back({i, i});
        if (!layer.empty() && layer != current) {
            if (!current.empty()) blocks.push_back({i, i});
            current = layer;
        }
        blocks.back().end = i + 1;
        if (!layer.empty()) note(list[i], blocks.back());
    }
    if (blocks.empty()) blocks.push_back({});
    return blocks;
}

SplitContent contentOf(const ListedTensor& tensor) {
    if (tensor.role == Role::Expert) return SplitContent::Experts;
    switch (tensor.part) {
    case Part::Embedding:
    case Part::Position:
    case Part::Head: return SplitContent::Tables;
    case Part::AttentionQkv:
    case Part::AttentionOut:
    case Part::AttentionOther:
    case Part::CrossAttention: return SplitContent::Attention;
    case Part::Mlp:
    case Part::Router: return SplitContent::FeedForward;
    default: return SplitContent::Rest;
    }
}

/// Of `count` things in a row, those of one device.
std::size_t shareOf(std::size_t count, std::size_t device, std::size_t devices) {
    const auto before = [&](std::size_t d) {
        return count / devices * d + count % devices * d / devices; // count · d / devices without overflow
    };
    return before(device + 1) - before(device);
}

/// The device of the i-th of `count` things; neighbours stay together.
std::size_t deviceOf(std::size_t i, std::size_t count, std::size_t devices) {
    return count == 0 ? 0 : std::min(devices - 1, i * devices / count);
}

class Splitter {
public:
    Splitter(const SplitModel& splitModel, const SplitStep& splitStep, SplitWay splitWay, std::size_t count,
             double bytes)
        : model(splitModel)
        , step(splitStep)
        , way(splitWay)
        , devices(std::max<std::size_t>(count, 1))
        , bytesPerParameter(bytes)
        , blocks(blocksOf(*splitModel.tensors)) {
        result.devices.resize(devices);
    }

    Split run() {
        if (way == SplitWay::Layers) placeLayers();
        if (way == SplitWay::Tensors) placeTensors();
        if (way == SplitWay::Experts) placeExperts();
        addUp();
        if (devices > 1 && result.isPossible) addTraffic();
        return std::move(result);
    }

private:
    void place(const ListedTensor& tensor, std::size_t device, std::size_t elements) {
        std::size_t& sum = result.devices[device].elements[std::size_t(contentOf(tensor))];
        sum = saturatingSum(sum, elements);
    }
    void placeCache(std::size_t device, double bytes) {
        result.devices[device].bytes[std::size_t(SplitContent::Cache)] += bytes;
    }
    double cacheBytes() const {
        return std::accumulate(model.cacheOfLayer.begin(), model.cacheOfLayer.end(), 0.0);
    }

    // By layers ------------------------------------------------------------------------------------------

    void placeLayers() {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const std::size_t device = deviceOf(i, blocks.size(), devices);
            DeviceLoad& load = result.devices[device];
            if (load.layers++ == 0) load.firstLayer = i;
            for (std::size_t t = blocks[i].begin; t < blocks[i].end; ++t)
                place((*model.tensors)[t], device, (*model.tensors)[t].elements());
        }
        if (const std::size_t last = lastUsed(); model.tiedHead && last > 0)
            for (const ListedTensor& tensor : *model.tensors)
                if (tensor.role == Role::TokenTable) place(tensor, last, tensor.elements());
        const std::vector<std::size_t> homes = cachingDevices();
        for (std::size_t layer = 0; layer < homes.size(); ++layer)
            placeCache(homes[layer], model.cacheOfLayer[layer]);
    }
    std::size_t lastUsed() const { return deviceOf(blocks.size() - 1, blocks.size(), devices); }

    /// Layers that cache are those of the list that are no towers; where these are not as many, evenly.
    std::vector<std::size_t> cachingDevices() const {
        std::vector<std::size_t> homes;
        const bool across = hasCrossAttention();
        for (std::size_t i = 0; i < blocks.size(); ++i)
            if (!blocks[i].isExtra && (!across || blocks[i].looksAcross))
                homes.push_back(deviceOf(i, blocks.size(), devices));
        const std::size_t layers = model.cacheOfLayer.size();
        if (homes.size() == layers) return homes;
        homes.clear();
        for (std::size_t layer = 0; layer < layers; ++layer)
            homes.push_back(deviceOf(layer, layers, devices));
        return homes;
    }

    // By tensors -----------------------------------------------------------------------------------------

    /// Heads of queries, or of keys, on a device; a device without a key head of its own has a copy.
    std::size_t keyHeadsOn(std::size_t device) const {
        return model.keyHeads < devices ? std::min<std::size_t>(1, model.keyHeads)
                                        : shareOf(model.keyHeads, device, devices);
    }

    /// Rows of queries, keys and values that one device has of so many.
    std::size_t attentionRows(std::size_t rows, std::size_t device) const {
        const std::size_t query = model.heads * model.headWidth, key = model.keyHeads * model.headWidth;
        const std::size_t queryRows = shareOf(model.heads, device, devices) * model.headWidth;
        const std::size_t keyRows = keyHeadsOn(device) * model.headWidth;
        if (model.latentCache || query == 0) return shareOf(rows, device, devices);
        if (rows == query + 2 * key) return queryRows + 2 * keyRows;
        if (rows == query) return queryRows;
        if (rows == 2 * key) return 2 * keyRows;
        if (rows == key) return keyRows;
        return shareOf(rows, device, devices);
    }

    /// Whether every device has all of it, as programs for serving and training do: what is narrow, and what
    /// is added once behind a sum.
    bool isCopied(const ListedTensor& tensor) const {
        const bool isVector = tensor.shape.rank() < 2;
        switch (tensor.part) {
        case Part::Embedding: return tensor.role != Role::TokenTable;
        case Part::Head: return tensor.role != Role::LanguageHead;
        case Part::AttentionQkv: return tensor.name.find("_a_proj") != std::string::npos; // narrow, of MLA
        case Part::AttentionOut: return isVector;
        case Part::CrossAttention: return isVector;
        case Part::Mlp: return isVector && tensor.shape.rank() == 1 && tensor.shape[0] == model.width;
        default: return true;
        }
    }

    /// The dimension that is cut: rows of tables, what is not the model's width elsewhere.
    std::size_t cutDimension(const ListedTensor& tensor) const {
        const Shape& shape = tensor.shape;
        if (shape.rank() < 2 || tensor.part == Part::Embedding || tensor.part == Part::Head) return 0;
        return shape[0] == model.width && shape[1] != model.width ? 1 : 0;
    }

    void placeTensor(const ListedTensor& tensor) {
        const std::size_t all = tensor.elements();
        const bool copied = isCopied(tensor) || tensor.shape.rank() == 0;
        const std::size_t rows = copied ? 0 : tensor.shape[cutDimension(tensor)];
        const std::size_t perRow = rows == 0 ? 0 : all / rows;
        for (std::size_t device = 0; device < devices; ++device) {
            const bool attention = tensor.part == Part::AttentionQkv || tensor.part == Part::AttentionOut;
            const std::size_t own = attention ? attentionRows(rows, device) : shareOf(rows, device, devices);
            place(tensor, device, copied ? all : saturatingProduct(own, perRow));
        }
    }

    void placeTensors() {
        const auto odd = [&](std::size_t heads) { return heads > 0 && heads % devices != 0; };
        result.isUneven = odd(model.heads) || (model.keyHeads >= devices && odd(model.keyHeads));
        for (const ListedTensor& tensor : *model.tensors) placeTensor(tensor);
        for (std::size_t device = 0; device < devices; ++device) {
            const double share = model.latentCache || model.keyHeads == 0
                                     ? 1
                                     : double(keyHeadsOn(device)) / double(model.keyHeads);
            placeCache(device, share * cacheBytes());
        }
    }

    // By experts -----------------------------------------------------------------------------------------

    void placeExperts() {
        result.isPossible =
            std::any_of(blocks.begin(), blocks.end(), [](const Block& block) { return block.hasExperts; });
        for (const ListedTensor& tensor : *model.tensors)
            for (std::size_t device = 0; device < devices; ++device) {
                std::size_t own = tensor.elements();
                if (tensor.role == Role::Expert && tensor.experts > 0) {
                    const std::size_t experts = shareOf(tensor.experts, device, devices);
                    result.devices[device].experts = experts;
                    own = saturatingProduct(own / tensor.experts, experts);
                }
                place(tensor, device, own);
            }
        for (std::size_t device = 0; device < devices; ++device)
            placeCache(device, step.texts == 0 ? 0
                                               : cacheBytes() * double(shareOf(step.texts, device, devices)) /
                                                     double(step.texts));
    }

    // Sums -----------------------------------------------------------------------------------------------

    void addUp() {
        for (const ListedTensor& tensor : *model.tensors)
            result.wholeParameters = saturatingSum(result.wholeParameters, tensor.elements());
        std::size_t stored = 0;
        double storedBytes = 0;
        for (DeviceLoad& load : result.devices) {
            for (std::size_t i = 0; i < splitContents; ++i)
                load.bytes[i] += double(load.elements[i]) * bytesPerParameter;
            stored = saturatingSum(stored, load.parameters());
            storedBytes += load.totalBytes();
        }
        result.copiedParameters = stored - std::min(stored, result.wholeParameters);
        result.wholeBytes = double(result.wholeParameters) * bytesPerParameter + cacheBytes();
        result.copiedBytes = std::max(0.0, storedBytes - result.wholeBytes);
    }

    // Messages -------------------------------------------------------------------------------------------

    bool hasCrossAttention() const {
        return std::any_of(blocks.begin(), blocks.end(),
                           [](const Block& block) { return block.looksAcross; });
    }
    /// Those that run in this step.
    template<typename Count>
    std::size_t sumOverBlocks(Count count) const {
        const bool decoderOnly = step.isDecoding && hasCrossAttention();
        std::size_t sum = 0;
        for (const Block& block : blocks)
            if (!block.isExtra && (!decoderOnly || block.looksAcross)) sum += count(block);
        return sum;
    }
    double activations() const {
        return double(step.tokens) * double(model.width) * double(step.activationBytes);
    }
    void add(Exchange exchange, Cargo cargo, std::size_t times, double payload, double sentOnce,
             double busiestOnce) {
        if (times > 0 && payload > 0)
            result.traffic.push_back(
                {exchange, cargo, times, payload, double(times) * sentOnce, double(times) * busiestOnce});
    }
    void addAllReduce(Cargo cargo, std::size_t times, double payload, std::size_t among) {
        const double others = double(among) - 1;
        add(Exchange::AllReduce, cargo, times, payload, 2 * others * payload,
            2 * others / double(among) * payload);
    }

    void addTraffic() {
        switch (way) {
        case SplitWay::Layers: return addLayerTraffic();
        case SplitWay::Tensors: return addTensorTraffic();
        case SplitWay::Experts: return addExpertTraffic();
        }
    }

    void addLayerTraffic() {
        const std::size_t borders = std::min(devices, blocks.size()) - 1;
        const double payload = activations();
        const auto pass = [&](Cargo cargo) {
            // Each border is another device's to cross, so the busiest sends it once.
            add(Exchange::PointToPoint, cargo, borders, payload, payload,
                borders > 0 ? payload / double(borders) : 0);
        };
        pass(Cargo::Activations);
        if (!step.isTraining) return;
        pass(Cargo::ActivationGradients);
        if (result.copiedParameters > 0)
            addAllReduce(Cargo::WeightGradients, 1,
                         double(result.copiedParameters) * double(step.gradientBytes), 2);
    }

    void addTensorTraffic() {
        const std::size_t reductions = sumOverBlocks([](const Block& block) { return block.reductions(); });
        addAllReduce(Cargo::Activations, reductions, activations(), devices);
        if (step.isTraining) addAllReduce(Cargo::ActivationGradients, reductions, activations(), devices);
        if (model.vocabulary == 0) return;
        addAllReduce(Cargo::TokenVectors, 1, activations(), devices);
        const double logits = double(step.texts) * double(model.vocabulary) * double(step.activationBytes);
        const double others = double(devices) - 1;
        if (!step.isTraining)
            add(Exchange::AllGather, Cargo::Logits, 1, logits, others * logits,
                others / double(devices) * logits);
    }

    void addExpertTraffic() {
        std::size_t chosen = 0, layers = 0; // experts of one token in all layers
        for (const Block& block : blocks) {
            if (!block.hasExperts || block.isExtra) continue;
            const auto first = model.tensors->begin() + std::ptrdiff_t(block.begin);
            const auto expert =
                std::find_if(first, model.tensors->begin() + std::ptrdiff_t(block.end),
                             [](const ListedTensor& tensor) { return tensor.role == Role::Expert; });
            chosen = expert->expertsPerToken;
            ++layers;
        }
        const double payload = activations() * double(chosen), away = double(devices - 1) / double(devices);
        for (int pass = 0; pass < (step.isTraining ? 2 : 1); ++pass)
            for (const Cargo cargo : {Cargo::ToExperts, Cargo::FromExperts})
                add(Exchange::AllToAll, cargo, layers, payload, payload * away,
                    payload * away / double(devices));
        if (!step.isTraining) return;
        const std::size_t shared = result.copiedParameters / (devices - 1);
        addAllReduce(Cargo::WeightGradients, 1, double(shared) * double(step.gradientBytes), devices);
    }

    const SplitModel& model;
    const SplitStep& step;
    SplitWay way;
    std::size_t devices;
    double bytesPerParameter;
    std::vector<Block> blocks;
    Split result;
};

} // namespace

std::size_t DeviceLoad::parameters() const {
    std::size_t sum = 0;
    for (const std::size_t each : elements) sum = saturatingSum(sum, each);
    return sum;
}

double DeviceLoad::totalBytes() const { return std::accumulate(bytes.begin(), bytes.end(), 0.0); }

double Split::sent() const {
    double sum = 0;
    for (const SplitTraffic& one : traffic) sum += one.sent;
    return sum;
}

const DeviceLoad& Split::largest() const {
    return *std::max_element(devices.begin(), devices.end(), [](const DeviceLoad& a, const DeviceLoad& b) {
        return a.totalBytes() < b.totalBytes();
    });
}

Split split(const SplitModel& model, const SplitStep& step, SplitWay way, std::size_t devices,
            double bytesPerParameter) {
    static const TensorList nothing;
    SplitModel known = model;
    if (!known.tensors) known.tensors = &nothing;
    return Splitter(known, step, way, devices, bytesPerParameter).run();
}

double pipelineIdleShare(std::size_t devices, std::size_t microBatches) {
    const std::size_t steps = microBatches + std::max<std::size_t>(devices, 1) - 1;
    return steps == 0 ? 0 : double(std::max<std::size_t>(devices, 1) - 1) / double(steps);
}

} // namespace tokenarium
