// SPDX-License-Identifier: GPL-3.0-or-later
// From raw text to batches in seven steps, each with what it dropped: what happens to texts before a model
// sees them.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

enum class PersonalData : std::uint8_t { Mail, Phone, IdNumber };

struct PersonalDataPlace {
    PersonalData kind = PersonalData::Mail;
    std::size_t begin = 0, end = 0; ///< bytes, half-open
};

/// Mail addresses; phone numbers (Chinese mobile, with a country code, or grouped like 555-010-1234); numbers
/// of Chinese identity cards (18 places whose check digit is right). In their order, without overlaps. UTF-8.
std::vector<PersonalDataPlace> findPersonalData(std::string_view text);

/// ISO 7064 mod 11-2 over 17 digits and a digit or X, and a date that can be.
bool isChineseIdNumber(std::string_view digits);

struct RawDocument {
    std::string text, domain;
};

struct PreparationSettings {
    bool dropDuplicates = true; ///< also those that differ in case, spaces and punctuation only
    bool maskPersonalData = true;
    std::size_t leastCharacters = 12;      ///< shorter documents say too little
    double mostStrange = 0.4;              ///< share of characters that are neither letters nor spaces
    std::map<std::string, double> weights; ///< of domains; 1 where missing, 0 leaves a domain out
    bool bytePairs = true;                 ///< else characters
    std::size_t vocabularySize = 400;
    std::size_t context = 64, batchTokens = 512;
};

/// Why something was dropped; Masked: only the passage was.
enum class DropReason : std::uint8_t { Duplicate, TooShort, Strange, Masked, Weight };

struct DroppedText {
    DropReason reason = DropReason::Duplicate;
    std::string text;  ///< the document, or the masked passage
    std::string other; ///< Duplicate: the one that stays; Masked: what stands there now
};

struct PreparationStage {
    std::size_t documents = 0;
    std::uint64_t characters = 0;
    std::vector<DroppedText> dropped;            ///< all that this step took away
    std::vector<std::string> examples;           ///< the first documents after it
    std::map<std::string, std::size_t> byDomain; ///< documents after it
};

/// A plain value.
struct PreparedData {
    PreparationStage raw, unique, filtered, balanced;
    std::vector<RawDocument> documents; ///< those of the balanced stage
    std::shared_ptr<const TextTokenizer> tokenizer;
    std::vector<TokenId> ids; ///< all documents, each ended by `endMark`
    TokenId endMark = 0;
    std::size_t windows = 0, batches = 0; ///< of `context` and about `batchTokens` ids
};

/// Deterministic. Throws std::runtime_error where the vocabulary cannot be learned (too small for bytes);
/// where it is stopped the result is of no use.
PreparedData createPreparedData(std::vector<RawDocument> raw, const PreparationSettings& settings,
                                std::stop_token stop = {});

/// Lines "domain<TAB>text"; without a tab the domain is `otherwise`. Empty lines are passed over.
std::vector<RawDocument> rawDocuments(std::string_view lines, const std::string& otherwise);

} // namespace tokenarium
