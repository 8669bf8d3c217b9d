// SPDX-License-Identifier: GPL-3.0-or-later
// The only mutable state of the window: the text, its tokens, the choices made, what is selected and pinned.
#pragma once

#include "app/job.h"
#include "app/text_source.h"
#include "engine/text/live_text.h"
#include "engine/text/text_statistics.h"
#include "engine/text/tokenizer_catalog.h"
#include "engine/view/token_tint.h"
#include "engine/view/tokenizer_counts.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tokenarium {

/// A text that is being tokenized on a worker, for the progress bar.
struct TextWork {
    std::size_t done = 0, total = 0; ///< bytes
};

/// By name.
using OpenedTokenizers = std::map<std::string, std::shared_ptr<const TextTokenizer>>;

/// GUI thread only. Every change of the text goes through the undo stack; applyReplace is the undo command's
/// way in.
class Session : public QObject {
    Q_OBJECT
public:
    /// Longer insertions, and whole texts longer than this, are tokenized on a worker.
    static constexpr std::size_t backgroundBytes = 256 * 1024;
    static constexpr std::size_t maximumTextBytes = 256u << 20;

    explicit Session(TokenizerCatalog catalog, QObject* parent = nullptr);
    ~Session() override;

    // What there is.
    const TextBuffer& text() const { return buffer; }
    /// The text as it is now, for workers; all who ask between two edits share one copy.
    std::shared_ptr<const std::string> snapshot() const;
    /// nullptr while the text has no tokens yet (a long text on its way through the worker).
    const TokenIndex* tokens() const { return index ? &*index : nullptr; }
    /// The tokenizer that tokens() were made with.
    const TextTokenizer& tokenizer() const { return *current; }
    const QString& tokenizerName() const { return currentName; }
    const TokenizerCatalog& catalog() const { return known; }
    /// nullopt while they are being counted again.
    std::optional<TextCounts> counts() const;
    const TextSource& source() const { return origin; }
    Coloring coloring() const { return colors; }
    std::size_t contextWindow() const { return window; }
    /// Tokens of the text under every tokenizer, counted on a worker after each change.
    const TokenizerCounts& tokenizerCounts() const { return comparison; }
    const std::optional<TextWork>& work() const { return working; }
    std::optional<std::size_t> pinnedToken() const { return pinned; }
    QUndoStack& undoStack() { return undo; }

    // What the person does.
    /// One step of undo; `mergeable` steps of the same kind next to each other become one (typing).
    void replace(Span removed, const QByteArray& inserted, const QString& name, int mergeId = -1);
    /// The whole text, with where it came from; one step of undo.
    void replaceAll(const QByteArray& text, const TextSource& source, const QString& name);
    /// At start: no step of undo, no journal entry. `modified`: not what its file holds.
    void restore(const QByteArray& text, const TextSource& source, bool modified);
    /// Loads it first; emits `failed` and keeps the old one when that cannot be done.
    void chooseTokenizer(const QString& nameOrFile);
    void setColoring(Coloring coloring);
    void setContextWindow(std::size_t tokens);
    /// Token number, or nullopt to unpin.
    void pin(std::optional<std::size_t> token);
    void markSaved(const TextSource& source);
    /// Stops tokenizing; the text stays, without tokens, until resumeWork().
    void cancelWork();
    void resumeWork();
    bool isWorkCancelled() const { return workCancelled; }

    /// For the undo command only.
    void applyReplace(Span removed, const QByteArray& inserted, const std::optional<TextSource>& source);

signals:
    /// `removed` of the old text became `inserted` (also when the whole text was replaced).
    void textReplaced(tokenarium::Span removed, const QByteArray& inserted);
    void tokensChanged();
    void countsChanged();
    void sourceChanged();
    void tokenizerChanged();
    void coloringChanged();
    void contextWindowChanged();
    void comparisonChanged();
    void workChanged();
    void pinnedChanged();
    /// What, where, what to do: a sentence for the bar in the room.
    void failed(const QString& message);

private:
    void updateTokens(Span removed, std::size_t inserted);
    void updateStatistics(Span removed, std::size_t inserted);
    void rebuildTokens();
    void rebuildStatistics();
    void startTokenJob();
    void tokensArrived(std::optional<TokenIndex> result);
    void giveUpWork();
    void noteSnapshotEdit(Span removed, std::size_t inserted);
    void compareTokenizers();
    void scheduleComparison();
    void useWantedTokenizer();

    TokenizerCatalog known;
    /// Opened once, for opening looks at all of a vocabulary. Only the comparison's worker uses it.
    std::shared_ptr<OpenedTokenizers> compared = std::make_shared<OpenedTokenizers>();
    TextBuffer buffer;
    mutable std::weak_ptr<const std::string> copyOfText; ///< of the text as it is now, while somebody uses it
    TextSource origin;
    std::shared_ptr<const TextTokenizer> current;
    QString currentName;
    std::shared_ptr<const TextTokenizer>
        wanted; ///< being built on the worker; becomes `current` with its tokens
    QString wantedName;
    std::optional<TokenIndex> index;
    std::optional<TextStatistics> statistics; ///< nullopt while a worker counts a long text
    Coloring colors = Coloring::Alternating;
    std::size_t window = 128'000;
    TokenizerCounts comparison;
    std::optional<TextWork> working;
    std::optional<std::size_t> pinned;
    bool workCancelled = false;

    /// All edits since the worker's snapshot as one: snapshot bytes [begin, oldEnd) are now [begin, newEnd).
    struct Drift {
        std::size_t begin = 0, oldEnd = 0, newEnd = 0;
    };
    std::optional<Drift> drift;

    QUndoStack undo;
    QTimer comparisonTimer, statisticsTimer;
    Job tokenJob, statisticsJob, comparisonJob;
};

} // namespace tokenarium
