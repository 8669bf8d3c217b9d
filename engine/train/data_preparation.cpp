// SPDX-License-Identifier: GPL-3.0-or-later
// The steps one after another; personal data is found by hand-written scanners, since every rule is to be
// explained.
#include "engine/train/data_preparation.h"

#include "engine/text/byte_pair.h"
#include "engine/text/byte_pair_trainer.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/unicode_class.h"
#include "engine/text/utf8.h"
#include "engine/train/text_documents.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <unordered_map>

namespace tokenarium {

namespace {

constexpr const char* endText = "<|end|>";
constexpr std::uint64_t weightSalt = 5;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordByte(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 && static_cast<unsigned char>(c) < 0x80;
}
bool isMailByte(char c) { return isWordByte(c) || c == '.' || c == '_' || c == '-' || c == '+'; }

std::size_t codePoints(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// The mail address around the @ at `at`; empty where it is none.
std::pair<std::size_t, std::size_t> mailAround(std::string_view text, std::size_t at) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && isMailByte(text[begin - 1])) --begin;
    while (begin < at && !isWordByte(text[begin])) ++begin;
    while (end < text.size() && (isWordByte(text[end]) || text[end] == '.' || text[end] == '-')) ++end;
    while (end > at + 1 && !isWordByte(text[end - 1])) --end;
    const std::string_view domain = text.substr(at + 1, end - at - 1);
    const std::size_t dot = domain.rfind('.');
    if (begin == at || dot == domain.npos || dot == 0 || domain.size() - dot - 1 < 2) return {at, at};
    return {begin, end};
}

/// A run of digits with single spaces, dashes and brackets in it, as telephone numbers are written.
struct DigitRun {
    std::size_t begin = 0, end = 0;
    std::string digits;
    std::size_t groups = 0;
    bool plus = false;
};

DigitRun digitRun(std::string_view text, std::size_t at) {
    DigitRun run{at, at, {}, 0, text[at] == '+'};
    bool inGroup = false;
    for (std::size_t i = at + (run.plus ? 1 : 0); i < text.size(); ++i) {
        const char c = text[i];
        if (isDigit(c)) {
            if (!inGroup) ++run.groups;
            inGroup = true;
            run.digits += c;
            run.end = i + 1;
        } else if ((c == ' ' || c == '-' || c == '(' || c == ')') && i + 1 < text.size() &&
                   (isDigit(text[i + 1]) || text[i + 1] == '(' || (c == ')' && text[i + 1] == ' '))) {
            inGroup = false;
        } else {
            break;
        }
    }
    return run;
}

bool isPhone(const DigitRun& run) {
    const std::size_t count = run.digits.size();
    if (run.plus) return count >= 8 && count <= 15;
    const bool mobile = count == 11 && run.digits[0] == '1' && run.digits[1] >= '3';
    return mobile || ((count == 10 || count == 11) && run.groups >= 3);
}

/// Of the number that begins at `at`; its kind's end, or `at` where it is nothing personal.
std::pair<PersonalData, std::size_t> numberAt(std::string_view text, std::size_t at) {
    const std::string_view eighteen = text.substr(at, 18);
    const bool alone = at + 18 >= text.size() || !isWordByte(text[at + 18]);
    if (alone && isChineseIdNumber(eighteen)) return {PersonalData::IdNumber, at + 18};
    const DigitRun run = digitRun(text, at);
    if (isPhone(run) && (run.end == text.size() || !isWordByte(text[run.end])))
        return {PersonalData::Phone, run.end};
    return {PersonalData::Phone, at};
}

/// What decides whether two documents are the same: letters and digits without case.
std::string keyOf(std::string_view text) {
    std::string key;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        const CharacterClass is = characterClass(character.codePoint);
        if (character.valid() && (isLetter(is) || is == CharacterClass::Number)) {
            const bool capital = character.codePoint >= 'A' && character.codePoint <= 'Z';
            appendUtf8(character.codePoint + (capital ? 'a' - 'A' : 0), key);
        }
        at += character.size;
    }
    return key;
}

double strangeShare(std::string_view text) {
    std::size_t all = 0, strange = 0;
    for (std::size_t at = 0; at < text.size(); ++all) {
        const Utf8Character character = decodeUtf8(text, at);
        const CharacterClass is = characterClass(character.codePoint);
        strange += !character.valid() ||
                   !(isLetter(is) || is == CharacterClass::Space || is == CharacterClass::Mark);
        at += character.size;
    }
    return all == 0 ? 1 : static_cast<double>(strange) / static_cast<double>(all);
}

const char* maskOf(PersonalData kind) {
    switch (kind) {
    case PersonalData::Mail: return "[mail]";
    case PersonalData::Phone: return "[phone]";
    case PersonalData::IdNumber: break;
    }
    return "[id]";
}

constexpr std::size_t mostExamples = 60;

void count(PreparationStage& stage, const std::vector<RawDocument>& documents) {
    stage.documents = documents.size();
    for (const RawDocument& document : documents) {
        stage.characters += codePoints(document.text);
        ++stage.byDomain[document.domain];
        if (stage.examples.size() < mostExamples) stage.examples.push_back(document.text);
    }
}

std::vector<RawDocument> withoutDuplicates(std::vector<RawDocument> all, PreparationStage& stage) {
    std::unordered_map<std::string, std::size_t> seen;
    std::vector<RawDocument> kept;
    for (RawDocument& document : all) {
        const auto [place, fresh] = seen.emplace(keyOf(document.text), kept.size());
        if (fresh)
            kept.push_back(std::move(document));
        else
            stage.dropped.push_back(
                {DropReason::Duplicate, std::move(document.text), kept[place->second].text});
    }
    return kept;
}

void mask(RawDocument& document, PreparationStage& stage) {
    const std::vector<PersonalDataPlace> places = findPersonalData(document.text);
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        const std::string passage = document.text.substr(place->begin, place->end - place->begin);
        document.text.replace(place->begin, passage.size(), maskOf(place->kind));
        stage.dropped.push_back({DropReason::Masked, passage, maskOf(place->kind)});
    }
}

/// What is personal is replaced first: a short note with a number in it is no line of signs.
std::vector<RawDocument> filtered(std::vector<RawDocument> all, const PreparationSettings& settings,
                                  PreparationStage& stage) {
    std::vector<RawDocument> kept;
    for (RawDocument& document : all) {
        PreparationStage masked;
        const std::string found = document.text;
        if (settings.maskPersonalData) mask(document, masked);
        if (codePoints(document.text) < settings.leastCharacters) {
            stage.dropped.push_back({DropReason::TooShort, found, {}});
        } else if (strangeShare(document.text) > settings.mostStrange) {
            stage.dropped.push_back({DropReason::Strange, found, {}});
        } else {
            stage.dropped.insert(stage.dropped.end(), masked.dropped.rbegin(), masked.dropped.rend());
            kept.push_back(std::move(document));
        }
    }
    return kept;
}

/// A weight of 2.25 keeps two of each document and a third one of a quarter, chosen by hash.
std::vector<RawDocument> balanced(const std::vector<RawDocument>& all, const PreparationSettings& settings,
                                  PreparationStage& stage) {
    std::vector<RawDocument> kept;
    for (const RawDocument& document : all) {
        const auto found = settings.weights.find(document.domain);
        const double weight = found == settings.weights.end() ? 1 : std::max(found->second, 0.0);
        const bool more = hashShare(textHash(document.text), weightSalt) < weight - std::floor(weight);
        const auto times = static_cast<std::size_t>(weight) + more;
        if (times == 0) stage.dropped.push_back({DropReason::Weight, document.text, {}});
        kept.insert(kept.end(), times, document);
    }
    return kept;
}

std::shared_ptr<const TextTokenizer> learn(const std::vector<RawDocument>& documents,
                                           const PreparationSettings& settings, std::stop_token stop) {
    if (!settings.bytePairs) {
        CharacterTrainer trainer({settings.vocabularySize, 1, {endText}});
        for (const RawDocument& document : documents) trainer.add(document.text);
        return createCharacterTokenizer(trainer.train().vocabulary);
    }
    BytePairTrainerOptions options;
    options.vocabularySize = settings.vocabularySize;
    options.specialTokens = {endText};
    BytePairTrainer trainer(std::move(options));
    for (const RawDocument& document : documents) trainer.add(document.text);
    return createBytePair(PackedVocabulary::create(trainer.train(stop).source));
}

} // namespace

bool isChineseIdNumber(std::string_view digits) {
    if (digits.size() != 18 || !std::all_of(digits.begin(), digits.begin() + 17, isDigit)) return false;
    const int month = std::stoi(std::string(digits.substr(10, 2))),
              day = std::stoi(std::string(digits.substr(12, 2)));
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    constexpr int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (digits[i] - '0') * weights[i];
    const char last = digits[17] == 'x' ? 'X' : digits[17];
    return last == "10X98765432"[sum % 11];
}

std::vector<PersonalDataPlace> findPersonalData(std::string_view text) {
    std::vector<PersonalDataPlace> places;
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at < done) continue;
        if (text[at] == '@') {
            const auto [begin, end] = mailAround(text, at);
            if (end == begin) continue;
            while (!places.empty() && places.back().end > begin) places.pop_back(); // digits of the name
            places.push_back({PersonalData::Mail, begin, done = end});
        } else if ((isDigit(text[at]) || text[at] == '+' || text[at] == '(') &&
                   (at == 0 || !(isWordByte(text[at - 1]) || text[at - 1] == '.'))) {
            const auto [kind, end] = numberAt(text, at);
            if (end > at) places.push_back({kind, at, done = end});
        }
    }
    return places;
}

PreparedData createPreparedData(std::vector<RawDocument> raw, const PreparationSettings& settings,
                                std::stop_token stop) {
    PreparedData data;
    count(data.raw, raw);
    if (settings.dropDuplicates) raw = withoutDuplicates(std::move(raw), data.unique);
    count(data.unique, raw);
    raw = filtered(std::move(raw), settings, data.filtered);
    count(data.filtered, raw);
    data.documents = balanced(raw, settings, data.balanced);
    count(data.balanced, data.documents);
    if (stop.stop_requested()) return data;
    data.tokenizer = learn(data.documents, settings, stop);
    if (stop.stop_requested()) return data;
    data.endMark = data.tokenizer->vocabulary().specialTokens().front().id;
    for (const RawDocument& document : data.documents) {
        data.tokenizer->encodeIds(document.text, data.ids);
        data.ids.push_back(data.endMark);
    }
    const std::size_t perBatch = std::max<std::size_t>(settings.batchTokens / settings.context, 1);
    data.windows = (data.ids.size() + settings.context - 1) / settings.context;
    data.batches = (data.windows + perBatch - 1) / perBatch;
    return data;
}

std::vector<RawDocument> rawDocuments(std::string_view lines, const std::string& otherwise) {
    std::vector<RawDocument> documents;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        std::string_view line = lines.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::size_t tab = line.find('\t');
        if (!line.empty())
            documents.push_back({std::string(tab == line.npos ? line : line.substr(tab + 1)),
                                 tab == line.npos ? otherwise : std::string(line.substr(0, tab))});
        at = end + 1;
    }
    return documents;
}

} // namespace tokenarium
