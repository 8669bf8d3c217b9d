// SPDX-License-Identifier: GPL-3.0-or-later
// Listing: each kind asks the functions that count it.
#include "engine/view/part_token_list.h"

#include "engine/audio/audio_token_rules.h"
#include "engine/audio/audio_tokens.h"
#include "engine/gene/gene_tokens.h"
#include "engine/image/image_token_rules.h"
#include "engine/image/video_tokens.h"
#include "engine/series/series_patches.h"
#include "engine/series/value_bins.h"
#include "engine/view/part_rule_tables.h"

#include <cmath>
#include <cstdio>

namespace tokenarium {

namespace {

using Use = std::function<void(const ListedToken&)>;

std::string fixed(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string range(double begin, double end, int digits) {
    return fixed(begin, digits) + "–" + fixed(end, digits);
}

std::string area(const PictureRect& rect) {
    return "x " + range(rect.x, rect.x + rect.width, 0) + ", y " + range(rect.y, rect.y + rect.height, 0);
}

bool listSound(const PartSummary& summary, std::string_view id, const Use& use) {
    using Kind = AudioTokenRule::Kind;
    const AudioTokenRule* rule = findAudioTokenRule(id);
    if (!rule || rule->kind == Kind::Patches) return false;
    const AudioTokenCount count = countAudioTokens(*rule, summary.seconds);
    const auto stretch = [&](double begin, double length) {
        return range(begin, std::min(begin + length, std::max(begin, summary.seconds)), 3) + " s";
    };
    if (rule->kind == Kind::PerSecond) {
        for (std::size_t i = 0; i < count.tokens; ++i)
            use({{}, stretch(static_cast<double>(i) / rule->tokensPerSecond, 1 / rule->tokensPerSecond)});
    } else if (rule->kind == Kind::WhisperWindows) {
        for (std::size_t i = 0; i < count.tokens; ++i) {
            const double begin = static_cast<double>(i) * 0.02;
            use({{},
                 begin < summary.seconds ? stretch(begin, 0.02)
                                         : range(begin, begin + 0.02, 3) + " s, padding"});
        }
    } else if (rule->kind == Kind::Convolutions) {
        for (std::size_t i = 0; i < count.tokens; ++i) {
            const Span span = convolutionSpan(i);
            use({{},
                 stretch(static_cast<double>(span.begin) / 16000, static_cast<double>(span.size()) / 16000)});
        }
    } else {
        const double frame = static_cast<double>(rule->hop) / static_cast<double>(rule->sampleRate);
        for (std::size_t i = 0; i < count.tokens; ++i)
            use({{},
                 stretch(static_cast<double>(i / rule->codebooks) * frame, frame) + ", codebook " +
                     std::to_string(i % rule->codebooks + 1)});
    }
    return true;
}

bool listPicture(const PartSummary& summary, std::string_view id, const Use& use) {
    const ImageTokenRule* rule = findImageTokenRule(id);
    if (!rule) return false;
    const ImageTokenCount count = countImageTokens(rule->form, summary.size);
    if (count.problem != TokenCountProblem::None) return false;
    const bool single = count.tokenCells.count() > 0;
    const CellGrid& cells = single ? count.tokenCells : count.tiles;
    if (cells.count() == 0) return false;
    for (std::uint64_t i = 0; i < cells.count(); ++i) {
        const std::string place = area(cells.rect(i));
        if (single) {
            use({{}, place});
            continue;
        }
        for (std::uint64_t token = 0; token < count.tokensPerCell; ++token)
            use({{}, "tile " + std::to_string(i + 1) + ": " + place});
    }
    return true;
}

bool listVideo(const PartSummary& summary, std::string_view id, const Use& use) {
    const VideoTokenRule* rule = findVideoTokenRule(id);
    if (!rule) return false;
    const VideoTokenCount count =
        countVideoTokens(rule->form, {summary.size, summary.seconds, summary.framesPerSecond, summary.frames,
                                      summary.hasSound});
    if (count.tooNarrow || count.columns == 0 || count.rows == 0) return false;
    for (std::uint64_t i = 0; i < count.pictureTokens; ++i) {
        const Tubelet tubelet = tubeletAt(count, i);
        use({{},
             "frames " + std::to_string(tubelet.begin + 1) + "–" + std::to_string(tubelet.end) + ", " +
                 area(tubelet.area)});
    }
    return true;
}

bool listGenes(const PartSummary& summary, std::string_view id, const Use& use) {
    const GeneRule* rule = geneRule(id);
    if (!rule || !summary.genes) return false;
    for (const GeneSequence& sequence : summary.genes->sequences)
        for (const Token& token : geneTokens(rule->scheme, rule->k, sequence.bases).tokens)
            use({token.id, geneTokenText(rule->scheme, rule->k, token.id).value_or("") + " at " +
                               std::to_string(token.span.begin + 1)});
    return true;
}

bool listSeries(const PartSummary& summary, std::string_view id, const Use& use) {
    const SeriesRule* rule = seriesRule(id);
    if (!rule || !summary.series) return false;
    for (const SeriesColumn& column : summary.series->columns) {
        if (rule->patches.length > 0) {
            for (const Span span : seriesPatchSpans(rule->patches, column.values.size()))
                use({{},
                     column.name + ": rows " + std::to_string(span.begin + 1) + "–" +
                         std::to_string(std::min(span.end, column.values.size()))});
            continue;
        }
        const ChronosSeries series = chronosEncode({}, column.values);
        for (std::size_t i = 0; i < series.ids.size(); ++i) {
            char value[64];
            std::snprintf(value, sizeof value, "%.6g", column.values[i]);
            use({series.ids[i], column.name + ": " + (std::isnan(column.values[i]) ? "missing" : value)});
        }
    }
    return true;
}

} // namespace

bool listPartTokens(const PartSummary& summary, std::string_view rule, const Use& use) {
    switch (summary.modality) {
    case Modality::Text: break;
    case Modality::Sound: return listSound(summary, rule, use);
    case Modality::Picture: return listPicture(summary, rule, use);
    case Modality::Video: return listVideo(summary, rule, use);
    case Modality::Gene: return listGenes(summary, rule, use);
    case Modality::Series: return listSeries(summary, rule, use);
    }
    return false;
}

} // namespace tokenarium
