// SPDX-License-Identifier: GPL-3.0-or-later
// Finding the word is done at once; the two runs come from a worker.
#include "app/pages/model/inside/meanings_section.h"

#include "app/pages/model/inside/section_parts.h"
#include "app/pages/model/inside/word_presets.h"
#include "widgets/charts/layer_chart.h"
#include "widgets/model/token_row.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace tokenarium {

MeaningsSection::MeaningsSection(ModelSession& modelSession, QWidget* parent)
    : RefreshedView(modelSession, parent) {
    sentence = plainLabel(this, "meaningsSentence");
    finding = findingLabel(this, "meaningsFinding");
    presetBox = new QComboBox(this);
    presetBox->setObjectName(QStringLiteral("meaningsPreset"));
    const auto edit = [this](const char* objectName) {
        auto* made = new QLineEdit(this);
        made->setObjectName(QLatin1String(objectName));
        connect(made, &QLineEdit::textEdited, this, &RefreshedView::refreshSoon);
        return made;
    };
    wordEdit = edit("meaningsWord");
    firstEdit = edit("meaningsFirst");
    secondEdit = edit("meaningsSecond");
    firstRow = new TokenRow(this);
    firstRow->setObjectName(QStringLiteral("meaningsFirstTokens"));
    secondRow = new TokenRow(this);
    secondRow->setObjectName(QStringLiteral("meaningsSecondTokens"));
    for (TokenRow* row : {firstRow, secondRow}) { // short, and the lit token is always in view
        row->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        row->setFixedHeight(row->sizeHint().height() - row->horizontalScrollBar()->sizeHint().height());
    }
    chart = new LayerChart(this);
    chart->setObjectName(QStringLiteral("meaningsChart"));
    auto* fields = new QGridLayout;
    fields->setVerticalSpacing(2);
    fields->addWidget(presetBox, 0, 0);
    fields->addWidget(wordEdit, 1, 0);
    fields->addWidget(firstEdit, 0, 1);
    fields->addWidget(secondEdit, 1, 1);
    fields->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(sentence);
    column->addLayout(fields);
    column->addWidget(finding);
    column->addWidget(firstRow);
    column->addWidget(secondRow);
    column->addWidget(chart, 1);
    connect(presetBox, &QComboBox::activated, this, [this] {
        usePreset();
        refreshSoon();
    });
    connect(&session, &ModelSession::modelChanged, this, &RefreshedView::refreshSoon);
}

void MeaningsSection::setColors(const TokenColors& colors) {
    firstRow->setColors(colors);
    secondRow->setColors(colors);
    chart->setColors(colors);
}

/// Another model has other words that are one token: its presets are others.
void MeaningsSection::fillPresets() {
    if (presetsOf == session.model()) return;
    presetsOf = session.model();
    presetBox->clear();
    for (const MeaningPreset& preset : meaningPresets(*presetsOf))
        presetBox->addItem(preset.word, QStringList{preset.word, preset.first, preset.second});
    usePreset();
}

void MeaningsSection::usePreset() {
    const QStringList preset = presetBox->currentData().toStringList();
    wordEdit->setText(preset.value(0));
    firstEdit->setText(preset.value(1));
    secondEdit->setText(preset.value(2));
}

void MeaningsSection::refresh() {
    sentence->setText(
        tr("One can read that a word with two meanings gets two token numbers. It does not: the id is the "
           "same in every sentence, and so is its embedding. The vector made of it is not: what the "
           "layers add depends on the other tokens."));
    presetBox->setAccessibleName(tr("Examples"));
    wordEdit->setAccessibleName(tr("The word"));
    wordEdit->setPlaceholderText(tr("the word"));
    firstEdit->setAccessibleName(tr("First sentence"));
    secondEdit->setAccessibleName(tr("Second sentence"));
    firstRow->setAccessibleName(tr("Tokens of the first sentence"));
    secondRow->setAccessibleName(tr("Tokens of the second sentence"));
    const auto model = session.model();
    if (!model) return;
    fillPresets();
    const TwoSentences both =
        findSharedToken(*model, firstEdit->text().toStdString(), secondEdit->text().toStdString(),
                        wordEdit->text().toStdString());
    showSentence(firstRow, both.first, both.shared.has_value());
    showSentence(secondRow, both.second, both.shared.has_value());
    if (!both.shared) {
        job.cancel();
        chart->setData({});
        return finding->setText(tr("No token of ‘%1’ is in both sentences.").arg(wordEdit->text()));
    }
    using Parting = std::optional<PartingMeanings>;
    job.start(
        [model, both](std::stop_token stop, const Job::Progress&) { return partMeanings(model, both, stop); },
        [this, both](const Parting& parting) {
            if (parting) show(both, *parting);
        },
        [this](const QString& message) { emit failed(message); });
}

void MeaningsSection::showSentence(TokenRow* row, const SentenceTokens& tokens, bool isShared) {
    std::vector<TokenChip> chips;
    for (std::size_t i = 0; i < tokens.ids.size(); ++i) {
        TokenChip chip;
        chip.label = session.tokenLabel(tokens.ids[i]);
        chip.tint = std::uint8_t(i % 6);
        chip.isMark = i < tokens.opening;
        chip.tip = tr("Token %1 · id %2").arg(i + 1).arg(tokens.ids[i]);
        chips.push_back(std::move(chip));
    }
    row->setChips(std::move(chips));
    row->setLit(isShared ? std::optional(tokens.place) : std::nullopt);
}

void MeaningsSection::show(const TwoSentences& sentences, const PartingMeanings& parting) {
    const auto number = [](double value) { return QLocale().toString(value, 'f', 2); };
    const QString label = session.tokenLabel(sentences.shared->id);
    const std::size_t layers = parting.distances.size() - 1;
    QString said =
        sentences.shared->isWholeWord
            ? tr("‘%1’ is one token, id %2, in both sentences.")
            : tr("The word is several tokens here; the first that both sentences share is ‘%1’, id %2.");
    said = said.arg(label).arg(sentences.shared->id);
    said += QLatin1Char(' ') + tr("Its two vectors: distance %1 at the embedding, %2 after layer %3.")
                                   .arg(number(parting.distances.front()), number(parting.distances.back()))
                                   .arg(layers);
    finding->setText(said);
    LayerChartData picture;
    picture.layersTitle = tr("after layer (0: the embedding)");
    picture.valuesTitle = tr("cosine distance");
    picture.layers = layers;
    picture.decimals = 3;
    if (!parting.yardstick.empty())
        picture.curves.push_back(
            {tr("to other tokens, mean"), parting.yardstick, 0, LayerCurve::Kind::Yardstick});
    picture.curves.push_back({tr("‘%1’ in both").arg(label), parting.distances, 0, LayerCurve::Kind::Main});
    chart->setData(std::move(picture));
}

} // namespace tokenarium
