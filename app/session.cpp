// SPDX-License-Identifier: GPL-3.0-or-later
// The session: changes go through the undo stack, short work is done at once, long work on a worker.
#include "app/session.h"

#include "app/change_text.h"
#include "engine/text/count_tokens.h"

#include <algorithm>
#include <string>

namespace tokenarium {

namespace {

constexpr int comparisonDelay = 150; // ms after the last key: counting ten tokenizers is not worth every key
constexpr std::size_t comparisonBytesPerMillisecond = 100'000; // a long text waits for a longer pause
constexpr int statisticsDelay = 150;

std::string_view view(const QByteArray& bytes) { return {bytes.constData(), std::size_t(bytes.size())}; }

} // namespace

Session::Session(TokenizerCatalog catalog, QObject* parent)
    : QObject(parent)
    , known(std::move(catalog))
    , current(known.load("bytes"))
    , currentName(QStringLiteral("bytes"))
    , index(TokenIndex::build(*current, {}))
    , statistics(TextStatistics::build({})) {
    comparisonTimer.setSingleShot(true);
    comparisonTimer.setInterval(comparisonDelay);
    connect(&comparisonTimer, &QTimer::timeout, this, &Session::compareTokenizers);
    statisticsTimer.setSingleShot(true);
    statisticsTimer.setInterval(statisticsDelay);
    connect(&statisticsTimer, &QTimer::timeout, this, &Session::rebuildStatistics);
    connect(&tokenJob, &Job::progressed, this, [this](std::size_t done) {
        if (working) working->done = done;
        emit workChanged();
    });
}

Session::~Session() {
    tokenJob.cancel();
    statisticsJob.cancel();
    comparisonJob.cancel();
}

std::shared_ptr<const std::string> Session::snapshot() const {
    auto copy = copyOfText.lock();
    if (!copy) copyOfText = copy = std::make_shared<const std::string>(buffer.text());
    return copy;
}

std::optional<TextCounts> Session::counts() const {
    if (!statistics || !statistics->isCurrent()) return std::nullopt;
    return statistics->counts();
}

void Session::replace(Span removed, const QByteArray& inserted, const QString& name, int mergeId) {
    if (removed.empty() && inserted.isEmpty()) return;
    const auto added = std::size_t(inserted.size());
    // A file in another encoding may be longer in UTF-8; it can still be made shorter.
    if (added > removed.size() && buffer.size() - removed.size() + added > maximumTextBytes) {
        emit failed(tr("The text would be longer than %1 MB, the most this window edits. Use tokenarium-cli "
                       "for longer "
                       "files: it streams them.")
                        .arg(maximumTextBytes >> 20));
        return;
    }
    std::string old;
    buffer.copy(removed, old);
    // An edited sample is the person's own text; undoing the edit makes it the sample again.
    std::optional<TextSource> before, after;
    if (origin.path.isEmpty() && !origin.title.isEmpty()) {
        before = origin;
        after = TextSource();
    }
    undo.push(new ChangeText(*this, removed.begin, QByteArray::fromStdString(old), inserted, before, after,
                             name, mergeId));
}

void Session::replaceAll(const QByteArray& text, const TextSource& source, const QString& name) {
    undo.push(
        new ChangeText(*this, 0, QByteArray::fromStdString(buffer.text()), text, origin, source, name, -1));
}

void Session::restore(const QByteArray& text, const TextSource& source, bool modified) {
    const Span all{0, buffer.size()};
    buffer = TextBuffer(view(text));
    copyOfText.reset();
    origin = source;
    undo.clear();
    if (modified) undo.resetClean();
    rebuildTokens();
    rebuildStatistics();
    comparisonTimer.start(0);
    emit textReplaced(all, text);
    emit sourceChanged();
}

void Session::applyReplace(Span removed, const QByteArray& inserted,
                           const std::optional<TextSource>& source) {
    buffer.replace(removed, view(inserted));
    copyOfText.reset();
    updateTokens(removed, std::size_t(inserted.size()));
    updateStatistics(removed, std::size_t(inserted.size()));
    scheduleComparison();
    emit textReplaced(removed, inserted); // first, so that nobody asks with positions of the old text
    pin(std::nullopt);
    emit tokensChanged();
    emit countsChanged();
    if (source && *source != origin) {
        origin = *source;
        emit sourceChanged();
    }
}

void Session::updateTokens(Span removed, std::size_t inserted) {
    if (tokenJob.isBusy()) noteSnapshotEdit(removed, inserted);
    if (inserted > backgroundBytes) {
        index.reset();
        workCancelled = false;
        startTokenJob();
    } else if (index) {
        index->update(*current, buffer, removed, inserted);
    } else if (buffer.size() <= backgroundBytes) {
        rebuildTokens(); // the long text is gone, and the worker, or the person's cancelling, was about it
    }
}

void Session::noteSnapshotEdit(Span removed, std::size_t inserted) {
    if (!drift) {
        drift = Drift{removed.begin, removed.end, removed.begin + inserted};
        return;
    }
    const std::size_t end = std::max(drift->newEnd, removed.end);
    drift->oldEnd += end - drift->newEnd;
    drift->newEnd = end - removed.size() + inserted;
    drift->begin = std::min(drift->begin, removed.begin);
}

void Session::rebuildTokens() {
    workCancelled = false;
    if (buffer.size() > backgroundBytes) {
        if (!wanted)
            index.reset(); // another text; while only the tokenizer changes, the old tokens stay to be seen
        startTokenJob();
        emit tokensChanged();
        return;
    }
    tokenJob.cancel();
    working.reset();
    drift.reset();
    useWantedTokenizer();
    index = TokenIndex::build(*current, buffer.tail(0));
    emit workChanged();
    emit tokensChanged();
}

void Session::useWantedTokenizer() {
    if (!wanted) return;
    current = std::move(wanted);
    currentName = wantedName;
    wanted.reset();
}

void Session::startTokenJob() {
    drift.reset();
    working = TextWork{0, buffer.size()};
    tokenJob.start(
        [tokenizer = wanted ? wanted : current, copy = snapshot()](std::stop_token stop,
                                                                   const Job::Progress& progress) {
            return TokenIndex::build(*tokenizer, *copy, stop, progress);
        },
        [this](std::optional<TokenIndex> result) { tokensArrived(std::move(result)); },
        [this](const QString& message) {
            giveUpWork();
            emit failed(message);
        });
    emit workChanged();
}

void Session::tokensArrived(std::optional<TokenIndex> result) {
    if (!result) return;
    if (drift && drift->newEnd - drift->begin > backgroundBytes)
        return startTokenJob(); // edited too widely meanwhile
    const bool newTokenizer = bool(wanted);
    useWantedTokenizer();
    index = std::move(result);
    if (drift) index->update(*current, buffer, {drift->begin, drift->oldEnd}, drift->newEnd - drift->begin);
    drift.reset();
    working.reset();
    emit workChanged();
    pin(std::nullopt);
    if (newTokenizer) emit tokenizerChanged();
    emit tokensChanged();
}

void Session::cancelWork() {
    if (!tokenJob.isBusy()) return;
    tokenJob.cancel();
    giveUpWork();
}

void Session::giveUpWork() {
    working.reset();
    drift.reset();
    workCancelled = !index; // a change of tokenizer that did not come about leaves the old tokens
    wanted.reset();
    comparison.current = currentName.toStdString();
    emit workChanged();
    emit comparisonChanged();
    emit tokenizerChanged();
}

void Session::resumeWork() {
    if (workCancelled) rebuildTokens();
}

void Session::updateStatistics(Span removed, std::size_t inserted) {
    if (inserted > backgroundBytes) {
        rebuildStatistics();
    } else if (statisticsJob.isBusy()) {
        statisticsJob.cancel(); // its snapshot is stale
        statisticsTimer.start();
    } else if (statistics && statistics->isCurrent()) {
        statistics->update(buffer, removed, inserted);
        if (!statistics->isCurrent()) statisticsTimer.start();
    } else {
        statisticsTimer.start();
    }
}

void Session::rebuildStatistics() {
    statisticsTimer.stop();
    if (buffer.size() <= backgroundBytes / 8) {
        statisticsJob.cancel();
        statistics = TextStatistics::build(buffer.tail(0));
        emit countsChanged();
        return;
    }
    statistics.reset();
    statisticsJob.start(
        [copy = snapshot()](std::stop_token stop, const Job::Progress&) {
            return TextStatistics::build(*copy, stop);
        },
        [this](TextStatistics result) {
            statistics = std::move(result);
            emit countsChanged();
        },
        [this](const QString& message) { emit failed(message); });
    emit countsChanged();
}

void Session::scheduleComparison() {
    comparisonJob.cancel(); // it counts a text that is no more
    comparisonTimer.start(comparisonDelay + int(buffer.size() / comparisonBytesPerMillisecond));
}

/// nullopt where the vocabulary is missing or broken; whoever chooses a broken one is told what is wrong with
/// it.
static std::optional<std::size_t> countWith(const TokenizerCatalog& catalog, OpenedTokenizers& opened,
                                            const TokenizerInfo& info, std::string_view text,
                                            std::stop_token stop) {
    if (!info.present) return std::nullopt;
    try {
        auto& tokenizer = opened[info.name];
        if (!tokenizer) tokenizer = catalog.load(info.name);
        return countTokens(*tokenizer, text, stop);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

void Session::compareTokenizers() {
    constexpr std::size_t noticeable = 1'000'000; // bytes: below, the new numbers are there at once
    if (buffer.size() > noticeable && !comparison.counting) {
        comparison.counting = true;
        emit comparisonChanged();
    }
    comparisonJob.start(
        [catalog = known, opened = compared, copy = snapshot()](std::stop_token stop, const Job::Progress&) {
            TokenizerCounts counts;
            for (const TokenizerInfo& info : catalog.all())
                counts.rows.push_back(
                    {info.name, info.title, countWith(catalog, *opened, info, *copy, stop)});
            return counts;
        },
        [this](TokenizerCounts counts) {
            comparison = std::move(counts);
            comparison.current = (wanted ? wantedName : currentName).toStdString();
            emit comparisonChanged();
        },
        [this](const QString& message) { emit failed(message); });
}

void Session::chooseTokenizer(const QString& nameOrFile) {
    if (nameOrFile == (wanted ? wantedName : currentName)) return;
    try {
        auto loaded = known.load(nameOrFile.toStdString());
        wanted = std::move(loaded);
        wantedName = nameOrFile;
    } catch (const std::exception& error) {
        emit failed(QString::fromUtf8(error.what()));
        emit tokenizerChanged(); // the chooser shows the old one again
        return;
    }
    pin(std::nullopt);
    rebuildTokens();
    comparison.current = nameOrFile.toStdString();
    emit comparisonChanged();
    emit tokenizerChanged();
}

void Session::setColoring(Coloring coloring) {
    if (coloring == colors) return;
    colors = coloring;
    emit coloringChanged();
}

void Session::setContextWindow(std::size_t tokens) {
    if (tokens == window) return;
    window = tokens;
    emit contextWindowChanged();
}

void Session::pin(std::optional<std::size_t> token) {
    if (token == pinned) return;
    pinned = token;
    emit pinnedChanged();
}

void Session::markSaved(const TextSource& source) {
    undo.setClean();
    origin = source;
    emit sourceChanged();
}

} // namespace tokenarium
