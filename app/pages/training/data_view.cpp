// SPDX-License-Identifier: GPL-3.0-or-later
// The steps are computed on a worker whenever the texts or a slider change; the chosen one is told in full.
#include "app/pages/training/data_view.h"

#include "app/pages/training/data_details.h"
#include "app/pages/training/domain_sliders.h"
#include "widgets/style/number_text.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

namespace {

constexpr std::size_t mostDocuments = 3000;
enum Stage : std::size_t { Raw, Unique, Filtered, Balanced, Learned, Ids, Batches };

/// In the group of buttons: a step, or the arrow that leads to it.
int idOfStep(std::size_t step) { return int(2 * step); }
int idOfArrow(std::size_t step) { return int(2 * step) - 1; }

std::vector<RawDocument> documentsOf(const std::vector<SourceText>& texts) {
    constexpr std::string_view separator = "\n<|endoftext|>\n";
    std::vector<RawDocument> documents;
    for (const SourceText& text : texts)
        for (std::size_t at = 0; at < text.text.size() && documents.size() < mostDocuments;) {
            const std::size_t end = std::min(text.text.find(separator, at), text.text.size());
            documents.push_back({text.text.substr(at, end - at), text.name});
            at = end + separator.size();
        }
    return documents;
}

/// A small text with everything in it that has to go.
std::vector<RawDocument> sampleDocuments() {
    QFile file(QStringLiteral(":/samples/messy.txt"));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return rawDocuments({text.constData(), std::size_t(text.size())}, "text");
}

} // namespace

DataView::DataView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this))
    , detail(new QLabel(this))
    , source(new QComboBox(this))
    , chain(new QButtonGroup(this))
    , sliders(new DomainSliders(this))
    , details(new QTextBrowser(this)) {
    sentence->setWordWrap(true);
    detail->setWordWrap(true);
    detail->setObjectName(QStringLiteral("dataDetail"));
    source->setObjectName(QStringLiteral("dataSource"));
    details->setObjectName(QStringLiteral("dataDetails"));
    details->setOpenLinks(false);
    auto* top = new QHBoxLayout;
    top->addWidget(sentence, 1);
    top->addWidget(source);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(8);
    rows->addLayout(top);
    rows->addLayout(createChain());
    rows->addWidget(detail);
    rows->addWidget(sliders);
    rows->addWidget(details, 1);
    const auto again = [this] {
        stale = true;
        prepare();
    };
    connect(source, &QComboBox::activated, this, [this, again] {
        sliders->reset();
        again();
    });
    connect(sliders, &DomainSliders::changed, this, again);
    connect(&session, &TrainingSession::setupChanged, this, again);
    retranslate();
}

QLayout* DataView::createChain() {
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    const auto add = [&](const QString& name, int id, int stretch) {
        auto* button = new QToolButton(this);
        button->setObjectName(name);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus); // after a click the arrow keys go on from there
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        chain->addButton(button, id);
        row->addWidget(button, stretch);
        return button;
    };
    for (std::size_t i = 0; i < stepCount; ++i) {
        if (i > 0) arrows[i] = add(QStringLiteral("dataArrow%1").arg(i), idOfArrow(i), 0);
        steps[i] = add(QStringLiteral("dataStep%1").arg(i), idOfStep(i), 1);
    }
    for (std::size_t i = 1; i < stepCount; ++i) arrows[i]->setAutoRaise(true);
    arrows[Filtered]->setChecked(true);
    connect(chain, &QButtonGroup::idClicked, this, &DataView::showDetails);
    return row;
}

void DataView::prepare() {
    if (!isVisible() || !stale) return;
    stale = false;
    const bool sample = source->currentIndex() == 0;
    const TrainingSetup setup = session.setup();
    settings = {};
    settings.weights = sliders->weights();
    if (!sample) {
        settings.bytePairs = setup.bytePairs;
        settings.vocabularySize = setup.vocabularySize;
        settings.context = setup.context;
        settings.batchTokens = batchTokensOf(setup);
    }
    job.start(
        [sample, setup, wanted = settings](std::stop_token stop, const Job::Progress&) {
            std::vector<RawDocument> raw = sample ? sampleDocuments() : documentsOf(createSourceTexts(setup));
            return std::make_shared<const PreparedData>(createPreparedData(std::move(raw), wanted, stop));
        },
        [this](std::shared_ptr<const PreparedData> made) {
            prepared = std::move(made);
            std::vector<std::string> domains;
            for (const auto& [name, count] : prepared->filtered.byDomain) domains.push_back(name);
            sliders->setDomains(domains);
            showChain();
        },
        [this](const QString& message) { emit failed(message); });
}

void DataView::showChain() {
    const QString titles[stepCount] = {tr("Raw text"), tr("Without duplicates"), tr("Filtered"),
                                       tr("Balanced"), tr("Vocabulary"),         tr("Ids"),
                                       tr("Batches")};
    const auto say = [&](std::size_t step, const QString& amount) {
        steps[step]->setText(titles[step] + QLatin1Char('\n') + amount);
        steps[step]->setAccessibleName(titles[step] + QStringLiteral(": ") + amount);
    };
    for (std::size_t i = 0; i < stepCount; ++i) say(i, QStringLiteral("…"));
    if (!prepared || !prepared->tokenizer) return;
    const auto documents = [&](std::size_t step, const PreparationStage& stage) {
        say(step, tr("%1 documents").arg(grouped(stage.documents)));
    };
    documents(Raw, prepared->raw);
    documents(Unique, prepared->unique);
    documents(Filtered, prepared->filtered);
    documents(Balanced, prepared->balanced);
    say(Learned, tr("%1 tokens").arg(grouped(prepared->tokenizer->vocabulary().size())));
    say(Ids, tr("%1 ids").arg(grouped(prepared->ids.size())));
    say(Batches, tr("%1 of %2 windows").arg(grouped(prepared->batches), grouped(prepared->windows)));
    showArrows();
    showDetails();
}

/// "→ −3": so many documents are gone, and where texts are read more often so many came anew.
void DataView::showArrows() {
    const PreparationStage none;
    const PreparationStage* const stages[stepCount] = {
        nullptr, &prepared->unique, &prepared->filtered, &prepared->balanced, &none, &none, &none};
    for (std::size_t i = 1; i < stepCount; ++i) {
        const std::size_t gone = droppedDocuments(*stages[i]);
        QString amount = gone > 0 ? QStringLiteral("−%1").arg(grouped(gone)) : QStringLiteral("0");
        if (i == Balanced && prepared->balanced.documents + gone > prepared->filtered.documents)
            amount += QStringLiteral(" +%1").arg(
                grouped(prepared->balanced.documents + gone - prepared->filtered.documents));
        arrows[i]->setText(QStringLiteral("→\n") + amount);
        arrows[i]->setToolTip(tr("What was dropped on the way: %1 documents").arg(grouped(gone)));
        arrows[i]->setAccessibleName(steps[i]->text().section(QLatin1Char('\n'), 0, 0) +
                                     QStringLiteral(": ") + arrows[i]->toolTip());
    }
}

void DataView::showDetails() {
    const int chosen = chain->checkedId();
    const std::size_t step = std::size_t(chosen + 1) / 2;
    sliders->setVisible(step == Balanced);
    if (!prepared || !prepared->tokenizer) return;
    if (chosen % 2 == 0)
        showStep(step);
    else
        showArrow(step);
}

/// What is there after a step.
void DataView::showStep(std::size_t step) {
    const auto show = [this](const QString& sentenceOfIt, const QString& html) {
        detail->setText(sentenceOfIt);
        details->setHtml(html);
    };
    const PreparationStage* const stages[] = {&prepared->raw, &prepared->unique, &prepared->filtered,
                                              &prepared->balanced};
    switch (step) {
    case Raw:
        return show(tr("Text as it is found: %1 characters.").arg(grouped(prepared->raw.characters)),
                    documentsHtml(prepared->raw.examples));
    case Learned:
        return show(
            tr("The pieces that stand together most often became tokens, learned from these documents."),
            vocabularyHtml(*prepared));
    case Ids: return show(tr("Every document as numbers; a mark stands at its end."), idsHtml(*prepared));
    case Batches:
        return show(
            tr("The row of ids is cut into windows of %1; %2 of them are one batch, and one batch is one "
               "step of training.")
                .arg(settings.context)
                .arg(std::max<std::size_t>(settings.batchTokens / settings.context, 1)),
            windowsHtml(*prepared, settings.context));
    default:
        show(tr("What is left: %1 documents, %2 characters. Press the arrow before it to see what was "
                "dropped.")
                 .arg(grouped(stages[step]->documents), grouped(stages[step]->characters)),
             documentsHtml(stages[step]->examples));
    }
}

/// What was dropped on the way to a step.
void DataView::showArrow(std::size_t step) {
    const auto show = [this](const QString& sentenceOfIt, const PreparationStage& stage) {
        detail->setText(sentenceOfIt);
        details->setHtml(droppedHtml(stage, colors));
    };
    const PreparationStage none;
    switch (step) {
    case Unique:
        return show(
            tr("The same text twice would be learned by heart: %1 documents were dropped. Capitals, spaces "
               "and punctuation do not make a difference.")
                .arg(grouped(droppedDocuments(prepared->unique))),
            prepared->unique);
    case Filtered: {
        const QString masks = masksText(prepared->filtered);
        return show(
            tr("%1 documents were too short or mostly signs. Mail addresses, phone numbers and identity "
               "card numbers with a right check digit were replaced: %2.")
                .arg(grouped(droppedDocuments(prepared->filtered)), masks.isEmpty() ? tr("none") : masks),
            prepared->filtered);
    }
    case Balanced:
        return show(tr("How often each kind of text is read: %1 documents were left out. Move a slider.")
                        .arg(grouped(droppedDocuments(prepared->balanced))),
                    prepared->balanced);
    case Learned:
        return show(
            tr("Learning a vocabulary drops nothing: every byte stays a token of its own, so that any "
               "text can be written."),
            none);
    case Ids:
        return show(tr("Nothing is dropped: %1 characters became %2 ids, %3 characters for one id.")
                        .arg(grouped(prepared->balanced.characters), grouped(prepared->ids.size()),
                             ratio(double(prepared->balanced.characters) /
                                   double(std::max<std::size_t>(prepared->ids.size(), 1)))),
                    none);
    default:
        show(tr("Nothing is dropped: the last window is shorter, of %1 ids.")
                 .arg(grouped(prepared->ids.size() - (prepared->windows - 1) * settings.context)),
             none);
    }
}

void DataView::setColors(const TokenColors& wanted) {
    colors = wanted;
    showDetails();
}

void DataView::showEvent(QShowEvent* event) {
    TrainingView::showEvent(event);
    prepare();
}

void DataView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    TrainingView::changeEvent(event);
}

void DataView::retranslate() {
    sentence->setText(
        tr("Before a model sees a text, it goes through seven steps. Press a step to see what is there, an "
           "arrow to see what was dropped on the way."));
    const int shownSource = source->currentIndex();
    source->clear();
    source->addItems({tr("A small messy sample"), tr("The texts chosen under Train")});
    source->setCurrentIndex(std::max(shownSource, 0));
    source->setAccessibleName(tr("Texts"));
    details->setAccessibleName(tr("What this step does"));
    sliders->retranslate();
    showChain();
}

} // namespace tokenarium
