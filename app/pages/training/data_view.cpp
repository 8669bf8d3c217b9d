// SPDX-License-Identifier: GPL-3.0-or-later
// The steps are computed on a worker whenever the texts or a slider change; the chosen one is told in full.
#include "app/pages/training/data_view.h"

#include "app/training/training_words.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

namespace {

constexpr std::size_t mostExamples = 60, mostDocuments = 3000;
enum Stage : std::size_t { Raw, Unique, Filtered, Balanced, Learned, Ids, Batches };

struct Work {
    std::shared_ptr<const PreparedData> data;
    std::vector<std::string> raw;
};

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

QString line(const QString& html) { return QStringLiteral("<p style='margin:0 0 6px 0'>%1</p>").arg(html); }

QString escaped(const std::string& text) {
    constexpr qsizetype longest = 240;
    QString shown = QString::fromStdString(text);
    if (shown.size() > longest) shown = shown.left(longest) + QStringLiteral(" …");
    return shown.toHtmlEscaped();
}

} // namespace

DataView::DataView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this))
    , detail(new QLabel(this))
    , source(new QComboBox(this))
    , sliderPanel(new QWidget(this))
    , details(new QTextBrowser(this)) {
    sentence->setWordWrap(true);
    detail->setWordWrap(true);
    detail->setObjectName(QStringLiteral("dataDetail"));
    source->setObjectName(QStringLiteral("dataSource"));
    details->setObjectName(QStringLiteral("dataDetails"));
    details->setOpenLinks(false);
    sliderPanel->setLayout(new QGridLayout);
    sliderPanel->layout()->setContentsMargins(0, 0, 0, 0);
    auto* chain = new QHBoxLayout;
    chain->setSpacing(2);
    for (std::size_t i = 0; i < stepCount; ++i) {
        arrows[i] = new QLabel(QStringLiteral("→"), this);
        if (i > 0) chain->addWidget(arrows[i]);
        arrows[i]->setVisible(i > 0);
        steps[i] = new QToolButton(this);
        steps[i]->setObjectName(QStringLiteral("dataStep%1").arg(i));
        steps[i]->setCheckable(true);
        steps[i]->setAutoExclusive(true);
        steps[i]->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        chain->addWidget(steps[i], 1);
        connect(steps[i], &QToolButton::clicked, this, &DataView::showDetails);
    }
    steps[Filtered]->setChecked(true);
    auto* top = new QHBoxLayout;
    top->addWidget(sentence, 1);
    top->addWidget(source);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(8);
    rows->addLayout(top);
    rows->addLayout(chain);
    rows->addWidget(detail);
    rows->addWidget(sliderPanel);
    rows->addWidget(details, 1);
    const auto again = [this] {
        stale = true;
        prepare();
    };
    connect(source, &QComboBox::activated, this, [this, again] {
        settings.weights.clear();
        again();
    });
    connect(&session, &TrainingSession::setupChanged, this, again);
    retranslate();
}

void DataView::prepare() {
    if (!isVisible() || !stale) return;
    stale = false;
    const bool sample = source->currentIndex() == 0;
    const TrainingSetup setup = session.setup();
    PreparationSettings wanted = settings;
    if (!sample) {
        wanted.bytePairs = setup.bytePairs;
        wanted.vocabularySize = setup.vocabularySize;
        wanted.context = setup.context;
        wanted.batchTokens = batchTokensOf(setup);
    }
    settings = wanted;
    job.start(
        [sample, setup, wanted](std::stop_token stop, const Job::Progress&) {
            std::vector<RawDocument> raw;
            if (sample) {
                QFile file(QStringLiteral(":/samples/messy.txt"));
                const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
                raw = rawDocuments({text.constData(), std::size_t(text.size())}, "text");
            } else {
                raw = documentsOf(createSourceTexts(setup));
            }
            Work work;
            for (std::size_t i = 0; i < std::min(raw.size(), mostExamples); ++i)
                work.raw.push_back(raw[i].text);
            work.data =
                std::make_shared<const PreparedData>(createPreparedData(std::move(raw), wanted, stop));
            return work;
        },
        [this](Work work) {
            prepared = std::move(work.data);
            rawExamples = std::move(work.raw);
            showSliders();
            showSteps();
        },
        [this](const QString& message) { emit failed(message); });
}

/// A slider for each domain that is there after the filters: 0 to 300 %.
void DataView::showSliders() {
    const auto& domains = prepared->filtered.byDomain;
    const bool same = sliders.size() == domains.size() &&
                      std::equal(sliders.begin(), sliders.end(), domains.begin(),
                                 [](const auto& a, const auto& b) { return a.first == b.first; });
    if (!same) {
        for (auto& [name, pair] : sliders) {
            delete pair.first;
            delete pair.second;
        }
        sliders.clear();
        auto* grid = static_cast<QGridLayout*>(sliderPanel->layout());
        int row = 0;
        for (const auto& [name, count] : domains) {
            auto* slider = new QSlider(Qt::Horizontal, this);
            auto* label = new QLabel(this);
            slider->setObjectName(QStringLiteral("dataWeight-") + QString::fromStdString(name));
            slider->setAccessibleName(QString::fromStdString(name));
            slider->setRange(0, 12);
            slider->setValue(4);
            grid->addWidget(label, row, 0);
            grid->addWidget(slider, row++, 1);
            sliders[name] = {slider, label};
            connect(slider, &QSlider::valueChanged, this, [this, name = name](int quarters) {
                settings.weights[name] = quarters / 4.0;
                stale = true;
                prepare();
            });
        }
    }
    for (const auto& [name, pair] : sliders)
        pair.second->setText(
            tr("%1: × %2").arg(QString::fromStdString(name)).arg(pair.first->value() / 4.0, 0, 'g', 3));
}

void DataView::showSteps() {
    const auto documents = [](const QString& title, const PreparationStage& stage) {
        return title + QLatin1Char('\n') + tr("%1 documents").arg(grouped(stage.documents));
    };
    const QString titles[stepCount] = {tr("Raw text"), tr("Without duplicates"), tr("Filtered"),
                                       tr("Balanced"), tr("Vocabulary"),         tr("Ids"),
                                       tr("Batches")};
    for (std::size_t i = 0; i < stepCount; ++i) steps[i]->setText(titles[i] + QStringLiteral("\n…"));
    if (!prepared || !prepared->tokenizer) return;
    steps[Raw]->setText(documents(titles[Raw], prepared->raw));
    steps[Unique]->setText(documents(titles[Unique], prepared->unique));
    steps[Filtered]->setText(documents(titles[Filtered], prepared->filtered));
    steps[Balanced]->setText(documents(titles[Balanced], prepared->balanced));
    steps[Learned]->setText(titles[Learned] + QLatin1Char('\n') +
                            tr("%1 tokens").arg(grouped(prepared->tokenizer->vocabulary().size())));
    steps[Ids]->setText(titles[Ids] + QLatin1Char('\n') + tr("%1 ids").arg(grouped(prepared->ids.size())));
    steps[Batches]->setText(
        titles[Batches] + QLatin1Char('\n') +
        tr("%1 of %2 windows").arg(grouped(prepared->batches), grouped(prepared->windows)));
    showDetails();
}

void DataView::showDetails() {
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < stepCount; ++i)
        if (steps[i]->isChecked()) chosen = i;
    sliderPanel->setVisible(chosen == Balanced);
    if (!prepared || !prepared->tokenizer) return;
    const auto dropped = [](const PreparationStage& stage) { return grouped(stage.dropped.size()); };
    QString html;
    switch (chosen) {
    case Raw:
        detail->setText(tr("Text as it is found: %1 characters.").arg(grouped(prepared->raw.characters)));
        html = examplesHtml(rawExamples);
        break;
    case Unique:
        detail->setText(
            tr("The same text twice would be learned by heart: %1 documents were dropped. Capitals, spaces "
               "and punctuation do not make a difference.")
                .arg(dropped(prepared->unique)));
        html = droppedHtml(prepared->unique);
        break;
    case Filtered:
        detail->setText(
            tr("What is too short or mostly signs was dropped; mail addresses, phone numbers and identity "
               "card numbers with a right check digit were replaced: %1 places.")
                .arg(dropped(prepared->filtered)));
        html = droppedHtml(prepared->filtered);
        break;
    case Balanced:
        detail->setText(tr("How often each kind of text is read: %1 documents were left out. Move a slider.")
                            .arg(dropped(prepared->balanced)));
        html = droppedHtml(prepared->balanced);
        break;
    case Learned:
        detail->setText(
            tr("The pieces that stand together most often became tokens, learned from these documents."));
        html = vocabularyHtml();
        break;
    case Ids:
        detail->setText(tr("Every document as numbers; a mark stands at its end."));
        html = idsHtml();
        break;
    case Batches:
        detail->setText(
            tr("The row of ids is cut into windows of %1; %2 of them are one batch, and one batch is one "
               "step of training.")
                .arg(settings.context)
                .arg(std::max<std::size_t>(settings.batchTokens / settings.context, 1)));
        html = batchesHtml();
        break;
    default: break;
    }
    details->setHtml(html);
}

QString DataView::examplesHtml(const std::vector<std::string>& texts) const {
    QString html;
    for (const std::string& text : texts) html += line(escaped(text));
    return html;
}

QString DataView::droppedHtml(const PreparationStage& stage) const {
    QString html;
    std::size_t shownCount = 0;
    for (const DroppedText& one : stage.dropped) {
        if (shownCount++ == mostExamples) break;
        QString why;
        switch (one.reason) {
        case DropReason::Duplicate: why = tr("the same as: %1").arg(escaped(one.other)); break;
        case DropReason::TooShort: why = tr("too short"); break;
        case DropReason::Strange: why = tr("mostly signs"); break;
        case DropReason::Masked: why = tr("replaced by %1").arg(escaped(one.other)); break;
        case DropReason::Weight: why = tr("left out for balance"); break;
        }
        html += line(QStringLiteral("<s>%1</s> <span style='color:%2'>%3</span>")
                         .arg(escaped(one.text), colors.accent().name(), why));
    }
    if (html.isEmpty()) html = line(tr("Nothing was dropped here."));
    return html;
}

QString DataView::vocabularyHtml() const {
    const auto& vocabulary = prepared->tokenizer->vocabulary();
    constexpr std::size_t bytes = 256, most = 400;
    QStringList words;
    for (std::size_t id = bytes; id < std::min(vocabulary.size(), bytes + most); ++id)
        words += QStringLiteral("%1&nbsp;<b>%2</b>")
                     .arg(id)
                     .arg(tokenLabel(*prepared->tokenizer, TokenId(id)).toHtmlEscaped());
    return line(tr("0 to 255: the bytes. Then:")) + line(words.join(QStringLiteral(" &nbsp; ")));
}

QString DataView::idsHtml() const {
    constexpr std::size_t most = 200;
    QStringList words;
    for (std::size_t i = 0; i < std::min(prepared->ids.size(), most); ++i)
        words += QStringLiteral("<b>%1</b>&nbsp;%2")
                     .arg(tokenLabel(*prepared->tokenizer, prepared->ids[i]).toHtmlEscaped())
                     .arg(prepared->ids[i]);
    return line(words.join(QStringLiteral(" · ")));
}

QString DataView::batchesHtml() const {
    QString html;
    for (std::size_t i = 0; i < std::min<std::size_t>(prepared->windows, 8); ++i) {
        const std::size_t begin = i * settings.context,
                          end = std::min(begin + settings.context, prepared->ids.size());
        const std::vector<TokenId> ids(prepared->ids.begin() + std::ptrdiff_t(begin),
                                       prepared->ids.begin() + std::ptrdiff_t(end));
        html +=
            line(QStringLiteral("<b>%1</b> %2").arg(i + 1).arg(escaped(prepared->tokenizer->decode(ids))));
    }
    return html;
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
        tr("Before a model sees a text, it goes through seven steps. Press a step to see what it drops."));
    const int shownSource = source->currentIndex();
    source->clear();
    source->addItems({tr("A small messy sample"), tr("The texts chosen under Train")});
    source->setCurrentIndex(std::max(shownSource, 0));
    source->setAccessibleName(tr("Texts"));
    details->setAccessibleName(tr("What this step does"));
    if (prepared) showSliders();
    showSteps();
}

} // namespace tokenarium
