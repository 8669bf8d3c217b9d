// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli train-codebook: learns a codebook for sounds and writes it.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "app/cli/number_options.h"
#include "engine/audio/audio_file.h"
#include "engine/audio/codebook_file.h"

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>

namespace tokenarium::cli {

namespace {

struct Sounds {
    std::vector<LogMel> spectrograms;
    std::vector<std::string> names; ///< of the files, without their folders
    double seconds = 0;
};

Sounds readSounds(const Arguments& arguments) {
    Sounds sounds;
    for (const std::string& file : arguments.files()) {
        if (file == "-")
            throw CommandError(ExitCode::WrongUse,
                               "Name the sound files to learn from; they are not read from "
                               "standard input.");
        try {
            const auto loaded = loadAudio(std::filesystem::path(file));
            sounds.seconds += loaded->audio.seconds();
            sounds.spectrograms.push_back(*computeLogMel(loaded->audio.samples));
        } catch (const std::runtime_error& error) {
            throw CommandError(ExitCode::BadInput, error.what());
        }
        sounds.names.push_back(std::filesystem::path(file).filename().string());
    }
    std::cerr << sounds.names.size() << " files, " << static_cast<long>(sounds.seconds) << " seconds.\n";
    return sounds;
}

/// One line for every tenth part.
class Tenths {
public:
    void operator()(double part) {
        if (static_cast<int>(part * 10) <= said) return;
        said = static_cast<int>(part * 10);
        std::cerr << said * 10 << " %\n";
    }

private:
    int said = 0;
};

std::size_t sizeOption(const Arguments& arguments, const std::string& option, std::size_t usual,
                       std::size_t least, std::size_t most) {
    const auto given = countOption(arguments, option, most);
    if (given && *given < least)
        throw CommandError(ExitCode::WrongUse, option + ": at least " + std::to_string(least) + ".");
    return given ? static_cast<std::size_t>(*given) : usual;
}

struct Learned {
    Codebook codebook;
    std::string remark;  ///< what came out, for a person
    std::string members; ///< the same as members of a JSON object
};

Learned learnResidual(const Arguments& arguments, const Sounds& sounds) {
    ResidualTrainingOptions options;
    options.levels = sizeOption(arguments, "--levels", options.levels, 1, 32);
    options.entries = sizeOption(arguments, "--entries", options.entries, 2, 4096);
    options.seed = countOption(arguments, "--seed").value_or(options.seed);
    options.name = arguments.value("--name").value_or("");
    options.source = arguments.value("--source").value_or("");
    std::vector<const LogMel*> all;
    for (const LogMel& mel : sounds.spectrograms) all.push_back(&mel);
    Tenths tenths;
    std::vector<double> errors;
    auto book = trainResidualCodebook(all, options, {}, [&](const ResidualTrainingProgress& progress) {
        tenths(progress.part);
        errors = progress.errors;
    });
    if (!book) throw CommandError(ExitCode::BadInput, "The files together are shorter than 10 ms.");
    Learned learned{std::move(*book),
                    std::to_string(options.levels) + " levels of " + std::to_string(options.entries) +
                        " entries; error in dB after each:",
                    "\"errorsDecibels\":["};
    for (std::size_t i = 0; i < errors.size(); ++i) {
        char text[32];
        std::snprintf(text, sizeof text, "%.2f", decibelsOf(errors[i]));
        learned.remark += std::string(" ") + text;
        learned.members += (i > 0 ? "," : "") + std::string(text);
    }
    learned.members += "]";
    return learned;
}

Learned learnSemantic(const Arguments& arguments, const Sounds& sounds) {
    if (arguments.value("--levels"))
        throw CommandError(ExitCode::WrongUse, "--levels goes with --kind acoustic only.");
    SemanticTrainingOptions options;
    options.entries = sizeOption(arguments, "--entries", options.entries, 2, 4096);
    options.seed = countOption(arguments, "--seed").value_or(options.seed);
    options.name = arguments.value("--name").value_or("");
    options.source = arguments.value("--source").value_or("");
    std::map<std::string, SameSentence> sentences;
    for (std::size_t i = 0; i < sounds.names.size(); ++i)
        sentences[sounds.names[i]].push_back(&sounds.spectrograms[i]);
    std::vector<SameSentence> groups;
    for (auto& [name, sentence] : sentences) groups.push_back(std::move(sentence));
    Tenths tenths;
    auto book = trainSemanticCodebook(groups, options, nullptr, {}, [&](double part) { tenths(part); });
    if (!book) throw CommandError(ExitCode::BadInput, "The files together are shorter than 10 ms.");
    const std::string count = std::to_string(groups.size());
    return {std::move(*book), std::to_string(options.entries) + " units from " + count + " sentences",
            "\"sentences\":" + count};
}

void runTrainCodebook(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(
        words, {{"--json"}, {"--kind", "--levels", "--entries", "--seed", "--name", "--source", "--out"}});
    const std::string out = arguments.required("--out", "the codebook to write.");
    const std::string kind = arguments.value("--kind").value_or("acoustic");
    if (kind != "acoustic" && kind != "semantic")
        throw CommandError(ExitCode::WrongUse,
                           "--kind " + kind + ": not known; there are acoustic, semantic.");
    const Sounds sounds = readSounds(arguments);
    const Learned learned =
        kind == "acoustic" ? learnResidual(arguments, sounds) : learnSemantic(arguments, sounds);
    writeCodebook(out, learned.codebook);
    if (!arguments.has("--json")) return output.write(out + ": " + learned.remark + ".\n");
    std::string json = "{\"kind\":\"" + kind + "\",\"files\":" + std::to_string(sounds.names.size()) +
                       ",\"seconds\":" + std::to_string(sounds.seconds) + "," + learned.members +
                       ",\"file\":";
    appendJsonString(out, json);
    output.write(json + "}\n");
}

} // namespace

const Command trainCodebookCommand{
    "train-codebook", "learns a codebook for sounds and writes it",
    R"(tokenarium-cli train-codebook --out FILE.codebook [--kind acoustic|semantic] [--json] SOUND…

Learns from sound files (WAV, FLAC, OGG, Opus, MP3) how to write a hundredth of a second as a few numbers. The window
reads the result in its audio room.

  --kind acoustic      how it sounds: residual codes of log-mel frames, from which it can be heard again (unless said)
         semantic      what is said: units that are alike for all voices. Files of the same name in different folders are
                       taken as the same sentence by different voices; without such pairs voices are not told from sounds
  --levels N           acoustic: codebooks one after the other, 1 to 32 (7 unless said)
  --entries N          entries of each, 2 to 4096 (acoustic 256, semantic 48 unless said)
  --seed N             another beginning (1 unless said)
  --name TEXT          how it is called, kept in the file
  --source TEXT        what it was learned from, kept in the file
  --out FILE           what to write
  --json               {"kind","files","seconds","errorsDecibels" or "sentences","file"}
)",
    runTrainCodebook};

} // namespace tokenarium::cli
