// SPDX-License-Identifier: GPL-3.0-or-later
// Guessing the encoding of a file: byte order mark, UTF-8, zero bytes, and then how common the characters
// are.
//
// ICU's detector is unsure about short texts in the East Asian encodings, whose byte ranges overlap. What
// tells them apart is the reading: in the right encoding about half of the characters are among the few
// hundred that every text is made of, in a wrong one hardly any. So every candidate reads a sample, is marked
// by the share of common characters and by what is invalid in it, and ICU's confidence decides between
// equals.
#include "engine/text/text_encoding.h"
#include "engine/text/utf8.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <unordered_set>

namespace tokenarium {
namespace {

constexpr std::size_t sampleSize = 256 * 1024;
constexpr std::size_t scoredSize = 16 * 1024;

// The commonest characters of running text: Chinese in both scripts, Japanese kanji, Korean syllables.
constexpr std::u32string_view commonIdeographs =
    U"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    U"用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    U"日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    U"美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解"
    U"水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管"
    U"期市直资命山金指许统区保至形社便空决治展马科五基眼书非则听白却界达光放强即像难且权思王象完设式色路记"
    U"南品住告类求据程北边死张该交规万取望觉术领共确传师观清今切院让识候带导争运字编码读写语言春风花鸟"
    U"這個們來為國說時會對於過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問應戰頭體產"
    U"話給門東聲員解論處義幾認條題氣爾別變總電數報結務場計資許統區隊決馬書聽達難權設記類據邊張規萬覺術領確"
    U"傳師觀讓識帶導爭運讀寫語編碼轉"
    U"円後毎気対応読売買広沢関係図書館駅発表済歳使私僕彼君何処葉桜今朝晩昼夜食飲車校友達";
constexpr std::u32string_view commonSyllables =
    U"이다는을의에가고하지은로도를한니기사인서자리아어나해시대일부정그전수으보스여있것게라들과적할면제원주만"
    U"오습까요했었없구국장성조안상동경모공용유비선마무우문관계생신중위말소개연세당람실내방들데때년월저를합";
constexpr std::u32string_view commonCyrillic = U"оеаинтсрвлкмдпуяыьгзбчйх";

const std::unordered_set<char32_t>& setOf(std::u32string_view letters) {
    static const std::unordered_set<char32_t> ideographs(commonIdeographs.begin(), commonIdeographs.end());
    static const std::unordered_set<char32_t> syllables(commonSyllables.begin(), commonSyllables.end());
    return letters.data() == commonIdeographs.data() ? ideographs : syllables;
}

bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }
bool isKana(char32_t c) { return within(c, 0x3041, 0x30FC); }
bool isWidePunctuation(char32_t c) {
    return within(c, 0x3000, 0x3011) || within(c, 0xFF01, 0xFF20) || within(c, 0x2010, 0x2026);
}

double weighEastAsian(char32_t c, bool japanese, bool korean) {
    if (isKana(c)) return japanese ? 1.0 : 0.1;
    if (isWidePunctuation(c)) return 0.5;
    if (within(c, 0xAC00, 0xD7A3)) return !korean ? 0.0 : setOf(commonSyllables).contains(c) ? 1.0 : 0.3;
    if (within(c, 0x4E00, 0x9FFF)) return setOf(commonIdeographs).contains(c) ? 1.0 : 0.0;
    return 0.0;
}

bool isAsciiLetter(char32_t c) { return within(c | 0x20, 'a', 'z'); }

double weighWestern(char32_t before, char32_t c) {
    if (within(c, 0xC0, 0xFF) && c != 0xD7 && c != 0xF7)
        return isAsciiLetter(before) || before == ' ' ? 0.8 : 0.3;
    if (within(c, 0x2010, 0x2026) || c == 0xAB || c == 0xBB || c == 0xA0 || c == 0xB0 || c == 0xA9 ||
        c == 0xA7)
        return 0.6;
    return c == 0x20AC || c == 0xA3 ? 0.6 : 0.0;
}

double weighCyrillic(char32_t before, char32_t c) {
    if (isAsciiLetter(before)) return 0.0; // no word is half Latin
    if (commonCyrillic.find(c) != std::u32string_view::npos) return 1.0;
    return within(c, 0x410, 0x44F) || c == 0x401 || c == 0x451 ? 0.3 : 0.0;
}

/// For UTF-16, whose ASCII characters tell as much as the others.
double weighWide(char32_t c) {
    if (c < 0x80) return 1.0;
    if (within(c, 0xC0, 0x17F) || within(c, 0x391, 0x3C9) || within(c, 0x410, 0x44F)) return 0.8;
    return weighEastAsian(c, true, true);
}

bool isWide(std::string_view encoding) { return encoding.starts_with("UTF-16"); }

/// No text in the right reading holds these.
bool isControl(char32_t c) {
    return (c < ' ' && !within(c, '\t', '\r') && c != 0x1B) || within(c, 0x7F, 0x9F);
}

double weigh(std::string_view encoding, char32_t before, char32_t c) {
    if (isControl(c)) return -1.0;
    if (isWide(encoding)) return weighWide(c);
    if (encoding == "windows-1252") return weighWestern(before, c);
    if (encoding == "windows-1251") return weighCyrillic(before, c);
    return weighEastAsian(c, encoding == "Shift_JIS" || encoding == "EUC-JP", encoding == "EUC-KR");
}

/// 0…1: how much the sample read in `encoding` looks like language, judged by what is not ASCII. Below 0: it
/// does not.
double plausibility(std::string_view sample, std::string_view encoding) {
    const DecodedText decoded = decodeText(sample.substr(0, scoredSize), encoding);
    // A character that the end of the sample cuts in two is not held against it.
    const std::size_t invalid = decoded.invalidCount - std::min<std::size_t>(decoded.invalidCount, 1);
    double weight = 0;
    std::size_t count = 0;
    char32_t before = ' ';
    for (std::size_t at = 0; at < decoded.text.size();) {
        const Utf8Character character = decodeUtf8(decoded.text, at);
        if (character.codePoint >= 0x80 || isWide(encoding) || isControl(character.codePoint)) {
            ++count;
            weight += weigh(encoding, before, character.codePoint);
        }
        before = character.codePoint;
        at += character.size;
    }
    if (count == 0) return 0;
    const double wrong = static_cast<double>(invalid) / static_cast<double>(count);
    return weight / static_cast<double>(count) * std::max(0.0, 1 - 20 * wrong);
}

/// ICU's confidence, 0…1, in each of the candidates.
template<std::size_t N>
std::array<double, N> confidences(std::string_view sample,
                                  const std::array<std::string_view, N>& candidates) {
    std::array<double, N> result{};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&status),
                                                                                  ucsdet_close);
    if (U_FAILURE(status)) return result;
    ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
    int32_t found = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < found; ++i) {
        const char* name = ucsdet_getName(matches[i], &status);
        const int32_t confidence = ucsdet_getConfidence(matches[i], &status);
        if (U_FAILURE(status)) break;
        const std::string_view offered = std::string_view(name) == "ISO-8859-1" ? "windows-1252" : name;
        const auto place = std::find(candidates.begin(), candidates.end(), offered);
        if (place != candidates.end()) {
            double& best = result[static_cast<std::size_t>(place - candidates.begin())];
            best = std::max(best, confidence / 100.0);
        }
    }
    return result;
}

std::string detectByReading(std::string_view sample) {
    constexpr std::array<std::string_view, 9> candidates = {"GB18030",      "Big5",     "Shift_JIS",
                                                            "EUC-JP",       "EUC-KR",   "windows-1252",
                                                            "windows-1251", "UTF-16LE", "UTF-16BE"};
    const auto icu = confidences(sample.substr(0, scoredSize), candidates);
    std::string_view best = "windows-1252";
    double bestScore = 0.1; // below that it is no language that we know
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const double score = plausibility(sample, candidates[i]);
        if (score > 0 && score + 0.15 * icu[i] > bestScore) {
            bestScore = score + 0.15 * icu[i];
            best = candidates[i];
        }
    }
    return std::string(best);
}

/// Valid, but for a sequence that the end of the text may cut.
bool isUtf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        const Utf8Character character = decodeUtf8(bytes, at);
        if (!character.valid()) {
            const std::string_view rest = bytes.substr(at + 1);
            return utf8SequenceSize(lead) > rest.size() + 1 && at > 0 &&
                   std::all_of(rest.begin(), rest.end(), [](char c) { return (c & 0xC0) == 0x80; });
        }
        at += character.size;
    }
    return true;
}

/// For files with zero bytes: UTF-32 without a mark has them always in the same places, UTF-16 reads well.
std::string detectByZeros(std::string_view sample) {
    std::array<std::size_t, 4> zeros{};
    for (std::size_t i = 0; i < sample.size(); ++i) zeros[i & 3] += sample[i] == '\0';
    const std::size_t quarter = sample.size() / 4;
    if (quarter > 0 && zeros[3] >= quarter && zeros[2] * 10 >= quarter * 9 && zeros[0] * 10 < quarter)
        return "UTF-32LE";
    if (quarter > 0 && zeros[0] >= quarter && zeros[1] * 10 >= quarter * 9 && zeros[3] * 10 < quarter)
        return "UTF-32BE";
    const double little = plausibility(sample, "UTF-16LE"), big = plausibility(sample, "UTF-16BE");
    if (std::max(little, big) < 0.25) return {};
    return little > big ? "UTF-16LE" : "UTF-16BE";
}

std::string detectByMark(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xEF\xBB\xBF"sv)) return "UTF-8";
    if (bytes.starts_with("\xFF\xFE\0\0"sv) && bytes.size() % 4 == 0) return "UTF-32LE";
    if (bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
    if (bytes.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
    if (bytes.starts_with("\x84\x31\x95\x33"sv)) return "GB18030";
    return {};
}

} // namespace

std::string detectEncoding(std::string_view bytes) {
    if (std::string marked = detectByMark(bytes); !marked.empty()) return marked;
    const std::string_view sample = bytes.substr(0, sampleSize);
    const bool hasZeros = sample.find('\0') != std::string_view::npos;
    if (!hasZeros && isUtf8(bytes)) return "UTF-8";
    if (hasZeros) {
        if (std::string found = detectByZeros(sample); !found.empty()) return found;
        return "UTF-8"; // binary, or UTF-8 with NULs: the only one in which every byte is kept
    }
    return detectByReading(sample);
}

} // namespace tokenarium
