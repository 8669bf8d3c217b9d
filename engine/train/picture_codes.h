// SPDX-License-Identifier: GPL-3.0-or-later
// A tiny model of pictures: it learns to predict the next code of a picture as others predict the next word.
#pragma once

#include "engine/model/recorded_run.h"
#include "engine/model/sampling.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// Ids of codebook entries in raster order. A picture that is not complete has fewer ids than columns · rows.
struct CodePicture {
    std::uint32_t columns = 0, rows = 0;
    std::vector<TokenId> ids;
    std::size_t size() const { return std::size_t(columns) * rows; }
    bool operator==(const CodePicture&) const = default;
};
/// The first rows of it, as a picture of so many rows or, `asBeginning`, as the beginning of the whole one.
CodePicture upperRows(const CodePicture& picture, std::uint32_t rows, bool asBeginning);

/// A tokenizer whose tokens are codes: "#17" is code 17, and <|picture|> (its id is the number of codes)
/// begins a picture. Text that is neither has no tokens.
std::shared_ptr<const TextTokenizer> createCodeTokenizer(std::size_t codes);

struct PictureModelSettings {
    std::size_t codes = 256; ///< of the codebook
    std::size_t layers = 2, width = 64, heads = 4;
    std::size_t context = 0; ///< tokens; 0: three rows, 128 … 1024
    double seconds = 10;     ///< to learn for; 0: only `steps` counts
    std::size_t steps = 0;   ///< at most; 0: only `seconds` counts. Same steps, same model.
    std::size_t batchTokens = 1024;
    std::uint64_t seed = 1;
    std::size_t threads = 0; ///< 0: as many as the machine has cores, at most 8
};

/// Where learning stands.
struct PictureModelReport {
    std::size_t step = 0;
    double seconds = 0, share = 0; ///< share: 0 … 1 of what is to be done
    double loss = 0;               ///< nats per code of this step; ln(codes) is guessing
};

/// A transformer as those of text (rotary positions, RMSNorm, SwiGLU) that has learnt on the rows of these
/// pictures, from nothing. It is a model like any other: recordRun, views and sampling take it. Learning on
/// the upper half only and completing the lower is a test; learning on all of it, a memory.
///
/// `progress` is called after every step on this thread. When it is stopped the model is what it is by then;
/// null before the first step, and where there is nothing to learn from. Throws std::runtime_error where the
/// settings can be no model or an id is no code.
std::shared_ptr<const ReadyModel>
createPictureModel(std::span<const CodePicture> pictures, const PictureModelSettings& settings,
                   std::stop_token stop = {},
                   const std::function<void(const PictureModelReport&)>& progress = {});

/// Goes on after the ids that are there until the picture is complete; `drawn` gets each choice on this
/// thread. Reads as far back as the context allows. Waits for model.busy. Nothing when it was stopped. The
/// same seed gives the same picture. Throws std::runtime_error where an id is no code of the model.
std::optional<CodePicture> completePicture(const ReadyModel& model, CodePicture beginning,
                                           const SamplingSettings& sampling, std::uint64_t seed,
                                           std::stop_token stop = {},
                                           const std::function<void(const Draw&)>& drawn = {});

/// What the model reads before it predicts code `index`: <|picture|> and the codes before, or the last ones
/// that fit into its context. recordRun of them shows the prediction step by step.
std::vector<TokenId> tokensBefore(const ReadyModel& model, const CodePicture& picture, std::size_t index);

} // namespace tokenarium
