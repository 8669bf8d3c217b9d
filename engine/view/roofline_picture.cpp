// SPDX-License-Identifier: GPL-3.0-or-later
// min(compute, intensity · bandwidth).
#include "engine/view/roofline_picture.h"

#include <algorithm>

namespace tokenarium {

RooflinePicture rooflinePicture(const ModelOnServer& model, const ServingHardware& hardware,
                                double promptTokens, double batch, double context) {
    const double most = hardware.flopsPerSecond * hardware.efficiency;
    const auto under = [&](double intensity) {
        return RooflinePoint{intensity, std::min(most, intensity * hardware.bytesPerSecond)};
    };
    RooflinePicture picture;
    picture.prefillFlops = 2 * model.parameters * promptTokens;
    picture.prefillBytes = model.weightBytes;
    picture.decodeFlops = 2 * model.parameters * batch;
    picture.decodeBytes = model.weightBytes + batch * context * model.cacheBytesPerToken;
    picture.prefill = under(picture.prefillFlops / picture.prefillBytes);
    picture.decode = under(picture.decodeFlops / picture.decodeBytes);
    picture.ridge = {most / hardware.bytesPerSecond, most};
    const double lowest = std::min({picture.prefill.intensity, picture.decode.intensity, 1.0});
    const double highest =
        std::max({picture.prefill.intensity, picture.decode.intensity, picture.ridge.intensity});
    picture.roof = {under(lowest / 2), picture.ridge, under(highest * 4)};
    return picture;
}

} // namespace tokenarium
