// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens a picture costs: the counting rules of vendors and published models, with what they do to
// the picture on the way, so that it can be drawn.
#pragma once

#include "engine/image/image.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tokenarium {

/// What a rule does to the picture, one after another. The two numbers mean what stands beside the kind.
enum class PictureStepKind : std::uint8_t {
    FitWithin,       ///< made smaller until both sides are at most `a`; aspect kept
    ShortSideTo,     ///< made smaller (or larger, where `b` is 1) until the short side is `a`
    FitBudget,       ///< made smaller until it has at most `a` patches (area rule: tokens)
    RoundToMultiple, ///< both sides rounded to multiples of `a`
    LimitPixels,     ///< made smaller until width · height is at most `a`, sides multiples of `b`
    RaisePixels,     ///< made larger until width · height is at least `a`, sides multiples of `b`
    StretchTo,       ///< made `a` × `b` pixels whatever the aspect was
    FitInto,         ///< largest size of the same aspect inside `a` × `b`; may enlarge
    CropCenter,      ///< only the middle `a` × `b` pixels are kept
    PadTo,           ///< put in the middle of `a` × `b` pixels, the rest filled with one colour
    CutTiles,        ///< cut into tiles of `a` × `b` pixels; those at the border may be smaller
    CutPatches,      ///< cut into patches of `a` × `a` pixels
    MergePatches,    ///< `a` × `a` patches become one token
    Overview,        ///< the whole picture once more, `a` × `b` pixels
    Describe         ///< `a` tokens for the whole picture, whatever its size
};

/// A step and the size of the picture after it (the canvas where it was padded).
struct PictureStep {
    PictureStepKind kind = PictureStepKind::FitWithin;
    std::uint64_t a = 0, b = 0;
    PictureSize after;
    bool operator==(const PictureStep&) const = default;
};

/// Cells of one size, row after row from the top left; as rectangles of the ORIGINAL picture.
struct CellGrid {
    std::uint32_t columns = 0, rows = 0;
    double left = 0, top = 0; ///< of the first cell; below 0 where the picture was padded
    double cellWidth = 0, cellHeight = 0;
    double right = 0, bottom = 0; ///< cells of the last column and row end here

    std::uint64_t count() const { return std::uint64_t(columns) * rows; }
    /// Of the cell in raster order; `index` is below count().
    PictureRect rect(std::uint64_t index) const;
    /// The cell that covers a point of the original picture.
    std::optional<std::uint64_t> indexAt(double x, double y) const;
};

enum class TokenCountProblem : std::uint8_t {
    None,
    NoPixels,  ///< a side is 0
    TooNarrow, ///< the model refuses a long side of more than 200 short ones (Qwen)
    TooLarge,  ///< a side above 2³¹ − 1
};

/// What a rule makes of a picture.
struct ImageTokenCount {
    TokenCountProblem problem = TokenCountProblem::None; ///< with one, all below means nothing
    std::vector<PictureStep> steps;
    PictureSize resized;               ///< what the model sees, without padding
    PictureRect seen;                  ///< this part of the original picture is in it
    CellGrid tiles;                    ///< pictures the model sees one by one; 0 × 0 where the rule has none
    CellGrid tokenCells;               ///< what single tokens stand for; 0 × 0 where the rule does not say
    std::uint64_t patchesPerToken = 1; ///< 4 where 2 × 2 patches become one token
    std::uint64_t cells = 0;           ///< tiles or token cells that are counted
    std::uint64_t tokensPerCell = 0;   ///< of one of them
    std::uint64_t extraTokens = 0;     ///< besides those of cells: a base price, [CLS], an overview
    std::uint64_t tokens = 0;          ///< positions in the context
    std::uint64_t billable = 0;        ///< after the model's multiplier; mostly equal to `tokens`
    std::uint64_t bits = 0;            ///< of discrete codes: tokens · log2(codebook), rounded up
};

/// A decimal number above 0, exactly: "1.62" is 162 / 100.
struct DecimalFactor {
    std::uint64_t units = 1, per = 1;
    /// Digits and at most one point; at most 9 digits. Nothing where the text is something else.
    static std::optional<DecimalFactor> parse(std::string_view text);
    /// count · factor, rounded up; exact.
    std::uint64_t timesRoundedUp(std::uint64_t count) const;
};

// ---- the rules; every field is what the vendor's text names ----

/// OpenAI, tiles of 512: fit within 2048, short side to 768, base + tiles · perTile. Low detail: the base.
struct OpenAiTiles {
    std::uint64_t base = 85, perTile = 170;
    bool lowDetail = false;
    std::uint32_t shortSide = 768;
};
/// gpt-image-1 as input: as tiles with short side 512; high fidelity adds a fixed number.
struct OpenAiImageInput {
    std::uint64_t base = 65, perTile = 129;
    bool highFidelity = false;
    std::uint32_t shortSide = 512;
    std::uint64_t squareExtra = 4160, otherExtra = 6240;
};
/// OpenAI, patches of 32: fit within maxDimension, scale down to the budget, multiply.
struct OpenAiPatches {
    std::optional<std::uint32_t> maxDimension;
    std::optional<std::uint64_t> patchBudget;
    DecimalFactor multiplier;
};
/// Anthropic until 2025: width · height / 750, long edge at most 1568, at most about 1600 tokens.
struct AnthropicArea {
    std::uint32_t maxEdge = 1568;
    std::uint64_t maxTokens = 1600, pixelsPerToken = 750;
};
/// Anthropic from 2026: patches of 28.
struct AnthropicPatches {
    std::uint32_t maxEdge = 1568;
    std::uint64_t maxTokens = 1568;
};
/// Gemini 2: 258 tokens a tile; the three published wordings differ.
struct GeminiTiles {
    enum class Wording : std::uint8_t {
        Clamped,   ///< tile = short side / 1.5, clamped to 256 … 768 (Vertex AI)
        Unclamped, ///< without the clamp (Gemini API, "rough formula")
        Fixed768   ///< tiles of 768 × 768
    } wording = Wording::Clamped;
};
/// So many tokens whatever the size: Gemini 3's media resolution, Gemini's PDF pages, TiTok.
struct FixedTokens {
    std::uint64_t tokens = 0;
    std::uint32_t side = 0;     ///< the model sees the picture stretched to this square; 0: not said
    std::uint64_t codebook = 0; ///< codes; 0: not discrete
};
/// Qwen-VL: sides to multiples of `factor`, area between two limits; one token for factor × factor pixels,
/// made of 2 × 2 patches.
struct QwenPatches {
    std::uint32_t factor = 28;
    std::uint64_t minPixels = 3136, maxPixels = 12845056;
};
/// One square size for every picture, cut into patches: ViT, CLIP, DINOv2, SigLIP, LLaVA-1.5, Gemma 3, DiT,
/// VQGAN. A cell of `patch` pixels is a patch; pool × pool of them become a token.
struct SquarePatches {
    enum class Fit : std::uint8_t {
        Stretch,      ///< aspect lost
        ShortAndCrop, ///< short side to `resizeShortTo`, then the middle
        PadSquare     ///< padded to a square, then resized
    } fit = Fit::Stretch;
    std::uint32_t side = 224, patch = 16;
    std::uint32_t resizeShortTo = 224; ///< ShortAndCrop only
    std::uint64_t extraTokens = 1;
    std::uint32_t pool = 1;
    std::uint64_t codebook = 0; ///< discrete codes of so many kinds; 0: vectors
};
/// LLaVA-NeXT: an overview of 336 and the tiles of the best of a few shapes.
struct AnyResolution {
    std::uint32_t side = 336, patch = 14;
    bool unpadded = false; ///< positions over padding are left out, every row of patches ends with a newline
};

using ImageRuleForm =
    std::variant<OpenAiTiles, OpenAiImageInput, OpenAiPatches, AnthropicArea, AnthropicPatches, GeminiTiles,
                 FixedTokens, QwenPatches, SquarePatches, AnyResolution>;

/// A rule with where it is from. Everything in English, to be shown as it is (names) or translated by id.
struct ImageTokenRule {
    std::string id;     ///< stable: "openai-tile/gpt-4o/high"
    std::string vendor; ///< "OpenAI", "Anthropic", "Google", "Qwen", "LLaVA", "open models"
    std::string name;   ///< "GPT-4o, high detail"
    std::vector<std::string> models;
    std::string version; ///< year of the text
    std::string source;
    std::string note;            ///< what is not certain; may be empty
    bool pricedByVendor = false; ///< tokens are what a vendor bills; else positions of an open model
    ImageRuleForm form;
};

/// All of them, vendors together, in the order in which a list shows them. The same object every time.
const std::vector<ImageTokenRule>& imageTokenRules();
const ImageTokenRule* findImageTokenRule(std::string_view id);

/// The plain formulas behind the last two, for models that are not in the list.
std::uint64_t squarePatchTokens(std::uint64_t side, std::uint64_t patch, std::uint64_t extraTokens);
std::uint64_t anyResolutionTokens(std::uint64_t baseTokens, std::uint64_t columns, std::uint64_t rows);
std::uint64_t pooledTokens(std::uint64_t patches, std::uint64_t poolWidth, std::uint64_t poolHeight);
/// Of a picture of side² pixels as tokens² codes out of `codebook`, against 24 bits a pixel.
struct DiscreteCodes {
    std::uint64_t tokens = 0;
    double bits = 0, compression = 0;
};
DiscreteCodes discreteCodes(std::uint64_t side, std::uint64_t downsample, std::uint64_t codebook);

/// Qwen's smart_resize. Nothing where the long side is more than 200 short ones, or a side is 0.
std::optional<PictureSize> qwenResize(PictureSize size, std::uint32_t factor, std::uint64_t minPixels,
                                      std::uint64_t maxPixels);

/// Exact to the rule; no floating point where the vendor's own program has none. Microseconds whatever the
/// size. Any thread; never throws for any size.
ImageTokenCount countImageTokens(const ImageRuleForm& rule, PictureSize size);

/// Tokens of gpt-image-1's output. Nothing for a size that it does not make.
enum class PictureQuality : std::uint8_t { Low, Medium, High };
std::optional<std::uint64_t> gptImageOutputTokens(PictureSize size, PictureQuality quality);

/// The size with that long side and the same aspect; sides at least 1, half rounded up.
PictureSize scaledTo(PictureSize size, std::uint32_t longSide);

/// A size to send, and what it costs.
struct SizeOffer {
    PictureSize size;
    std::uint64_t billable = 0;
    bool operator==(const SizeOffer&) const = default;
};
/// Of all smaller versions (and the picture itself) with a short side of at least `minimumShortSide` — the
/// picture itself where its own is shorter —: the largest of the cheapest. Milliseconds for very large
/// pictures. Nothing where the rule cannot count the picture.
std::optional<SizeOffer> cheapestSize(const ImageRuleForm& rule, PictureSize size,
                                      std::uint32_t minimumShortSide);
/// Tokens of `points` evenly spaced smaller versions, the picture itself last: the curve under a slider.
std::vector<SizeOffer> tokensByScale(const ImageRuleForm& rule, PictureSize size, std::size_t points);

} // namespace tokenarium
