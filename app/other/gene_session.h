// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the gene view: the text of the sequence, how it is cut, and which token is looked at.
#pragma once

#include "app/job.h"
#include "app/other/gene_analysis.h"
#include "engine/prompt/prompt.h"
#include "engine/text/tokenizer_catalog.h"
#include "engine/view/gene_pieces.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace tokenarium {

struct GeneText {
    enum class Origin : std::uint8_t { Sample, Generated, File, Typed };
    Origin origin = Origin::Sample;
    QString title;                           ///< id of a sample, name of a file
    std::shared_ptr<const std::string> text; ///< FASTA as written
    bool operator==(const GeneText&) const = default;
};

/// Everything that a person chooses here; each change is one step of undo.
struct GeneChoices {
    std::size_t sequence = 0; ///< of a file with several
    GeneWay way = GeneWay::Separate3;
    std::size_t merges = 64; ///< wanted
    std::size_t frame = 0;
    GeneColoring coloring = GeneColoring::AminoAcid;
    bool operator==(const GeneChoices&) const = default;
};

/// GUI thread only; reading, cutting and learning run on workers and stale results are dropped. `changes`
/// outlives it.
class GeneSession : public QObject {
    Q_OBJECT
public:
    GeneSession(const TokenizerCatalog& catalog, QUndoStack& changes, QObject* parent = nullptr);
    ~GeneSession() override;

    /// Begins to compute; nothing is computed before somebody looks.
    void begin();
    const GeneText& text() const { return state.text; }
    const GeneChoices& choices() const { return state.choices; }
    void openFile(const QString& path);
    /// A whole file that is in memory; `name` is the file's.
    void openText(const std::shared_ptr<const std::string>& text, const QString& name);
    void openSample(const QString& id);
    static QStringList sampleIds(); ///< "insulin", "unclear", "generated"
    /// As typed or pasted; neighbouring ones with `isTyping` become one step of undo.
    void setText(const QString& text, bool isTyping);
    void choose(const GeneChoices& wanted, const QString& name, int part);

    /// Of the last text that could be read; null before the first.
    const std::shared_ptr<const GeneAnalysis>& analysis() const { return found; }
    /// Null while it is being learnt, or where that was cancelled.
    const std::shared_ptr<const GenePairs>& pairs() const { return learnt; }
    /// Of the chosen way; without tokens where there are none yet.
    const GeneCut& cut(GeneWay way) const;
    GenePieces pieces() const;
    bool isBusy() const { return openJob.isBusy() || analyseJob.isBusy() || pairsJob.isBusy(); }
    bool isLearning() const { return pairsJob.isBusy(); }
    void learnPairs();
    void cancelPairs();
    /// Why GPT-4o's tokenizer is not there; empty where it is.
    const QString& missing() const { return missingTokenizer; }

    std::optional<std::size_t> litToken() const;
    void hoverToken(std::optional<std::size_t> token);
    void pinToken(std::size_t token);
    /// What becomes part of a prompt, and whether the prompt counts it in the chosen way.
    struct Offer {
        PromptPart part;
        bool sameCount = true;
    };
    Offer offer() const;

signals:
    void textChanged();
    void choicesChanged();
    void analysisChanged(); ///< analysis(), pairs()
    void pairsProgressed(std::size_t merges);
    void litChanged();
    void said(const QString& message); ///< for the bar of the room; empty: it is well again

private:
    struct State {
        GeneText text;
        GeneChoices choices;
        bool operator==(const State&) const = default;
    };
    void change(State wanted, const QString& name, int part);
    void apply(const State& wanted);
    void analyse();
    void open(const QString& name, std::function<std::shared_ptr<const std::string>()> read);
    void take(const std::shared_ptr<const GeneAnalysis>& analysis);

    QUndoStack& changes;
    std::shared_ptr<const TextTokenizer> gpt4o;
    QString missingTokenizer;
    State state;
    bool begun = false;
    std::shared_ptr<const GeneAnalysis> found;
    std::shared_ptr<const GenePairs> learnt;
    std::optional<std::size_t> hovered;
    std::size_t pinned = 0;
    Job openJob, analyseJob, pairsJob;
};

} // namespace tokenarium
