// SPDX-License-Identifier: GPL-3.0-or-later
// The arithmetic of the counting rules: whole numbers, but where the vendor's own program uses doubles.
#include "engine/image/image_token_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

using Kind = PictureStepKind;

std::uint64_t ceilDivide(std::uint64_t a, std::uint64_t b) { return (a + b - 1) / b; }

/// a / b, half to the even neighbour, as Python's round().
std::uint64_t divideHalfEven(std::uint64_t a, std::uint64_t b) {
    const std::uint64_t whole = a / b, twice = 2 * (a % b);
    return whole + (twice > b || (twice == b && whole % 2 == 1) ? 1 : 0);
}

std::uint64_t squareRoot(std::uint64_t value) {
    auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(value)));
    while (root > 0 && root > value / root) --root;
    while (root + 1 <= value / (root + 1)) ++root;
    return root;
}

std::uint32_t atLeastOne(std::uint64_t side) {
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(side, 1));
}

/// Whichever side was the long one gets `longSide`.
PictureSize oriented(PictureSize like, std::uint64_t longSide, std::uint64_t shortSide) {
    const std::uint32_t l = atLeastOne(longSide), s = atLeastOne(shortSide);
    return like.width >= like.height ? PictureSize{l, s} : PictureSize{s, l};
}

PictureSize fitWithin(PictureSize size, std::uint64_t most) {
    if (size.longSide() <= most) return size;
    return oriented(size, most, size.shortSide() * most / size.longSide());
}

std::uint64_t cellsAlong(std::uint64_t side, std::uint64_t cell) { return ceilDivide(side, cell); }

/// Cells of width × height pixels of the resized picture, in the pixels of the original.
CellGrid cellsOver(PictureSize original, PictureSize resized, std::uint32_t width, std::uint32_t height) {
    CellGrid grid;
    grid.columns = static_cast<std::uint32_t>(cellsAlong(resized.width, width));
    grid.rows = static_cast<std::uint32_t>(cellsAlong(resized.height, height));
    grid.cellWidth = static_cast<double>(width) * original.width / resized.width;
    grid.cellHeight = static_cast<double>(height) * original.height / resized.height;
    grid.right = original.width;
    grid.bottom = original.height;
    return grid;
}

/// Collects what a rule does; the functions below say it in the vendor's order.
struct Counter {
    PictureSize original;
    ImageTokenCount count;

    explicit Counter(PictureSize size) : original(size) {
        count.resized = size;
        count.seen = {0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
    }
    void step(Kind kind, std::uint64_t a, std::uint64_t b, PictureSize after) {
        count.steps.push_back({kind, a, b, after});
    }
    /// A step that is left out where it changes nothing.
    void resize(Kind kind, std::uint64_t a, std::uint64_t b, PictureSize after) {
        if (after == count.resized) return;
        count.resized = after;
        step(kind, a, b, after);
    }
    void cut(Kind kind, std::uint32_t width, std::uint32_t height) {
        step(kind, width, height, count.resized);
        (kind == Kind::CutTiles ? count.tiles : count.tokenCells) =
            cellsOver(original, count.resized, width, height);
    }
    void total(const CellGrid& grid, std::uint64_t perCell, std::uint64_t extra) {
        count.cells = grid.count();
        count.tokensPerCell = perCell;
        count.extraTokens = extra;
        count.tokens = count.billable = count.cells * perCell + extra;
    }
};

/// Fits within 2048 and brings the short side down, as one scaling, so that nothing is rounded twice.
void scaleForTiles(Counter& counter, std::uint64_t shortSide) {
    constexpr std::uint64_t most = 2048;
    const std::uint64_t l = counter.original.longSide(), s = counter.original.shortSide();
    counter.resize(Kind::FitWithin, most, 0, fitWithin(counter.original, most));
    const bool shrunk = l > most;
    const bool tooHigh = shrunk ? s * most > shortSide * l : s > shortSide;
    if (!tooHigh) return;
    counter.resize(Kind::ShortSideTo, shortSide, 0, oriented(counter.original, shortSide * l / s, shortSide));
}

constexpr std::uint32_t openAiTile = 512;

void apply(const OpenAiTiles& rule, Counter& counter) {
    if (rule.lowDetail) {
        counter.resize(Kind::FitWithin, openAiTile, 0, fitWithin(counter.original, openAiTile));
        counter.step(Kind::Describe, rule.base, 0, counter.count.resized);
        counter.total({}, 0, rule.base);
        return;
    }
    scaleForTiles(counter, rule.shortSide);
    counter.cut(Kind::CutTiles, openAiTile, openAiTile);
    counter.total(counter.count.tiles, rule.perTile, rule.base);
}

void apply(const OpenAiImageInput& rule, Counter& counter) {
    scaleForTiles(counter, rule.shortSide);
    counter.cut(Kind::CutTiles, openAiTile, openAiTile);
    const bool square = counter.original.width == counter.original.height;
    const std::uint64_t extra = !rule.highFidelity ? 0 : square ? rule.squareExtra : rule.otherExtra;
    if (extra > 0) counter.step(Kind::Describe, extra, 0, counter.count.resized);
    counter.total(counter.count.tiles, rule.perTile, rule.base + extra);
}

/// The largest size of the rule's formula, in whole numbers: √(32²·B/(w·h)) times w is 32·√(w·B/h), and the
/// second factor makes one side a whole number of patches.
PictureSize fitPatchBudget(PictureSize size, std::uint64_t budget, std::uint64_t patch) {
    const std::uint64_t w = size.width, h = size.height;
    const std::uint64_t across = squareRoot(w * budget / h), down = squareRoot(h * budget / w);
    // A side of less than a patch, of which the formula makes nothing: it keeps its one patch.
    if (across == 0) return {atLeastOne(std::min(w, patch)), atLeastOne(std::min(h, budget * patch))};
    if (down == 0) return {atLeastOne(std::min(w, budget * patch)), atLeastOne(std::min(h, patch))};
    if (across * h <= down * w) return {atLeastOne(across * patch), atLeastOne(across * patch * h / w)};
    return {atLeastOne(down * patch * w / h), atLeastOne(down * patch)};
}

void apply(const OpenAiPatches& rule, Counter& counter) {
    constexpr std::uint32_t patch = 32;
    if (rule.maxDimension)
        counter.resize(Kind::FitWithin, *rule.maxDimension, 0,
                       fitWithin(counter.original, std::max<std::uint32_t>(*rule.maxDimension, 1)));
    const PictureSize now = counter.count.resized;
    if (rule.patchBudget) {
        const std::uint64_t budget = std::clamp<std::uint64_t>(*rule.patchBudget, 1, std::uint64_t(1) << 31);
        if (cellsAlong(now.width, patch) * cellsAlong(now.height, patch) > budget)
            counter.resize(Kind::FitBudget, budget, 0, fitPatchBudget(now, budget, patch));
    }
    counter.cut(Kind::CutPatches, patch, patch);
    counter.total(counter.count.tokenCells, 1, 0);
    counter.count.billable = rule.multiplier.timesRoundedUp(counter.count.tokens);
}

/// The largest version, by its long edge, of which `fits` is true: the larger, the less it is.
template<typename Fits>
PictureSize largestThat(PictureSize size, const Fits& fits) {
    const auto version = [&](std::uint64_t longSide) {
        return oriented(size, longSide, divideHalfEven(size.shortSide() * longSide, size.longSide()));
    };
    if (fits(size)) return size;
    std::uint64_t good = 1, bad = size.longSide();
    while (bad - good > 1) {
        const std::uint64_t middle = good + (bad - good) / 2;
        (fits(version(middle)) ? good : bad) = middle;
    }
    return version(good);
}

void apply(const AnthropicArea& rule, Counter& counter) {
    const auto tokensOf = [&](PictureSize size) { return ceilDivide(size.area(), rule.pixelsPerToken); };
    const PictureSize after = largestThat(counter.original, [&](PictureSize size) {
        return size.longSide() <= rule.maxEdge && tokensOf(size) <= rule.maxTokens;
    });
    const bool byEdge = tokensOf(fitWithin(counter.original, rule.maxEdge)) <= rule.maxTokens;
    counter.resize(byEdge ? Kind::FitWithin : Kind::FitBudget, byEdge ? rule.maxEdge : rule.maxTokens, 0,
                   after);
    counter.step(Kind::Describe, tokensOf(after), 0, after);
    counter.total({}, 0, tokensOf(after));
}

void apply(const AnthropicPatches& rule, Counter& counter) {
    constexpr std::uint32_t patch = 28;
    const auto edgeFits = [&](PictureSize size) {
        return cellsAlong(size.longSide(), patch) * patch <= rule.maxEdge;
    };
    const auto tokensFit = [&](PictureSize size) {
        return cellsAlong(size.width, patch) * cellsAlong(size.height, patch) <= rule.maxTokens;
    };
    const PictureSize after =
        largestThat(counter.original, [&](PictureSize size) { return edgeFits(size) && tokensFit(size); });
    const bool byEdge = tokensFit(fitWithin(counter.original, rule.maxEdge));
    counter.resize(byEdge ? Kind::FitWithin : Kind::FitBudget, byEdge ? rule.maxEdge : rule.maxTokens, 0,
                   after);
    counter.cut(Kind::CutPatches, patch, patch);
    counter.total(counter.count.tokenCells, 1, 0);
}

void apply(const GeminiTiles& rule, Counter& counter) {
    constexpr std::uint64_t perTile = 258, small = 384, least = 256, most = 768;
    const PictureSize size = counter.original;
    std::uint64_t unit = most;
    if (size.longSide() <= small) {
        counter.cut(Kind::CutTiles, size.width, size.height); // one tile, whatever its size
    } else {
        const std::uint64_t rough = std::max<std::uint64_t>(std::uint64_t(size.shortSide()) * 2 / 3, 1);
        if (rule.wording == GeminiTiles::Wording::Clamped) unit = std::clamp(rough, least, most);
        if (rule.wording == GeminiTiles::Wording::Unclamped) unit = rough;
        counter.cut(Kind::CutTiles, static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(unit));
    }
    counter.total(counter.count.tiles, perTile, 0);
}

std::uint64_t bitsOf(std::uint64_t tokens, std::uint64_t codebook) {
    if (codebook < 2) return 0;
    return static_cast<std::uint64_t>(
        std::ceil(static_cast<double>(tokens) * std::log2(static_cast<double>(codebook)) - 1e-6));
}

void apply(const FixedTokens& rule, Counter& counter) {
    if (rule.side > 0) counter.resize(Kind::StretchTo, rule.side, rule.side, {rule.side, rule.side});
    counter.step(Kind::Describe, rule.tokens, 0, counter.count.resized);
    counter.total({}, 0, rule.tokens);
    counter.count.bits = bitsOf(rule.tokens, rule.codebook);
}

void apply(const QwenPatches& rule, Counter& counter) {
    const std::uint32_t factor = std::max<std::uint32_t>(rule.factor, 1);
    const std::optional<PictureSize> after =
        qwenResize(counter.original, factor, rule.minPixels, rule.maxPixels);
    if (!after) {
        counter.count.problem = TokenCountProblem::TooNarrow;
        return;
    }
    const auto rounded = [&](std::uint32_t side) {
        return atLeastOne(std::max<std::uint64_t>(factor, divideHalfEven(side, factor) * factor));
    };
    const PictureSize round{rounded(counter.original.width), rounded(counter.original.height)};
    const bool large = round.area() > rule.maxPixels, little = round.area() < rule.minPixels;
    if (large) counter.resize(Kind::LimitPixels, rule.maxPixels, factor, *after);
    if (little && !large) counter.resize(Kind::RaisePixels, rule.minPixels, factor, *after);
    if (!large && !little) counter.resize(Kind::RoundToMultiple, factor, 0, *after);
    counter.step(Kind::CutPatches, factor / 2, factor / 2, *after);
    counter.step(Kind::MergePatches, 2, 2, *after);
    counter.count.tokenCells = cellsOver(counter.original, *after, factor, factor);
    counter.count.patchesPerToken = 4;
    counter.total(counter.count.tokenCells, 1, 0);
}

/// Cells of a square of `side` pixels that shows `area` of the original.
CellGrid squareCells(PictureRect area, std::uint32_t side, std::uint64_t cell) {
    CellGrid grid;
    grid.columns = grid.rows = static_cast<std::uint32_t>(side / cell);
    grid.left = area.x;
    grid.top = area.y;
    grid.cellWidth = area.width * static_cast<double>(cell) / side;
    grid.cellHeight = area.height * static_cast<double>(cell) / side;
    grid.right = area.x + grid.cellWidth * grid.columns;
    grid.bottom = area.y + grid.cellHeight * grid.rows;
    return grid;
}

/// Short side to `shortSide` (the other rounded down, as in the published image processors), then the middle.
PictureRect cropMiddle(Counter& counter, std::uint32_t shortSide, std::uint32_t side) {
    const PictureSize from = counter.original;
    const PictureSize scaled =
        oriented(from, std::uint64_t(shortSide) * from.longSide() / from.shortSide(), shortSide);
    counter.resize(Kind::ShortSideTo, shortSide, 1, scaled);
    const std::uint32_t width = std::min(side, scaled.width), height = std::min(side, scaled.height);
    const double sx = static_cast<double>(from.width) / scaled.width;
    const double sy = static_cast<double>(from.height) / scaled.height;
    const PictureRect kept{(scaled.width - width) / 2 * sx, (scaled.height - height) / 2 * sy, width * sx,
                           height * sy};
    counter.resize(Kind::CropCenter, width, height, {width, height});
    return kept;
}

PictureRect padSquare(Counter& counter, std::uint32_t side) {
    const PictureSize from = counter.original;
    const std::uint32_t edge = from.longSide();
    if (from.width != from.height) counter.step(Kind::PadTo, edge, edge, {edge, edge});
    counter.step(Kind::StretchTo, side, side, {side, side});
    counter.count.resized = fitWithin(from, side);
    if (edge < side)
        counter.count.resized = oriented(from, side, std::uint64_t(from.shortSide()) * side / edge);
    const double left = (edge - from.width) / 2,
                 top = (edge - from.height) / 2; // whole pixels, as they paste
    return {0 - left, 0 - top, static_cast<double>(edge), static_cast<double>(edge)};
}

void apply(const SquarePatches& rule, Counter& counter) {
    using Fit = SquarePatches::Fit;
    const std::uint32_t side = std::max<std::uint32_t>(rule.side, 1),
                        pool = std::max<std::uint32_t>(rule.pool, 1);
    const std::uint32_t patch = std::clamp<std::uint32_t>(rule.patch, 1, side);
    PictureRect area = counter.count.seen;
    if (rule.fit == Fit::Stretch) counter.resize(Kind::StretchTo, side, side, {side, side});
    if (rule.fit == Fit::ShortAndCrop)
        area = counter.count.seen = cropMiddle(counter, std::max(rule.resizeShortTo, side), side);
    if (rule.fit == Fit::PadSquare) area = padSquare(counter, side);
    counter.step(Kind::CutPatches, patch, patch, {side, side});
    if (pool > 1) counter.step(Kind::MergePatches, pool, pool, {side, side});
    counter.count.tokenCells = squareCells(area, side, std::uint64_t(patch) * pool);
    counter.count.patchesPerToken = std::uint64_t(pool) * pool;
    counter.total(counter.count.tokenCells, 1, rule.extraTokens);
    counter.count.bits = bitsOf(counter.count.cells, rule.codebook);
}

/// The shape of LLaVA-NeXT that keeps the most pixels and, of those, wastes the least; in doubles, as there.
PictureSize bestResolution(PictureSize size, std::uint32_t side) {
    static constexpr std::array<std::array<std::uint32_t, 2>, 5> shapes = {
        {{1, 2}, {2, 1}, {2, 2}, {3, 1}, {1, 3}}};
    PictureSize best{side * 2, side * 2};
    double mostKept = 0, leastWasted = std::numeric_limits<double>::infinity();
    for (const auto& [columns, rows] : shapes) {
        const double width = columns * static_cast<double>(side), height = rows * static_cast<double>(side);
        const double scale = std::min(width / size.width, height / size.height);
        const double kept = std::min(std::floor(size.width * scale) * std::floor(size.height * scale),
                                     static_cast<double>(size.area()));
        const double wasted = width * height - kept;
        if (kept < mostKept || (kept == mostKept && wasted >= leastWasted)) continue;
        mostKept = kept;
        leastWasted = wasted;
        best = {columns * side, rows * side};
    }
    return best;
}

/// Same aspect inside `into`, enlarged where it is smaller; rounded up, as there.
PictureSize fitInto(PictureSize size, PictureSize into) {
    const double byWidth = static_cast<double>(into.width) / size.width;
    const double byHeight = static_cast<double>(into.height) / size.height;
    const auto scaled = [](std::uint32_t side, double scale, std::uint32_t most) {
        return atLeastOne(std::min(static_cast<std::uint64_t>(std::ceil(side * scale)), std::uint64_t(most)));
    };
    if (byWidth < byHeight) return {into.width, scaled(size.height, byWidth, into.height)};
    return {scaled(size.width, byHeight, into.width), into.height};
}

/// Leaves out the rows or columns of cells that show padding only.
void unpad(CellGrid& grid, PictureSize size) {
    const auto visible = [](std::uint32_t cells, double other, std::uint32_t of, std::uint32_t side) {
        const double scaled = std::round(of * (other / side) * 1e7) / 1e7;
        return cells - 2 * ((cells - static_cast<std::uint32_t>(std::min<double>(scaled, cells))) / 2);
    };
    const double aspect = static_cast<double>(size.width) / size.height;
    const std::uint32_t columns = grid.columns, rows = grid.rows;
    if (aspect > static_cast<double>(columns) / rows)
        grid.rows = visible(rows, columns, size.height, size.width);
    else
        grid.columns = visible(columns, rows, size.width, size.height);
    grid.left += (columns - grid.columns) / 2 * grid.cellWidth;
    grid.top += (rows - grid.rows) / 2 * grid.cellHeight;
    grid.right = grid.left + grid.columns * grid.cellWidth;
    grid.bottom = grid.top + grid.rows * grid.cellHeight;
}

void apply(const AnyResolution& rule, Counter& counter) {
    const std::uint32_t side = std::max<std::uint32_t>(rule.side, 1);
    const std::uint32_t patch = std::clamp<std::uint32_t>(rule.patch, 1, side), across = side / patch;
    const PictureSize size = counter.original, canvas = bestResolution(size, side);
    const PictureSize inside = fitInto(size, canvas);
    counter.step(Kind::Overview, side, side, {side, side});
    counter.resize(Kind::FitInto, canvas.width, canvas.height, inside);
    if (inside != canvas) counter.step(Kind::PadTo, canvas.width, canvas.height, canvas);
    counter.step(Kind::CutTiles, side, side, canvas);
    counter.step(Kind::CutPatches, patch, patch, canvas);
    const double sx = static_cast<double>(size.width) / inside.width;
    const double sy = static_cast<double>(size.height) / inside.height;
    CellGrid& tiles = counter.count.tiles;
    tiles.columns = canvas.width / side;
    tiles.rows = canvas.height / side;
    tiles.left = 0 - (canvas.width - inside.width) / 2 * sx;
    tiles.top = 0 - (canvas.height - inside.height) / 2 * sy;
    tiles.cellWidth = side * sx;
    tiles.cellHeight = side * sy;
    tiles.right = tiles.left + canvas.width * sx;
    tiles.bottom = tiles.top + canvas.height * sy;
    CellGrid& cells = counter.count.tokenCells = tiles;
    cells.columns *= across;
    cells.rows *= across;
    cells.cellWidth /= across;
    cells.cellHeight /= across;
    const std::uint64_t overview = std::uint64_t(across) * across;
    if (!rule.unpadded) {
        counter.total(tiles, overview, overview);
        return;
    }
    unpad(cells, size);
    counter.total(cells, 1, overview + cells.rows);
}

} // namespace

PictureRect CellGrid::rect(std::uint64_t index) const {
    const double x = left + static_cast<double>(index % columns) * cellWidth;
    const double y = top + static_cast<double>(index / columns) * cellHeight;
    return {x, y, std::min(x + cellWidth, right) - x, std::min(y + cellHeight, bottom) - y};
}

std::optional<std::uint64_t> CellGrid::indexAt(double x, double y) const {
    if (count() == 0 || !(x >= left && y >= top && x < right && y < bottom)) return std::nullopt;
    const auto along = [](double distance, double cell, std::uint32_t cells) {
        return std::min<std::uint64_t>(static_cast<std::uint64_t>(distance / cell), cells - 1);
    };
    return along(y - top, cellHeight, rows) * columns + along(x - left, cellWidth, columns);
}

std::optional<DecimalFactor> DecimalFactor::parse(std::string_view text) {
    DecimalFactor factor{0, 1};
    bool point = false;
    std::size_t digits = 0;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > 9) return std::nullopt;
        factor.units = factor.units * 10 + static_cast<std::uint64_t>(c - '0');
        if (point) factor.per *= 10;
    }
    if (digits == 0 || factor.units == 0) return std::nullopt;
    return factor;
}

std::uint64_t DecimalFactor::timesRoundedUp(std::uint64_t count) const {
    return count / per * units + ceilDivide(count % per * units, per);
}

std::uint64_t squarePatchTokens(std::uint64_t side, std::uint64_t patch, std::uint64_t extraTokens) {
    const std::uint64_t across = patch == 0 ? 0 : side / patch;
    return across * across + extraTokens;
}

std::uint64_t anyResolutionTokens(std::uint64_t baseTokens, std::uint64_t columns, std::uint64_t rows) {
    return baseTokens * (1 + columns * rows);
}

std::uint64_t pooledTokens(std::uint64_t patches, std::uint64_t poolWidth, std::uint64_t poolHeight) {
    const std::uint64_t together = poolWidth * poolHeight;
    return together == 0 ? patches : patches / together;
}

DiscreteCodes discreteCodes(std::uint64_t side, std::uint64_t downsample, std::uint64_t codebook) {
    DiscreteCodes codes;
    codes.tokens = squarePatchTokens(side, downsample, 0);
    codes.bits = static_cast<double>(codes.tokens) * std::log2(static_cast<double>(codebook));
    if (codes.bits > 0)
        codes.compression = static_cast<double>(side) * static_cast<double>(side) * 24 / codes.bits;
    return codes;
}

std::optional<PictureSize> qwenResize(PictureSize size, std::uint32_t factor, std::uint64_t minPixels,
                                      std::uint64_t maxPixels) {
    constexpr std::uint64_t steepest = 200;
    if (size.empty() || factor == 0 || size.longSide() > steepest * size.shortSide()) return std::nullopt;
    const auto rounded = [&](std::uint32_t side) {
        return std::max<std::uint64_t>(factor, divideHalfEven(side, factor) * factor);
    };
    std::uint64_t width = rounded(size.width), height = rounded(size.height);
    const auto pixels = static_cast<double>(size.area());
    // In doubles and in this order, as smart_resize: at exact borders the last digit decides.
    if (width * height > maxPixels) {
        const double beta = std::sqrt(pixels / static_cast<double>(maxPixels));
        const auto shrunk = [&](std::uint32_t side) {
            return std::max<std::uint64_t>(
                factor, static_cast<std::uint64_t>(std::floor(side / beta / factor)) * factor);
        };
        width = shrunk(size.width);
        height = shrunk(size.height);
    } else if (width * height < minPixels) {
        const double beta = std::sqrt(static_cast<double>(minPixels) / pixels);
        const auto grown = [&](std::uint32_t side) {
            return static_cast<std::uint64_t>(std::ceil(side * beta / factor)) * factor;
        };
        width = grown(size.width);
        height = grown(size.height);
    }
    return PictureSize{atLeastOne(width), atLeastOne(height)};
}

ImageTokenCount countImageTokens(const ImageRuleForm& rule, PictureSize size) {
    constexpr std::uint32_t longest = 0x7FFFFFFF;
    ImageTokenCount nothing;
    nothing.problem = size.empty() ? TokenCountProblem::NoPixels : TokenCountProblem::TooLarge;
    if (size.empty() || size.longSide() > longest) return nothing;
    Counter counter(size);
    std::visit([&](const auto& form) { apply(form, counter); }, rule);
    return counter.count;
}

std::optional<std::uint64_t> gptImageOutputTokens(PictureSize size, PictureQuality quality) {
    struct Row {
        PictureSize size;
        std::array<std::uint64_t, 3> tokens;
    };
    static constexpr std::array<Row, 3> rows = {{{{1024, 1024}, {272, 1056, 4160}},
                                                 {{1024, 1536}, {408, 1584, 6240}},
                                                 {{1536, 1024}, {400, 1568, 6208}}}};
    for (const Row& row : rows)
        if (row.size == size) return row.tokens[static_cast<std::size_t>(quality)];
    return std::nullopt;
}

PictureSize scaledTo(PictureSize size, std::uint32_t longSide) {
    if (size.empty()) return size;
    const std::uint64_t l = size.longSide();
    return oriented(size, longSide, (2 * std::uint64_t(size.shortSide()) * longSide + l) / (2 * l));
}

std::optional<SizeOffer> cheapestSize(const ImageRuleForm& rule, PictureSize size,
                                      std::uint32_t minimumShortSide) {
    constexpr std::uint32_t mostTried = 32768;
    const ImageTokenCount whole = countImageTokens(rule, size);
    if (whole.problem != TokenCountProblem::None) return std::nullopt;
    SizeOffer best{size, whole.billable};
    const std::uint32_t step = std::max<std::uint32_t>(size.longSide() / mostTried, 1);
    for (std::uint64_t longSide = size.longSide(); longSide > step;) {
        longSide -= step;
        const PictureSize version = scaledTo(size, static_cast<std::uint32_t>(longSide));
        if (version.shortSide() < minimumShortSide) break;
        const ImageTokenCount count = countImageTokens(rule, version);
        if (count.problem == TokenCountProblem::None && count.billable < best.billable)
            best = {version, count.billable};
    }
    return best;
}

std::vector<SizeOffer> tokensByScale(const ImageRuleForm& rule, PictureSize size, std::size_t points) {
    std::vector<SizeOffer> curve;
    if (size.empty()) return curve;
    for (std::size_t i = 1; i <= points; ++i) {
        const std::uint64_t longSide =
            std::max<std::uint64_t>(std::uint64_t(size.longSide()) * i / points, 1);
        const PictureSize version = i == points ? size : scaledTo(size, static_cast<std::uint32_t>(longSide));
        const ImageTokenCount count = countImageTokens(rule, version);
        if (count.problem == TokenCountProblem::None) curve.push_back({version, count.billable});
    }
    return curve;
}

} // namespace tokenarium
