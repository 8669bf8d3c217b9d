// SPDX-License-Identifier: GPL-3.0-or-later
// What of a configuration can be turned by hand, and the configuration afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct ModelDial {
    enum class Kind : std::uint8_t {
        Layers,
        EncoderLayers,
        Width,
        Heads,
        KeyHeads,
        FeedForward,
        Vocabulary,
        Positions, ///< learned ones only: others weigh nothing
        Experts,
        ExpertsPerToken,
        ExpertWidth,
        SharedExperts,
        DenseLayers, ///< before the first layer with experts
        LatentWidth,
        QueryLatentWidth,
        PatchSize,
        ImageSize,
        MelBands,
        TiedHead ///< a switch: 0 or 1
    };

    Kind kind;
    std::vector<std::size_t> steps; ///< rising; the present value is among them
    std::size_t value = 0;

    bool isSwitch() const { return kind == Kind::TiedHead; }
};

/// Dials that this model has, the important ones first. Of a text that loadArchitecture understands; nothing
/// otherwise.
std::vector<ModelDial> dialsOf(std::string_view jsonText);

/// The configuration with one dial at another step. What must fit to it follows: the number of key heads
/// divides that of heads, no more experts are chosen than there are.
std::string withDial(std::string_view jsonText, ModelDial::Kind kind, std::size_t value);

} // namespace tokenarium
