// SPDX-License-Identifier: GPL-3.0-or-later
// Counted from the configurations, not written down.
#include "app/serving/served_presets.h"

#include "engine/cost/attention_shape.h"
#include "engine/cost/memory.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace tokenarium {
namespace {

/// Families that write text token by token; the others read, see or hear.
bool writesText(std::string_view family) {
    static constexpr std::array others{
        "bert", "roberta", "xlm-roberta", "camembert", "mpnet",   "distilbert", "electra", "albert", "t5",
        "mt5",  "umt5",    "bart",        "mbart",     "whisper", "vit",        "clip",    "siglip"};
    return std::find(others.begin(), others.end(), family) == others.end();
}

std::optional<ServedPreset> presetOf(const KnownModel& known) {
    try {
        const Architecture architecture = loadArchitecture(known.config, known.id, known.options);
        if (!writesText(architecture.family)) return std::nullopt;
        const AttentionShape shape = loadAttentionShape(known.config, known.id);
        const ParameterCount count = countParameters(architecture.tensors);
        const double all = double(count.total);
        return ServedPreset{&known, all, count.experts > 0 ? double(count.active) : all,
                            double(cacheElementsPerToken(shape))};
    } catch (const std::runtime_error&) {
        return std::nullopt; // its configuration says nothing of a cache
    }
}

} // namespace

const std::vector<ServedPreset>& servedPresets() {
    static const std::vector<ServedPreset> all = [] {
        std::vector<ServedPreset> made;
        for (const KnownModel& known : knownModels())
            if (const auto preset = presetOf(known)) made.push_back(*preset);
        return made;
    }();
    return all;
}

const ServedPreset& servedPreset(const std::string& id) {
    const std::vector<ServedPreset>& all = servedPresets();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const ServedPreset& one) { return one.known->id == id; });
    return found == all.end() ? all.front() : *found;
}

ModelOnServer servedModel(const ServedPreset& preset, const ServingChoices& choices) {
    return {preset.active, weightBytes(preset.parameters, choices.weightBits),
            preset.cacheNumbers * choices.cacheBits / 8};
}

double peakOf(const Accelerator& card, double weightBits) {
    return weightBits == 8 && card.fp8 > 0 ? card.fp8 : card.bf16;
}

ServingHardware servingHardware(const Accelerator& card, const ServingChoices& choices) {
    return {peakOf(card, choices.weightBits) * choices.gpus, card.bytesPerSecond * choices.gpus,
            choices.efficiency, card.memoryBytes * choices.gpus};
}

} // namespace tokenarium
