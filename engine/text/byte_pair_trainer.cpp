// SPDX-License-Identifier: GPL-3.0-or-later
// Learning byte pairs without counting anew. Every different piece is a chain of symbols, kept once with the
// number of times it occurs. A pair knows its count and the places where it stands; joining it at a place
// takes away the pair itself and the two pairs with the neighbours, and adds two pairs with the new symbol.
// All pairs of one symbol come into being in the step that makes the later of their two symbols, from left to
// right, so the list of places is in order; it is never cleaned, a place is looked at again when its turn
// comes. Counts of pairs that exist only go down, so a heap whose top is corrected when it is out of date
// finds the largest.
//
// Two pairs never spell the same token. Boundaries only disappear; so the symbols between two boundaries are,
// at every step, those that the bytes between them would have alone. If the bytes of X Y were those of a
// token T, they would have become T in the step that made it.
#include "engine/text/byte_pair_trainer.h"

#include "engine/text/split_words.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
constexpr TokenId joinedAway = std::numeric_limits<TokenId>::max();
constexpr std::size_t mostIds = std::size_t(1) << 21; // of a packed vocabulary
constexpr std::size_t mergesBetweenReports = 64;

using Pair = std::uint64_t; // left id in the high half, so that the smaller pair is the smaller number
constexpr Pair pairOf(TokenId left, TokenId right) { return Pair(left) << 32 | right; }
constexpr TokenId leftOf(Pair pair) { return static_cast<TokenId>(pair >> 32); }
constexpr TokenId rightOf(Pair pair) { return static_cast<TokenId>(pair); }

struct PairHash {
    std::size_t operator()(Pair pair) const {
        return static_cast<std::size_t>((pair ^ pair >> 29) * 0x9e3779b97f4a7c15u >> 16);
    }
};

class Learner {
public:
    explicit Learner(std::size_t distinctBytes) { chain.reserve(distinctBytes); }

    void addPiece(std::string_view piece, std::uint64_t frequency) {
        const auto number = static_cast<std::uint32_t>(frequencies.size());
        frequencies.push_back(frequency);
        const auto begin = static_cast<std::uint32_t>(chain.size());
        const auto end = static_cast<std::uint32_t>(begin + piece.size());
        for (std::uint32_t at = begin; at < end; ++at)
            chain.push_back({static_cast<unsigned char>(piece[at - begin]), at == begin ? nowhere : at - 1,
                             at + 1 == end ? nowhere : at + 1, number});
        for (std::uint32_t at = begin; at + 1 < end; ++at) addPair(at);
    }

    void start() {
        for (const auto& [pair, places] : pairs) queue.push({places.count, pair});
    }

    /// The pair to learn next; count 0 where there is none left.
    struct Candidate {
        std::uint64_t count = 0;
        Pair pair = 0;
        bool operator<(const Candidate& other) const { // the largest comes out of the queue first
            return count != other.count ? count < other.count : pair > other.pair;
        }
    };
    template<typename Allowed>
    Candidate best(Allowed allowed) {
        while (!queue.empty()) {
            Candidate top = queue.top();
            queue.pop();
            const auto found = pairs.find(top.pair);
            if (found->second.count == top.count && top.count > 0 && allowed(top.pair)) return top;
            const bool outOfDate = found->second.count > 0 && found->second.count < top.count;
            if (outOfDate)
                queue.push({found->second.count, top.pair});
            else
                pairs.erase(found);
        }
        return {};
    }

    /// Joins the pair wherever it stands.
    void join(Pair pair, TokenId result) {
        const std::vector<std::uint32_t> places = std::move(pairs.at(pair).places);
        fresh.clear();
        for (const std::uint32_t at : places) joinAt(at, pair, result);
        pairs.erase(pair);
        for (const Pair one : fresh) {
            const auto found = pairs.find(one);
            if (found != pairs.end() && found->second.count > 0) queue.push({found->second.count, one});
        }
    }

private:
    struct Link {
        TokenId symbol;
        std::uint32_t previous, next; // nowhere at the ends of the piece
        std::uint32_t piece;
    };
    struct Places {
        std::uint64_t count = 0;
        std::vector<std::uint32_t> places; // of the left symbol
    };

    void addPair(std::uint32_t at) {
        const Pair pair = pairOf(chain[at].symbol, chain[chain[at].next].symbol);
        const auto [found, isNew] = pairs.try_emplace(pair);
        if (isNew) fresh.push_back(pair);
        found->second.count += frequencies[chain[at].piece];
        found->second.places.push_back(at);
    }

    void removePair(std::uint32_t at) {
        const auto found = pairs.find(pairOf(chain[at].symbol, chain[chain[at].next].symbol));
        if (found != pairs.end()) found->second.count -= frequencies[chain[at].piece];
    }

    void joinAt(std::uint32_t at, Pair pair, TokenId result) {
        Link& left = chain[at];
        if (left.symbol != leftOf(pair) || left.next == nowhere) return;
        Link& right = chain[left.next];
        if (right.symbol != rightOf(pair)) return;
        if (left.previous != nowhere) removePair(left.previous);
        if (right.next != nowhere) removePair(left.next);
        left.symbol = result;
        left.next = right.next;
        right.symbol = joinedAway;
        if (left.next != nowhere) {
            chain[left.next].previous = at;
            addPair(at);
        }
        if (left.previous != nowhere) addPair(left.previous);
    }

    std::vector<Link> chain;
    std::vector<std::uint64_t> frequencies; // by piece
    std::unordered_map<Pair, Places, PairHash> pairs;
    std::vector<Pair> fresh; // pairs that came into being in this step
    std::priority_queue<Candidate> queue;
};

} // namespace

BytePairTrainer::BytePairTrainer(BytePairTrainerOptions chosen)
    : options(std::move(chosen))
    , finder(numberSpecials(options.specialTokens, 0)) {
    checkSpecialTexts(options.specialTokens);
    if (options.splitRule == SplitRule::None)
        throw std::runtime_error("byte pairs are learned inside words: choose a rule for splitting text.");
    const std::size_t least = 256 + options.specialTokens.size();
    if (options.vocabularySize < least || options.vocabularySize > mostIds)
        throw std::runtime_error("a byte-pair vocabulary of " + std::to_string(options.vocabularySize) +
                                 " ids cannot be learned; choose " + std::to_string(least) +
                                 " (256 bytes and the special tokens) to " + std::to_string(mostIds) + ".");
    options.mostDistinctBytes = std::min<std::size_t>(options.mostDistinctBytes, nowhere - 1);
    splitter = [rule = options.splitRule](std::string_view text, std::size_t begin, std::size_t limit,
                                          std::vector<Piece>& out) {
        splitWords(rule, text, begin, limit, out);
    };
}

std::size_t BytePairTrainer::add(std::string_view text, bool last) {
    return eachTrainingPiece(text, last, finder, splitter, [this](std::string_view piece) { count(piece); });
}

void BytePairTrainer::count(std::string_view piece) {
    if (piece.size() < 2) return; // has no neighbours
    if (const auto known = pieces.find(piece); known != pieces.end()) {
        ++known->second;
    } else if (piece.size() > options.mostDistinctBytes - distinctBytes) {
        leftOutBytes += piece.size();
    } else {
        pieces.emplace(piece, 1);
        distinctBytes += piece.size();
    }
}

TrainedBytePair BytePairTrainer::train(std::stop_token stop,
                                       const std::function<void(std::size_t, std::size_t)>& progress) const {
    TrainedBytePair result;
    VocabularySource& source = result.source;
    source.name = options.name;
    source.splitRule = options.splitRule;
    source.source = options.source;
    source.licence = options.licence;
    result.leftOutBytes = leftOutBytes;
    for (unsigned byte = 0; byte < 256; ++byte) source.entries.emplace_back(1, static_cast<char>(byte));
    Learner learner(distinctBytes);
    for (const auto& [piece, frequency] : pieces) learner.addPiece(piece, frequency);
    learner.start();
    const auto shortEnough = [&](Pair pair) {
        return source.entries[leftOf(pair)].size() + source.entries[rightOf(pair)].size() <=
               options.longestToken;
    };
    const std::size_t wanted = options.vocabularySize - 256 - options.specialTokens.size();
    while (result.merges.size() < wanted && !result.stopped) {
        if (progress && result.merges.size() % mergesBetweenReports == 0)
            progress(result.merges.size(), wanted);
        const auto [frequency, pair] = learner.best(shortEnough);
        if (frequency == 0 || frequency < options.minimumFrequency) break;
        const auto id = static_cast<TokenId>(source.entries.size());
        result.merges.push_back({leftOf(pair), rightOf(pair), id, frequency});
        source.entries.push_back(source.entries[leftOf(pair)] + source.entries[rightOf(pair)]);
        learner.join(pair, id);
        result.stopped = stop.stop_requested();
    }
    if (progress) progress(result.merges.size(), wanted);
    source.specialTokens = numberSpecials(options.specialTokens, static_cast<TokenId>(source.entries.size()));
    return result;
}

} // namespace tokenarium
