// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli train-tokenizer: learns a vocabulary from texts and writes it as tokenizer.json.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/consumer.h"
#include "app/cli/json_lines.h"
#include "app/cli/number_options.h"
#include "app/cli/text_input.h"
#include "engine/file/replaced_file.h"
#include "engine/text/byte_pair.h"
#include "engine/text/byte_pair_trainer.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/tokenizer_json.h"

#include <filesystem>
#include <iostream>
#include <limits>

namespace tokenarium::cli {

namespace {

constexpr std::uint64_t mostNumber = std::numeric_limits<std::size_t>::max();

/// Leads a text past a trainer.
template<typename Trainer>
class TrainingReader : public Consumer {
public:
    explicit TrainingReader(Trainer& of) : trainer(of) {}
    std::size_t consume(std::string_view text, bool last) override {
        const std::size_t taken = trainer.add(text, last);
        bytes += taken;
        return taken;
    }
    std::size_t bytes = 0;

private:
    Trainer& trainer;
};

template<typename Trainer>
std::size_t readFiles(const Arguments& arguments, Trainer& trainer) {
    TrainingReader reader(trainer);
    for (const std::string& file : arguments.files()) {
        Input input = openText(file, arguments);
        readThrough(input, {&reader});
        std::cerr << input.name() << ": read, " << reader.bytes << " bytes so far.\n";
    }
    return reader.bytes;
}

std::vector<std::string> specialsOf(const Arguments& arguments) {
    std::vector<std::string> specials;
    const auto list = arguments.value("--special");
    if (!list) return specials;
    for (std::size_t begin = 0; begin <= list->size();) {
        const std::size_t end = std::min(list->find(',', begin), list->size());
        specials.push_back(list->substr(begin, end - begin));
        begin = end + 1;
    }
    return specials;
}

SplitRule splitRuleNamed(const std::string& name) {
    if (name == "gpt2") return SplitRule::Gpt2;
    if (name == "cl100k") return SplitRule::Cl100k;
    if (name == "o200k") return SplitRule::O200k;
    throw CommandError(ExitCode::WrongUse, "--split " + name + ": not known; there are gpt2, cl100k, o200k.");
}

/// What the trainers say about their options is about how the command was used.
template<typename Trainer, typename Options>
Trainer createTrainer(const Options& options) {
    try {
        return Trainer(options);
    } catch (const std::runtime_error& error) {
        throw CommandError(ExitCode::WrongUse, error.what());
    }
}

struct Trained {
    std::shared_ptr<const TextTokenizer> tokenizer;
    std::size_t textBytes = 0;
    std::string remark; ///< what else is worth saying
};

Trained trainBytePairs(const Arguments& arguments, std::size_t size, const std::string& name) {
    BytePairTrainerOptions options;
    options.vocabularySize = size;
    options.specialTokens = specialsOf(arguments);
    options.splitRule = splitRuleNamed(arguments.value("--split").value_or("gpt2"));
    if (const auto least = countOption(arguments, "--minimum", mostNumber))
        options.minimumFrequency = static_cast<std::size_t>(*least);
    options.name = name;
    auto trainer = createTrainer<BytePairTrainer>(options);
    Trained result;
    result.textBytes = readFiles(arguments, trainer);
    std::size_t said = 0;
    const TrainedBytePair trained = trainer.train({}, [&said](std::size_t learned, std::size_t wanted) {
        if (wanted == 0 || learned * 10 / wanted == said) return;
        said = learned * 10 / wanted;
        std::cerr << "learned " << learned << " of " << wanted << " merges\n";
    });
    result.tokenizer = createBytePair(PackedVocabulary::create(trained.source));
    result.remark = std::to_string(trained.merges.size()) + " merges";
    if (trained.leftOutBytes > 0)
        result.remark += "; " + std::to_string(trained.leftOutBytes) +
                         " bytes of text were left out: it has too many different words";
    return result;
}

Trained trainCharacters(const Arguments& arguments, std::size_t size) {
    if (arguments.value("--split"))
        throw CommandError(ExitCode::WrongUse, "--split goes with --kind bpe only.");
    CharacterTrainerOptions options;
    options.vocabularySize = size;
    options.specialTokens = specialsOf(arguments);
    if (const auto least = countOption(arguments, "--minimum", mostNumber))
        options.minimumFrequency = static_cast<std::size_t>(*least);
    auto trainer = createTrainer<CharacterTrainer>(options);
    Trained result;
    result.textBytes = readFiles(arguments, trainer);
    const CharacterTrainer::Result trained = trainer.train();
    result.tokenizer = createCharacterTokenizer(trained.vocabulary);
    result.remark = std::to_string(trained.vocabulary->characterCount()) + " characters; they are " +
                    std::to_string(trained.covered) + " of " + std::to_string(trained.characters) +
                    " in the text";
    return result;
}

void writeJson(const std::filesystem::path& file, const TextTokenizer& tokenizer) {
    const std::string json = createTokenizerJson(tokenizer);
    writeFileAtOnce(file, std::as_bytes(std::span(json)));
}

void runTrainTokenizer(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(
        words,
        {{"--json"}, {"--kind", "--size", "--split", "--minimum", "--special", "--out", "--encoding"}});
    const std::string kind = arguments.required("--kind", "bpe or characters.");
    arguments.required("--size", "the number of ids, 5120 for example.");
    const std::string out = arguments.required("--out", "the tokenizer.json to write.");
    const auto size = static_cast<std::size_t>(*countOption(arguments, "--size", mostNumber));
    if (kind != "bpe" && kind != "characters")
        throw CommandError(ExitCode::WrongUse, "--kind " + kind + ": not known; there are bpe, characters.");
    const std::string name = std::filesystem::path(out).stem().string();
    const Trained trained =
        kind == "bpe" ? trainBytePairs(arguments, size, name) : trainCharacters(arguments, size);
    writeJson(out, *trained.tokenizer);
    const std::string ids = std::to_string(trained.tokenizer->vocabulary().size());
    if (!arguments.has("--json")) return output.write(out + ": " + ids + " ids, " + trained.remark + ".\n");
    std::string json = "{\"kind\":\"" + kind + "\",\"size\":" + ids +
                       ",\"bytes\":" + std::to_string(trained.textBytes) + ",\"file\":";
    appendJsonString(out, json);
    output.write(json + "}\n");
}

} // namespace

const Command trainTokenizerCommand{
    "train-tokenizer", "learns a vocabulary from texts and writes tokenizer.json",
    R"(tokenarium-cli train-tokenizer --kind bpe|characters --size N --out tokenizer.json [--json] FILE…

Learns from each FILE (from standard input without FILE, or where it is -). The result is a --tokenizer for encode,
decode and count, and other programs that read Hugging Face's tokenizer.json get the same ids from it.

  --kind bpe           byte pairs: again and again the commonest neighbours become a token
         characters    the commonest characters are one token each, all others are spelled in bytes
  --size N             ids in all: 256 bytes, what is learned, special tokens
  --special TEXT,…     special tokens; they get the last ids, and where they are written in a FILE they separate texts
  --minimum N          learn only what occurs N times (bpe: 2, characters: 1 unless said)
  --split RULE         bpe: how text is split into words: gpt2 (unless said), cl100k, o200k
  --out FILE           what to write
  --json               {"kind","size","bytes","file"}: the number of ids learned, bytes of text read
  --encoding NAME|auto convert the texts to UTF-8 first; otherwise their bytes are taken as they are
)",
    runTrainTokenizer};

} // namespace tokenarium::cli
