// SPDX-License-Identifier: GPL-3.0-or-later
// One list of rules for each kind of part, made of the lists that the folders of the kinds keep.
#include "engine/view/part_summary.h"

#include "engine/audio/audio_file.h"
#include "engine/audio/audio_token_rules.h"
#include "engine/image/image_header.h"
#include "engine/image/image_token_rules.h"
#include "engine/image/video_tokens.h"
#include "engine/view/part_rule_tables.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::array<GeneRule, 4> allGeneRules = {{
    {"hyenadna", GeneScheme::SingleBase, 1, "HyenaDNA, single bases", "2023", "arXiv 2306.15794", ""},
    {"dnabert-3", GeneScheme::OverlappingKmers, 3, "DNABERT, overlapping 3-mers", "2021",
     "Ji et al. 2021, Bioinformatics 37:2112", "with [CLS] and [SEP]"},
    {"dnabert-6", GeneScheme::OverlappingKmers, 6, "DNABERT, overlapping 6-mers", "2021",
     "Ji et al. 2021, Bioinformatics 37:2112", "with [CLS] and [SEP]"},
    {"nucleotide-transformer", GeneScheme::SeparateKmers, 6, "Nucleotide Transformer, separate 6-mers",
     "2023", "instadeepai/nucleotide-transformer", "with <cls>; bases that fill no 6-mer stand alone"},
}};

constexpr std::array<SeriesRule, 2> allSeriesRules = {{
    {"chronos",
     {0, 0},
     "Chronos, a bin for each value",
     "2024",
     "arXiv 2403.07815",
     "without the end mark; holes count"},
    {"patchtst",
     {16, 8},
     "PatchTST, patches of 16 every 8",
     "2022",
     "arXiv 2211.14730",
     "each column by itself; vectors, no ids"},
}};

std::vector<PartRule> soundRules() {
    std::vector<PartRule> rules;
    for (const AudioTokenRule& rule : audioTokenRules())
        rules.push_back({std::string(rule.id), std::string(rule.name), std::string(rule.version),
                         std::string(rule.source), std::string(rule.note), rule.billed});
    return rules;
}

template<typename Rule>
std::vector<PartRule> pictureRulesOf(const std::vector<Rule>& list) {
    std::vector<PartRule> rules;
    for (const Rule& rule : list)
        rules.push_back({rule.id, rule.name, rule.version, rule.source, rule.note, rule.pricedByVendor});
    return rules;
}

template<typename Rules>
std::vector<PartRule> tableRulesOf(const Rules& list) {
    std::vector<PartRule> rules;
    for (const auto& rule : list)
        rules.push_back({std::string(rule.id), std::string(rule.name), std::string(rule.version),
                         std::string(rule.source), std::string(rule.note), false});
    return rules;
}

template<typename Rules>
auto ruleNamed(const Rules& list, std::string_view id) -> decltype(&list[0]) {
    const auto found =
        std::find_if(list.begin(), list.end(), [id](const auto& rule) { return rule.id == id; });
    return found == list.end() ? nullptr : &*found;
}

std::string_view textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool endsWithOneOf(std::string_view name, std::initializer_list<std::string_view> endings) {
    const std::size_t point = name.rfind('.');
    if (point == name.npos) return false;
    std::string ending(name.substr(point + 1));
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool beginsLikeSound(std::string_view bytes) {
    for (const std::string_view mark : {"fLaC", "OggS", "ID3", "RF64", ".snd", "caff"})
        if (bytes.substr(0, mark.size()) == mark) return true;
    const std::string_view kind = bytes.substr(0, 4), form = bytes.size() >= 12 ? bytes.substr(8, 4) : "";
    if ((kind == "RIFF" || kind == "RIFX") && form == "WAVE") return true;
    if (kind == "FORM" && (form == "AIFF" || form == "AIFC")) return true;
    // an MPEG frame: eleven bits set, then a layer and a bit rate that exist; FF FE begins UTF-16
    if (bytes.size() < 3) return false;
    const auto at = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    return at(0) == 0xff && (at(1) & 0xe0) == 0xe0 && (at(1) & 0x06) != 0 && at(1) != 0xfe &&
           (at(2) & 0xf0) != 0xf0;
}

bool moves(std::span<const std::byte> bytes) {
    try {
        return loadPictureHeader(bytes, "").moves();
    } catch (const std::runtime_error&) {
        return false; // whoever reads it says what is wrong
    }
}

// --- summaries
// ----------------------------------------------------------------------------------------------

PartSummary summaryOfPicture(std::span<const std::byte> bytes, const std::string& name, Modality modality) {
    const PictureHeader header = loadPictureHeader(bytes, name);
    PartSummary summary;
    summary.modality = modality;
    summary.format = pictureFormatName(header.format);
    summary.size = header.size;
    summary.seconds = header.seconds;
    summary.frames = static_cast<std::size_t>(header.frames);
    summary.framesPerSecond = header.framesPerSecond;
    summary.hasSound = header.sound;
    if (header.cutShort) summary.remarks.push_back("The file is cut off.");
    return summary;
}

std::optional<PartSummary> summaryOfSound(std::span<const std::byte> bytes, const std::string& name,
                                          std::stop_token stop) {
    const auto loaded = loadAudio(bytes, name, {}, stop);
    if (!loaded) return std::nullopt;
    PartSummary summary;
    summary.modality = Modality::Sound;
    summary.format = loaded->format;
    summary.seconds = loaded->audio.seconds();
    if (loaded->truncated) summary.remarks.push_back("The file is cut off or damaged.");
    if (loaded->shortened) summary.remarks.push_back("Only the first four hours were read.");
    if (loaded->replacedSamples > 0)
        summary.remarks.push_back(std::to_string(loaded->replacedSamples) +
                                  " samples are no numbers; they became 0.");
    return summary;
}

PartSummary summaryOfGenes(std::span<const std::byte> bytes, const std::string& name) {
    PartSummary summary;
    summary.modality = Modality::Gene;
    summary.format = "FASTA";
    summary.genes = std::make_shared<const GeneFile>(loadFasta(textOf(bytes), name));
    if (summary.genes->uncertainBases > 0)
        summary.remarks.push_back(std::to_string(summary.genes->uncertainBases) +
                                  " letters stand for more than one base.");
    if (summary.genes->gaps > 0)
        summary.remarks.push_back(std::to_string(summary.genes->gaps) + " gaps were left out.");
    return summary;
}

PartSummary summaryOfSeries(std::span<const std::byte> bytes, const std::string& name) {
    PartSummary summary;
    summary.modality = Modality::Series;
    summary.format = "CSV";
    summary.series = std::make_shared<const CsvTable>(loadCsv(textOf(bytes), name));
    std::size_t holes = 0;
    for (const SeriesColumn& column : summary.series->columns) holes += column.holes;
    if (holes > 0) summary.remarks.push_back(std::to_string(holes) + " cells are no numbers.");
    return summary;
}

// --- counting
// -----------------------------------------------------------------------------------------------

std::optional<std::size_t> countPicture(const PartSummary& summary, std::string_view id) {
    const ImageTokenRule* rule = findImageTokenRule(id);
    if (!rule) return std::nullopt;
    const ImageTokenCount count = countImageTokens(rule->form, summary.size);
    if (count.problem == TokenCountProblem::TooNarrow)
        throw std::runtime_error(rule->name +
                                 " refuses pictures whose long side is more than 200 short ones.");
    if (count.problem != TokenCountProblem::None)
        throw std::runtime_error(rule->name + " cannot count a picture of this size.");
    return static_cast<std::size_t>(count.billable);
}

std::optional<std::size_t> countVideo(const PartSummary& summary, std::string_view id) {
    const VideoTokenRule* rule = findVideoTokenRule(id);
    if (!rule) return std::nullopt;
    const VideoTokenCount count =
        countVideoTokens(rule->form, {summary.size, summary.seconds, summary.framesPerSecond, summary.frames,
                                      summary.hasSound});
    if (count.tooNarrow)
        throw std::runtime_error(rule->name + " refuses films whose long side is more than 200 short ones.");
    return static_cast<std::size_t>(count.tokens);
}

std::optional<std::size_t> countGenes(const PartSummary& summary, std::string_view id) {
    const GeneRule* rule = geneRule(id);
    if (!rule || !summary.genes) return std::nullopt;
    std::size_t tokens = 0;
    for (const GeneSequence& sequence : summary.genes->sequences)
        tokens += countGeneTokens(rule->scheme, rule->k, sequence.bases) + geneSpecialTokens(rule->scheme);
    return tokens;
}

std::optional<std::size_t> countSeries(const PartSummary& summary, std::string_view id) {
    const SeriesRule* rule = seriesRule(id);
    if (!rule || !summary.series) return std::nullopt;
    std::size_t tokens = 0;
    for (const SeriesColumn& column : summary.series->columns)
        tokens += rule->patches.length == 0 ? column.values.size()
                                            : countSeriesPatches(rule->patches, column.values.size());
    return tokens;
}

} // namespace

std::span<const GeneRule> geneRules() { return allGeneRules; }
const GeneRule* geneRule(std::string_view id) { return ruleNamed(allGeneRules, id); }
std::span<const SeriesRule> seriesRules() { return allSeriesRules; }
const SeriesRule* seriesRule(std::string_view id) { return ruleNamed(allSeriesRules, id); }

const std::vector<PartRule>& partRules(Modality modality) {
    static const std::array<std::vector<PartRule>, modalities> rules = {
        std::vector<PartRule>(),           soundRules(),
        pictureRulesOf(imageTokenRules()), pictureRulesOf(videoTokenRules()),
        tableRulesOf(geneRules()),         tableRulesOf(seriesRules())};
    return rules[static_cast<std::size_t>(modality)];
}

std::string defaultPartRule(Modality modality) {
    const std::vector<PartRule>& rules = partRules(modality);
    return rules.empty() ? "" : rules[0].id;
}

Modality modalityOf(std::span<const std::byte> bytes, std::string_view name) {
    if (recognisePicture(bytes)) return moves(bytes) ? Modality::Video : Modality::Picture;
    const std::string_view text = textOf(bytes);
    if (beginsLikeSound(text)) return Modality::Sound;
    if (endsWithOneOf(name, {"fa", "fasta", "fna", "ffn", "frn"})) return Modality::Gene;
    if (endsWithOneOf(name, {"csv", "tsv"})) return Modality::Series;
    return Modality::Text;
}

std::optional<PartSummary> summarizePart(Modality modality, std::span<const std::byte> bytes,
                                         const std::string& name, std::stop_token stop) {
    switch (modality) {
    case Modality::Text: break;
    case Modality::Sound: return summaryOfSound(bytes, name, stop);
    case Modality::Picture:
    case Modality::Video: return summaryOfPicture(bytes, name, modality);
    case Modality::Gene: return summaryOfGenes(bytes, name);
    case Modality::Series: return summaryOfSeries(bytes, name);
    }
    return PartSummary();
}

std::size_t countTokensOfPart(const PromptPart& part, std::stop_token stop) {
    const auto summary =
        summarizePart(part.modality, std::as_bytes(std::span(*part.content)), part.title, std::move(stop));
    if (!summary) return 0;
    const std::string rule = part.rule.empty() ? defaultPartRule(part.modality) : part.rule;
    if (const auto tokens = countPartTokens(*summary, rule)) return *tokens;
    throw std::runtime_error(part.title + ": there is no rule \"" + rule + "\" for a " +
                             modalityName(part.modality) + "; choose another one.");
}

std::optional<std::size_t> countPartTokens(const PartSummary& summary, std::string_view rule) {
    switch (summary.modality) {
    case Modality::Text: break;
    case Modality::Sound:
        if (const AudioTokenRule* found = findAudioTokenRule(rule))
            return countAudioTokens(*found, summary.seconds).tokens;
        break;
    case Modality::Picture: return countPicture(summary, rule);
    case Modality::Video: return countVideo(summary, rule);
    case Modality::Gene: return countGenes(summary, rule);
    case Modality::Series: return countSeries(summary, rule);
    }
    return std::nullopt;
}

} // namespace tokenarium
