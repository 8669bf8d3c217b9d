// SPDX-License-Identifier: GPL-3.0-or-later
// Batches of some megabytes are cut into one run of lines for each core; short inputs stay on one.
#include "app/cli/encode_lines.h"

#include "app/cli/json_lines.h"
#include "engine/text/special_finder.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <thread>

namespace tokenarium::cli {

namespace {

constexpr std::size_t batchBytes = 4 << 20;
constexpr std::size_t bytesWorthAThread = 256 << 10;

/// Encodes line after line, reusing what it can. One for each thread.
class LineEncoder {
public:
    LineEncoder(const TextTokenizer& ofTokenizer, SpecialMode specialMode)
        : tokenizer(ofTokenizer)
        , mode(specialMode)
        , finder(ofTokenizer.vocabulary().specialTokens()) {}

    /// Appends the answer to one line; throws std::runtime_error where the line is wrong.
    void answer(std::string_view text, std::string& out) {
        const JsonLine line = parseJsonLine(text);
        if (line.text.has_value() == line.base64.has_value())
            throw std::runtime_error("a line needs either \"text\" or \"base64\".");
        encode(line.text ? *line.text : *line.base64);
        out += "{\"ids\":";
        appendJsonIds(ids, out);
        out += ",\"count\":";
        out += std::to_string(ids.size());
        out += "}\n";
    }

private:
    void encode(std::string_view text) {
        ids.clear();
        if (mode == SpecialMode::Template) append(tokenizer.templatePrefix());
        std::size_t begin = 0;
        if (mode != SpecialMode::Plain) {
            for (auto found = finder.find(text, 0); found.special; found = finder.find(text, begin)) {
                tokenizer.encodeIds(text.substr(begin, found.at - begin), ids);
                ids.push_back(found.special->id);
                begin = found.at + found.special->text.size();
            }
        }
        tokenizer.encodeIds(text.substr(begin), ids);
        if (mode == SpecialMode::Template) append(tokenizer.templateSuffix());
    }
    void append(const std::vector<TokenId>& more) { ids.insert(ids.end(), more.begin(), more.end()); }

    const TextTokenizer& tokenizer;
    const SpecialMode mode;
    const SpecialFinder finder;
    std::vector<TokenId> ids;
};

/// Lines [begin, end) of a batch, and what became of them.
struct Share {
    std::size_t begin = 0, end = 0;
    std::string answers; // up to the line that failed, if one did
    std::exception_ptr failure;
};

void encodeShare(const Input& input, const LineBatch& batch, LineEncoder& encoder, Share& share) {
    std::size_t i = share.begin;
    try {
        for (; i < share.end; ++i) encoder.answer(batch.lines[i], share.answers);
    } catch (const std::runtime_error& error) {
        share.failure = std::make_exception_ptr(lineError(input, batch.firstNumber + i, error.what()));
    } catch (...) {
        share.failure = std::current_exception();
    }
}

/// Shares of about the same number of bytes.
std::vector<Share> sharesOf(const LineBatch& batch, std::size_t most) {
    std::size_t bytes = 0;
    for (const std::string_view line : batch.lines) bytes += line.size() + 1;
    const std::size_t number = std::clamp<std::size_t>(bytes / bytesWorthAThread, 1, most);
    std::vector<Share> shares;
    std::size_t begin = 0, done = 0;
    for (std::size_t i = 0; i < batch.lines.size(); ++i) {
        done += batch.lines[i].size() + 1;
        if (done * number < bytes * (shares.size() + 1)) continue;
        Share& share = shares.emplace_back();
        share.begin = begin;
        share.end = begin = i + 1;
    }
    return shares;
}

} // namespace

void encodeLines(Input& input, const TextTokenizer& tokenizer, SpecialMode mode, Output& output) {
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    std::vector<LineEncoder> encoders;
    LineBatches batches(input, batchBytes);
    while (const LineBatch* batch = batches.next()) {
        std::vector<Share> shares = sharesOf(*batch, cores);
        while (encoders.size() < shares.size()) encoders.emplace_back(tokenizer, mode);
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 1; i < shares.size(); ++i)
                threads.emplace_back([&, i] { encodeShare(input, *batch, encoders[i], shares[i]); });
            encodeShare(input, *batch, encoders[0], shares[0]);
        }
        for (const Share& share : shares) {
            output.write(share.answers);
            if (share.failure) std::rethrow_exception(share.failure);
        }
    }
}

} // namespace tokenarium::cli
