// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of step as pixels.
#include "engine/image/model_view.h"

#include <cmath>

namespace tokenarium {
namespace {

bool changesPixels(PictureStepKind kind) {
    switch (kind) {
    case PictureStepKind::CutTiles:
    case PictureStepKind::CutPatches:
    case PictureStepKind::MergePatches:
    case PictureStepKind::Overview:
    case PictureStepKind::Describe: return false;
    default: return true;
    }
}

/// Half of what is to be cut off or added, rounded down, as published processors do.
Image centered(const Image& picture, PictureSize size, Color fill) {
    const auto lead = [](std::uint32_t from, std::uint32_t to) {
        return from >= to ? static_cast<std::int64_t>((from - to) / 2)
                          : -static_cast<std::int64_t>((to - from) / 2);
    };
    return cropped(picture, lead(picture.width, size.width), lead(picture.height, size.height), size, fill);
}

std::optional<Image> afterStep(const Image& picture, const PictureStep& step, const PixelTreatment& treatment,
                               const std::stop_token& stop, const std::function<void(double)>& progress) {
    if (!changesPixels(step.kind) || picture.size() == step.after) return picture;
    if (step.kind == PictureStepKind::PadTo || step.kind == PictureStepKind::CropCenter)
        return centered(picture, step.after, treatment.padding);
    return resample(picture, step.after, treatment.resampling, stop, progress);
}

std::uint8_t byteOf(float share) { return static_cast<std::uint8_t>(share * 255); }

/// Tiles in pixels of the last step, and which part of the original each shows.
std::vector<ModelInput> tilesOf(const Image& last, const ImageTokenCount& count, PictureSize tile) {
    std::vector<ModelInput> inputs;
    for (std::uint64_t i = 0; i < count.tiles.count(); ++i) {
        const std::uint64_t left = i % count.tiles.columns * tile.width,
                            top = i / count.tiles.columns * tile.height;
        const PictureSize size{
            static_cast<std::uint32_t>(std::min<std::uint64_t>(tile.width, last.width - left)),
            static_cast<std::uint32_t>(std::min<std::uint64_t>(tile.height, last.height - top))};
        inputs.push_back(
            {cropped(last, static_cast<std::int64_t>(left), static_cast<std::int64_t>(top), size),
             count.tiles.rect(i), false});
    }
    return inputs;
}

} // namespace

PixelTreatment pixelTreatment(const ImageTokenRule& rule) {
    PixelTreatment treatment;
    const auto startsWith = [&](std::string_view text) { return rule.id.rfind(text, 0) == 0; };
    if (startsWith("vit/")) return {Resampling::Bilinear, vitNormalization, {}};
    if (startsWith("siglip/") || startsWith("gemma-3")) return {Resampling::Bicubic, vitNormalization, {}};
    if (startsWith("dinov2/")) return {Resampling::Bicubic, imagenetNormalization, {}};
    if (startsWith("clip/") || startsWith("qwen/") || startsWith("llava")) {
        treatment.normalization = clipNormalization;
        const auto& mean = clipNormalization.mean;
        if (rule.id == "llava-1.5") treatment.padding = {byteOf(mean[0]), byteOf(mean[1]), byteOf(mean[2])};
    }
    return treatment;
}

std::optional<std::vector<SteppedPicture>> pictureSteps(const Image& picture, const ImageTokenCount& count,
                                                        const PixelTreatment& treatment, bool keepAll,
                                                        std::stop_token stop,
                                                        const std::function<void(double)>& progress) {
    if (count.problem != TokenCountProblem::None || picture.empty()) return std::nullopt;
    std::vector<SteppedPicture> steps;
    const Image* now = &picture;
    for (const PictureStep& step : count.steps) {
        std::optional<Image> next = afterStep(*now, step, treatment, stop, progress);
        if (!next) return std::nullopt;
        if (!keepAll && !steps.empty())
            steps.back() = {step, std::move(*next)};
        else
            steps.push_back({step, std::move(*next)});
        now = &steps.back().picture;
    }
    return steps;
}

std::optional<std::vector<ModelInput>> modelInputs(const Image& picture, const ImageTokenRule& rule,
                                                   std::stop_token stop,
                                                   const std::function<void(double)>& progress) {
    const ImageTokenCount count = countImageTokens(rule.form, picture.size());
    const PixelTreatment treatment = pixelTreatment(rule);
    auto steps = pictureSteps(picture, count, treatment, false, stop, progress);
    if (!steps) return std::nullopt;
    std::vector<ModelInput> inputs;
    PictureSize tile;
    for (const PictureStep& step : count.steps) {
        const PictureSize size{static_cast<std::uint32_t>(step.a), static_cast<std::uint32_t>(step.b)};
        if (step.kind == PictureStepKind::CutTiles) tile = size;
        if (step.kind != PictureStepKind::Overview) continue;
        auto small = resample(picture, size, treatment.resampling, stop);
        if (!small) return std::nullopt;
        inputs.push_back({std::move(*small), count.seen, true});
    }
    Image last = steps->empty() ? picture : std::move(steps->back().picture);
    if (tile.empty()) {
        const PictureRect whole = count.tokenCells.count() > 0
                                      ? PictureRect{count.tokenCells.left, count.tokenCells.top,
                                                    count.tokenCells.right - count.tokenCells.left,
                                                    count.tokenCells.bottom - count.tokenCells.top}
                                      : count.seen;
        inputs.push_back({std::move(last), whole, false});
        return inputs;
    }
    for (ModelInput& input : tilesOf(last, count, tile)) inputs.push_back(std::move(input));
    return inputs;
}

} // namespace tokenarium
