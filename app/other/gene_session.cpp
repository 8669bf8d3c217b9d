// SPDX-License-Identifier: GPL-3.0-or-later
// The text and the choices are one value with one history; what is computed follows it.
#include "app/other/gene_session.h"

#include "app/change_value.h"
#include "app/other/text_bytes.h"
#include "engine/gene/generated_genes.h"
#include "engine/view/part_summary.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t generatedBases = 20'000;
constexpr std::size_t lineLength = 60; // as FASTA is written
constexpr int typingPart = 100;        // of undo; those of the choices are smaller

std::string fastaOf(const std::string& title, const std::string& bases) {
    std::string text = ">" + title + "\n";
    for (std::size_t at = 0; at < bases.size(); at += lineLength) text += bases.substr(at, lineLength) + "\n";
    return text;
}

GeneText sampleText(const QString& id) {
    if (id == QLatin1String("generated"))
        return {GeneText::Origin::Generated, id,
                std::make_shared<const std::string>(fastaOf("generated", generatedGenes(generatedBases)))};
    QFile file(QStringLiteral(":/samples/genes/%1.fasta").arg(id));
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return {GeneText::Origin::Sample, id, std::make_shared<const std::string>(bytes.toStdString())};
}

} // namespace

GeneSession::GeneSession(const TokenizerCatalog& catalog, QUndoStack& changesOfRoom, QObject* parent)
    : QObject(parent)
    , changes(changesOfRoom) {
    try {
        gpt4o = catalog.load("o200k_base");
    } catch (const std::exception& error) {
        missingTokenizer = QString::fromUtf8(error.what());
    }
    state.text = sampleText(QStringLiteral("insulin"));
    connect(&pairsJob, &Job::progressed, this, &GeneSession::pairsProgressed);
}

GeneSession::~GeneSession() {
    openJob.cancel();
    analyseJob.cancel();
    pairsJob.cancel();
}

QStringList GeneSession::sampleIds() {
    return {QStringLiteral("insulin"), QStringLiteral("unclear"), QStringLiteral("generated")};
}

void GeneSession::begin() {
    if (begun) return;
    begun = true;
    analyse();
}

void GeneSession::openFile(const QString& path) {
    open(QFileInfo(path).fileName(), [path] { return readTextBytes(path); });
}

void GeneSession::openText(const std::shared_ptr<const std::string>& text, const QString& name) {
    open(name, [text] { return text; });
}

void GeneSession::open(const QString& name, std::function<std::shared_ptr<const std::string>()> read) {
    openJob.start(
        [name, read = std::move(read)](const std::stop_token&, const Job::Progress&) {
            auto text = read();
            loadFasta(*text, name.toStdString()); // what cannot be read is not opened
            return text;
        },
        [this, name](const std::shared_ptr<const std::string>& text) {
            State wanted{{GeneText::Origin::File, name, text}, state.choices};
            wanted.choices.sequence = 0;
            change(std::move(wanted), tr("Open %1").arg(name), -1);
        },
        [this](const QString& message) { emit said(message); });
}

void GeneSession::openSample(const QString& id) {
    openJob.cancel();
    State wanted{sampleText(id), state.choices};
    wanted.choices.sequence = 0;
    change(std::move(wanted), tr("Open a sample"), -1);
}

void GeneSession::setText(const QString& text, bool isTyping) {
    openJob.cancel();
    State wanted{{GeneText::Origin::Typed, tr("typed sequence"),
                  std::make_shared<const std::string>(text.toStdString())},
                 state.choices};
    change(std::move(wanted), isTyping ? tr("Typing") : tr("Paste"), isTyping ? typingPart : -1);
}

void GeneSession::choose(const GeneChoices& wanted, const QString& name, int part) {
    change({state.text, wanted}, name, part);
}

void GeneSession::change(State wanted, const QString& name, int part) {
    if (wanted == state) return;
    changes.push(new ChangeValue<State>([this](const State& value) { apply(value); }, state,
                                        std::move(wanted), name, part));
}

void GeneSession::apply(const State& wanted) {
    const State before = std::exchange(state, wanted);
    if (!(before.text == state.text)) emit textChanged();
    if (!begun) return;
    if (!(before.text == state.text) || before.choices.sequence != state.choices.sequence) return analyse();
    if (before.choices.way != state.choices.way) {
        hovered.reset();
        pinned = 0;
    }
    if (before.choices.merges != state.choices.merges) learnPairs();
    emit choicesChanged();
    emit litChanged();
}

void GeneSession::analyse() {
    const QString name = state.text.title;
    analyseJob.start(
        [text = state.text.text, name = name.toStdString(), sequence = state.choices.sequence,
         tokenizer = gpt4o](const std::stop_token& stop, const Job::Progress&) {
            return analyseGenes(*text, name, sequence, tokenizer.get(), stop);
        },
        [this](const std::shared_ptr<const GeneAnalysis>& analysis) { take(analysis); },
        [this](
            const QString& message) { // typed: what is shown stays that of the last text that could be read
            emit said(message);
            emit analysisChanged();
        });
    emit choicesChanged();
}

void GeneSession::take(const std::shared_ptr<const GeneAnalysis>& analysis) {
    if (!analysis) return;
    found = analysis;
    hovered.reset();
    pinned = 0;
    emit said({});
    learnPairs();
    emit analysisChanged();
    emit litChanged();
}

void GeneSession::learnPairs() {
    learnt.reset();
    if (!found) return;
    pairsJob.start([bases = found->bases, merges = state.choices.merges](
                       const std::stop_token& stop,
                       const Job::Progress& tell) { return learnGenePairs(*bases, merges, stop, tell); },
                   [this](const std::shared_ptr<const GenePairs>& pairs) {
                       learnt = pairs;
                       emit analysisChanged();
                       emit litChanged();
                   },
                   [this](const QString& message) { emit said(message); });
    emit analysisChanged();
}

void GeneSession::cancelPairs() {
    pairsJob.cancel();
    emit analysisChanged();
}

const GeneCut& GeneSession::cut(GeneWay way) const {
    static const GeneCut none;
    if (way == GeneWay::BytePairs) return learnt ? learnt->cut : none;
    return found ? found->cuts[std::size_t(way)] : none;
}

GenePieces GeneSession::pieces() const {
    GenePieces pieces;
    if (found) pieces.bases = found->bases;
    if (const GeneCut& chosen = cut(state.choices.way); chosen.isThere()) pieces.tokens = chosen.tokens;
    const auto form = geneForm(state.choices.way);
    if (form && form->scheme == GeneScheme::OverlappingKmers) pieces.lanes = form->k;
    pieces.frame = state.choices.frame;
    pieces.coloring = state.choices.coloring;
    return pieces;
}

std::optional<std::size_t> GeneSession::litToken() const {
    const GeneCut& chosen = cut(state.choices.way);
    if (!chosen.isThere() || chosen.tokens->empty()) return std::nullopt;
    return std::min(hovered.value_or(pinned), chosen.tokens->size() - 1);
}

void GeneSession::hoverToken(std::optional<std::size_t> token) {
    if (token == hovered) return;
    hovered = token;
    emit litChanged();
}

void GeneSession::pinToken(std::size_t token) {
    pinned = token;
    hovered.reset();
    emit litChanged();
}

GeneSession::Offer GeneSession::offer() const {
    Offer offer;
    offer.part.modality = Modality::Gene;
    offer.part.title = found && !found->file->sequences[found->sequence].title.empty()
                           ? found->file->sequences[found->sequence].title
                           : state.text.title.toStdString();
    offer.part.rule = defaultPartRule(Modality::Gene);
    const std::string bases = found ? found->file->sequences[found->sequence].bases : std::string();
    offer.part.content = std::make_shared<const std::string>(fastaOf(offer.part.title, bases));
    switch (state.choices.way) {
    case GeneWay::SingleBase: offer.part.rule = "hyenadna"; break;
    case GeneWay::Overlapping3: offer.part.rule = "dnabert-3"; break;
    case GeneWay::Overlapping6: offer.part.rule = "dnabert-6"; break;
    case GeneWay::Separate6: offer.part.rule = "nucleotide-transformer"; break;
    case GeneWay::Separate3:
    case GeneWay::BytePairs: offer.sameCount = false; break;
    case GeneWay::Gpt4o: // a text like any other
        offer.part.modality = Modality::Text;
        offer.part.rule = "o200k_base";
        offer.part.content = std::make_shared<const std::string>(bases);
        break;
    }
    return offer;
}

} // namespace tokenarium
