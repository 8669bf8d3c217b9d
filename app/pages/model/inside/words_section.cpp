// SPDX-License-Identifier: GPL-3.0-or-later
// All pairs as a heat map; the chosen cell is the pair whose rows are shown below.
#include "app/pages/model/inside/words_section.h"

#include "app/pages/model/inside/section_parts.h"
#include "app/pages/model/inside/word_presets.h"
#include "engine/view/residual_stream.h"
#include "widgets/model/heat_map.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::size_t mostWords = 24;

QString decimals(double value) { return QLocale().toString(value, 'f', 2); }

} // namespace

WordsSection::WordsSection(ModelSession& modelSession, QWidget* parent)
    : RefreshedView(modelSession, parent) {
    sentence = plainLabel(this);
    finding = findingLabel(this, "wordsFinding");
    pair = plainLabel(this, "wordsPair");
    presetBox = new QComboBox(this);
    presetBox->setObjectName(QStringLiteral("wordsPreset"));
    wordsEdit = new QLineEdit(this);
    wordsEdit->setObjectName(QStringLiteral("wordsEdit"));
    matrix = new HeatMap(this);
    matrix->setObjectName(QStringLiteral("wordsMatrix"));
    strips = new HeatMap(this);
    strips->setObjectName(QStringLiteral("wordsStrips"));
    strips->setFixedHeight(strips->fontMetrics().height() * 6);
    auto* controls = new QHBoxLayout;
    controls->addWidget(presetBox);
    controls->addWidget(wordsEdit, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(sentence);
    column->addLayout(controls);
    column->addWidget(finding);
    column->addWidget(matrix, 1);
    column->addWidget(pair);
    column->addWidget(strips);
    connect(presetBox, &QComboBox::activated, this, [this] {
        wordsEdit->setText(presetBox->currentData().toString());
        refreshSoon();
    });
    connect(wordsEdit, &QLineEdit::textEdited, this, &RefreshedView::refreshSoon);
    connect(&session, &ModelSession::modelChanged, this, [this] {
        wordsEdit->clear();
        refreshSoon();
    });
    connect(matrix, &HeatMap::cellChosen, this, &WordsSection::showPair);
}

void WordsSection::setColors(const TokenColors& colors) {
    matrix->setColors(colors);
    strips->setColors(colors);
}

void WordsSection::fillPresets() {
    const QString before = wordsEdit->text();
    presetBox->clear();
    for (const WordPreset& preset : wordPresets(*session.model()))
        presetBox->addItem(preset.name, preset.text);
    presetBox->setVisible(presetBox->count() > 1);
    if (before.isEmpty() && !wordsEdit->hasFocus())
        wordsEdit->setText(presetBox->count() > 0 ? presetBox->itemData(0).toString()
                                                  : QStringLiteral("em, el | an, bo"));
    presetBox->setCurrentIndex(presetBox->findData(wordsEdit->text()));
}

void WordsSection::refresh() {
    sentence->setText(
        tr("What words share in spelling is a shared row of the table; whether that makes them alike is "
           "what training made of the rows. Words of several tokens count as the mean of their rows; "
           "#12 is the token with id 12."));
    presetBox->setAccessibleName(tr("Examples"));
    wordsEdit->setAccessibleName(tr("Words; a bar | ends the first group"));
    matrix->setAccessibleName(tr("Cosine of every two words"));
    strips->setAccessibleName(tr("Embedding rows of the chosen two"));
    const auto model = session.model();
    if (!model) return;
    fillPresets();
    WordGroups groups = wordGroupsOf(wordsEdit->text());
    if (std::size_t(groups.words.size()) > mostWords)
        groups.words = groups.words.mid(0, qsizetype(mostWords));
    std::vector<std::string> wanted;
    for (const QString& word : std::as_const(groups.words)) wanted.push_back(word.toStdString());
    job.start([model, wanted](std::stop_token, const Job::Progress&) { return wordVectors(*model, wanted); },
              [this, group = groups.firstGroup](std::vector<WordVector> arrived) {
                  show(std::move(arrived), group);
              });
}

QString WordsSection::spelled(const WordVector& word) const {
    QStringList parts;
    for (const TokenId id : word.ids) parts += session.tokenLabel(id);
    return parts.join(QStringLiteral("·"));
}

void WordsSection::show(std::vector<WordVector> arrived, std::size_t group) {
    words = std::move(arrived);
    firstGroup = std::min(group, words.size());
    QStringList labels;
    for (const WordVector& word : words) labels += spelled(word);
    auto values = std::make_shared<std::vector<float>>(cosineMatrix(words));
    HeatMapData picture;
    picture.owner = values;
    picture.values = *values;
    picture.rows = picture.columns = words.size();
    picture.range = std::pair(
        std::min(0.0F, values->empty() ? 0 : *std::min_element(values->begin(), values->end())), 1.0F);
    picture.title = tr("cosine");
    picture.rowName = picture.columnName = tr("word");
    picture.rowLabel = picture.columnLabel = [labels](std::size_t i) { return labels.value(qsizetype(i)); };
    matrix->setData(std::move(picture));
    const GroupCosines means = groupCosines(words, firstGroup);
    const SharedPart part = sharedPart(words, firstGroup);
    QString said = tr("Cosine within the first group: %1 on average").arg(decimals(means.within));
    if (firstGroup < words.size()) said += tr("; to the others: %1").arg(decimals(means.across));
    said += part.any ? tr(". All of the first group contain ‘%1’ (id %2): that one shared row draws their "
                          "means together.")
                           .arg(session.tokenLabel(part.id))
                           .arg(part.id)
                     : tr(". No token is in all of the first group.");
    finding->setText(firstGroup > 1 ? said : tr("Two words or more, please."));
    if (!matrix->chosen() && words.size() > 1) matrix->choose(HeatMapCell{0, 1});
    showPair();
}

void WordsSection::showPair() {
    const auto cell = matrix->chosen();
    if (!cell || cell->row >= words.size() || cell->column >= words.size()) return;
    const WordVector &first = words[cell->row], &second = words[cell->column];
    if (first.vector.empty() || second.vector.empty()) return;
    auto values = std::make_shared<std::vector<float>>(first.vector);
    values->insert(values->end(), second.vector.begin(), second.vector.end());
    float most = 0;
    for (const float value : *values) most = std::max(most, std::abs(value));
    HeatMapData picture;
    picture.owner = values;
    picture.values = *values;
    picture.rows = 2;
    picture.columns = first.vector.size();
    picture.range = std::pair(-most, most);
    picture.rowName = tr("word");
    picture.columnName = tr("dimension");
    const QStringList labels{spelled(first), spelled(second)};
    picture.rowLabel = [labels](std::size_t row) { return labels.value(qsizetype(row)); };
    strips->setData(std::move(picture));
    const auto described = [this](const WordVector& word) {
        QStringList ids;
        for (const TokenId id : word.ids) ids += QString::number(id);
        return tr("‘%1’ (id %2)").arg(spelled(word), ids.join(QStringLiteral(", ")));
    };
    pair->setText(tr("%1 and %2: cosine %3, Euclidean distance %4 (computed)")
                      .arg(described(first), described(second),
                           decimals(cosineOf(first.vector, second.vector)),
                           decimals(distanceBetween(first.vector, second.vector))));
}

} // namespace tokenarium
