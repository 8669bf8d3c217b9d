// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences about what counting rules do to pictures.
#pragma once

#include "engine/image/image_token_rules.h"

#include <QString>

namespace tokenarium {

/// "Cut into tiles of 512 × 512 pixels".
QString pictureStepWords(const PictureStep& step);
QString countProblemWords(TokenCountProblem problem);
/// "6 tiles × 170 tokens + 85 = 1,105 tokens".
QString countArithmetic(const ImageTokenCount& count);
QString sizeWords(PictureSize size); ///< "640 × 427"
/// Vendors' names; those that are no names are translated.
QString vendorWords(const std::string& vendor);

} // namespace tokenarium
