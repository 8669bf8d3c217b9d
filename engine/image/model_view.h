// SPDX-License-Identifier: GPL-3.0-or-later
// What a model really sees of a picture: the steps of a counting rule done to its pixels.
#pragma once

#include "engine/image/image_token_rules.h"
#include "engine/image/patch_grid.h"
#include "engine/image/resample.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// A picture after one step of the rule; steps that only cut leave it as it was.
struct SteppedPicture {
    PictureStep step;
    Image picture;
};

/// A picture that goes into the model by itself.
struct ModelInput {
    Image picture;
    PictureRect seen;      ///< of the original picture; reaches beyond it where it was padded
    bool overview = false; ///< the whole picture beside its tiles
};

/// How a rule treats pixels.
struct PixelTreatment {
    Resampling resampling = Resampling::Bicubic;
    PixelNormalization normalization;
    Color padding;
};
/// ViT bilinear with 0.5, CLIP and LLaVA bicubic with CLIP's numbers and the mean colour as padding
/// (LLaVA-1.5; LLaVA-NeXT black), Qwen-VL bicubic with CLIP's numbers … Vendors that do not say: bicubic, 0
/// … 1.
PixelTreatment pixelTreatment(const ImageTokenRule& rule);

/// The picture after each step of `count` (made for this picture's size), in order. Needs memory for all of
/// them: large pictures are made smaller by the first step in nearly every rule. `keepAll` false: only the
/// last is kept. Nothing when it was stopped, where the count has a problem, or is of another size.
std::optional<std::vector<SteppedPicture>> pictureSteps(const Image& picture, const ImageTokenCount& count,
                                                        const PixelTreatment& treatment, bool keepAll,
                                                        std::stop_token stop = {},
                                                        const std::function<void(double)>& progress = {});

/// What goes into the model: the picture after the last step, or its tiles (those at the border may be
/// smaller), the overview first. Nothing as above.
std::optional<std::vector<ModelInput>> modelInputs(const Image& picture, const ImageTokenRule& rule,
                                                   std::stop_token stop = {},
                                                   const std::function<void(double)>& progress = {});

} // namespace tokenarium
