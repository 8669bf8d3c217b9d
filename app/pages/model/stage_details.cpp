// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the matrix of a stage out of the run, and asks the engine how its cells came about.
#include "app/pages/model/stage_details.h"

#include "app/pages/model/sampling_table.h"
#include "app/pages/model/stage_words.h"
#include "widgets/model/source_strips.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace tokenarium {
namespace {

constexpr std::size_t mostFramed = 256;

/// A single cell of the row or column after `before`: together they are one strip.
bool continues(const CellRange& before, const CellRange& next) {
    const bool single = next.columnEnd - next.columnBegin == 1;
    return before.tensor == next.tensor && before.matrix == next.matrix && single && !next.isWeight &&
           before.columnBegin == next.columnBegin && before.columnEnd == next.columnEnd &&
           next.row == before.row + before.values.size();
}

std::vector<CellRange> joined(const std::vector<CellRange>& ranges) {
    std::vector<CellRange> all;
    for (const CellRange& range : ranges)
        if (!all.empty() && continues(all.back(), range))
            all.back().values.push_back(range.values.front());
        else
            all.push_back(range);
    return all;
}

QString sixDigits(double value) {
    return QString::number(value, 'g', 6).replace(QLatin1Char('-'), QChar(0x2212));
}

bool isColumn(const CellRange& range) { return range.values.size() > range.columnEnd - range.columnBegin; }

} // namespace

StageDetails::StageDetails(ModelSession& modelSession, QWidget* parent)
    : QWidget(parent)
    , session(modelSession) {
    createControls();
    retranslate();
    connect(headBox, &QComboBox::activated, this,
            [this](int head) { session.showHead(stage.layer.value_or(session.layer()), std::size_t(head)); });
    connect(map, &HeatMap::cellChosen, this, &StageDetails::cellChosen);
    connect(map, &HeatMap::cellHovered, this, [this](std::optional<HeatMapCell> cell) {
        const bool ofToken = cell && hasTensor() && map->data().rows == run->tokens();
        session.hoverToken(ofToken ? std::optional(cell->row) : std::nullopt);
    });
    connect(strips, &SourceStrips::wanted, this, [this](std::size_t strip) {
        if (strip < sources.size()) emit sourceWanted(CellRange(sources[strip]));
    });
    connect(&session, &ModelSession::litTokenChanged, this, [this] {
        if (!isVisible() || !run || !hasTensor() || run != session.run()) return;
        map->setLitRow(session.litToken());
        if (!map->chosen() || map->chosen()->row != chosenRow()) showCell();
    });
}

StageDetails::~StageDetails() { explainJob.cancel(); }

void StageDetails::createControls() {
    title = new QLabel(this);
    title->setObjectName(QStringLiteral("stepTitle"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    sentence = new QLabel(this);
    sentence->setObjectName(QStringLiteral("stepSentence"));
    sentence->setWordWrap(true);
    headBox = new QComboBox(this);
    headBox->setObjectName(QStringLiteral("stepHead"));
    headBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    map = new HeatMap(this);
    map->setObjectName(QStringLiteral("stepMatrix"));
    text = new QLabel(this);
    text->setObjectName(QStringLiteral("stepExplanation"));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    strips = new SourceStrips(this);
    strips->setObjectName(QStringLiteral("stepSources"));

    auto* numbers = new QWidget(this);
    auto* below = new QVBoxLayout(numbers);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(4);
    below->addWidget(map, 1);
    below->addWidget(text);
    below->addWidget(strips);
    body = new QStackedWidget(this);
    body->addWidget(numbers);
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(headBox);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addLayout(head);
    all->addWidget(sentence);
    all->addWidget(body, 1);
}

void StageDetails::setCover(QWidget* instead) {
    if (instead && body->indexOf(instead) < 0) body->addWidget(instead);
    if (instead)
        body->setCurrentWidget(instead);
    else
        body->setCurrentIndex(0);
    if (run) showHeads();
}

void StageDetails::retranslate() {
    words = StageWords::formula();
    headBox->setAccessibleName(tr("Attention head"));
    headBox->setToolTip(tr("The attention head whose numbers are shown"));
    map->setAccessibleName(tr("Numbers of this stage"));
    strips->setAccessibleName(tr("What the chosen number was made of"));
    text->setMinimumHeight(4 * fontMetrics().lineSpacing() + 2);
    if (run && run == session.run()) showStage(stage);
}

void StageDetails::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) {
        QFont bold = font();
        bold.setBold(true);
        title->setFont(bold);
        text->setMinimumHeight(4 * fontMetrics().lineSpacing() + 2);
    }
}

void StageDetails::setColors(const TokenColors& colors) {
    map->setColors(colors);
    strips->setColors(colors);
}

void StageDetails::showMessage(const QString& message) {
    explainJob.cancel();
    run = nullptr;
    explained.reset();
    sampling.reset();
    title->setText(message);
    sentence->clear();
    text->clear();
    headBox->hide();
    map->setData({});
    strips->setStrips({});
}

void StageDetails::showStage(const ModelStage& wanted) {
    stage = wanted;
    if (run != session.run()) {
        run = session.run();
        auto labels = std::make_shared<QStringList>();
        for (const TokenId id : run->ids) labels->append(session.tokenLabel(id));
        tokenLabels = std::move(labels);
    }
    title->setText(StageWords::title(stage));
    sentence->setText(StageWords::sentence(stage));
    showHeads();
    strips->setVisible(hasTensor()); // after the logits nothing is made of rows any more
    sampling.reset();
    hasTensor() ? showMatrix() : showTable();
}

void StageDetails::showHeads() {
    headBox->setVisible(stage.heads != StageHeads::None && body->currentIndex() == 0);
    if (stage.heads == StageHeads::None) return;
    const auto heads = int(run->model->opened.config.heads);
    if (headBox->count() != heads || headBox->itemText(0) != tr("head %1 of %2").arg(1).arg(heads)) {
        headBox->clear();
        for (int head = 0; head < heads; ++head)
            headBox->addItem(tr("head %1 of %2").arg(head + 1).arg(heads));
    }
    headBox->setCurrentIndex(int(session.head()));
}

/// Several query heads may share a key head.
std::size_t StageDetails::shownHead() const {
    const ModelConfig& config = run->model->opened.config;
    const std::size_t head = std::min(session.head(), config.heads - 1);
    return stage.heads == StageHeads::KeyHeads ? head / (config.heads / config.keyHeads) : head;
}

std::size_t StageDetails::chosenRow() const {
    return std::min(session.pinnedToken().value_or(run->tokens() - 1), run->tokens() - 1);
}

QString StageDetails::rowLabel(std::size_t row) const { return tokenLabels->value(qsizetype(row)); }

void StageDetails::showMatrix() {
    const Step* step = run->trace.find(stage.tensor);
    HeatMapData shown;
    if (step) shown = matrixOf(*step);
    map->setData(std::move(shown));
    map->setLitRow(session.litToken());
    showCell();
}

HeatMapData StageDetails::matrixOf(const Step& step) const {
    HeatMapData shown;
    shown.owner = run;
    shown.values = step.values;
    const std::size_t rank = step.shape.rank();
    shown.rows = step.shape[rank - 2];
    shown.columns = step.shape[rank - 1];
    shown.title = QString::fromStdString(stage.tensor + " " + step.shape.text());
    shown.rowName = tr("token");
    shown.columnName = tr("channel");
    shown.rowLabel = [labels = tokenLabels](std::size_t row) { return labels->value(qsizetype(row)); };
    switch (stage.heads) {
    case StageHeads::Matrices:
        shown.values =
            shown.values.subspan(shownHead() * shown.rows * shown.columns, shown.rows * shown.columns);
        shown.columnLabel = shown.rowLabel;
        shown.rowName = tr("token that reads");
        shown.columnName = tr("token that is read");
        break;
    case StageHeads::Columns:
    case StageHeads::KeyHeads: {
        const std::size_t width = run->model->opened.config.headWidth, first = shownHead() * width;
        auto part = std::make_shared<std::vector<float>>();
        part->reserve(shown.rows * width);
        for (std::size_t row = 0; row < shown.rows; ++row) {
            const auto from = shown.values.begin() + std::ptrdiff_t(row * shown.columns + first);
            part->insert(part->end(), from, from + std::ptrdiff_t(width));
        }
        shown.values = *part;
        shown.columns = width;
        shown.owner = part;
        shown.columnName = tr("channel of the head");
        break;
    }
    case StageHeads::None: break;
    }
    if (stage.kind == StageKind::Probabilities) shown.range = {0.0F, 1.0F};
    if (stage.kind == StageKind::PositionAngles) shown.columnName = tr("cosines, then sines");
    if (stage.kind != StageKind::Logits) return shown;
    shown.columnName = tr("next token");
    shown.columnLabel = [this](std::size_t id) { return session.tokenLabel(TokenId(id)); };
    if (!step.values.empty()) return shown;
    shown.values = run->lastLogits; // of all rows they would be too many
    shown.rows = 1;
    shown.columns = run->lastLogits.size();
    shown.rowLabel = [last = tokenLabels->value(tokenLabels->size() - 1)](std::size_t) { return last; };
    return shown;
}

CellAddress StageDetails::address() const {
    CellAddress cell{stage.tensor, chosenRow(), column, {}};
    if (stage.heads != StageHeads::None) cell.head = shownHead();
    return cell;
}

void StageDetails::showCell() {
    explainJob.cancel();
    const HeatMapData& shown = map->data();
    if (shown.columns == 0) return showExplanation(std::nullopt);
    column = std::min(column, shown.columns - 1);
    map->choose(HeatMapCell{std::min(chosenRow(), shown.rows - 1), column});
    std::unique_lock free(run->model->busy, std::try_to_lock);
    if (free) return showExplanation(explainCell(*run, address(), words));
    explainJob.start(
        [of = run, cell = address(), said = words](std::stop_token, const Job::Progress&) {
            const std::scoped_lock alone(of->model->busy);
            return explainCell(*of, cell, said);
        },
        [this](std::optional<CellExplanation> explanation) { showExplanation(std::move(explanation)); });
}

void StageDetails::cellChosen(std::optional<HeatMapCell> cell) {
    if (!run || !cell) return;
    if (sampling) return showSampling();
    if (!hasTensor()) return;
    column = cell->column;
    if (map->data().rows == run->tokens() && cell->row != chosenRow())
        session.pinToken(cell->row); // comes back as litTokenChanged
    showCell();
}

void StageDetails::showExplanation(std::optional<CellExplanation> explanation) {
    explained = std::move(explanation);
    sources = explained ? joined(explained->sources) : std::vector<CellRange>();
    showSources();
    if (!explained) {
        text->setText(
            map->data().columns == 0
                ? tr("The numbers of this stage were not kept.")
                : tr("How these numbers came about was not kept: the model is too large for that."));
        return;
    }
    const QString result = QString::fromStdString(formulaNumber(explained->recorded));
    QString said = QString::fromStdString(explained->formula);
    if (std::isinf(explained->result)) {
        text->setText(said + QLatin1Char('\n') + QString::fromStdString(explained->numbers));
        return;
    }
    said += QStringLiteral("\n= ") + QString::fromStdString(explained->numbers);
    if (QString::fromStdString(explained->numbers) != result) said += QStringLiteral(" = ") + result;
    const double difference = explained->recorded - explained->result;
    if (explained->roundedActivations)
        said += QLatin1Char('\n') + tr("The weights have 8 bits, and the program rounds the inputs of this "
                                       "product to 8 bits too: it got "
                                       "%1; without that rounding the sum is %2, which is %3 away.")
                                        .arg(sixDigits(explained->recorded), sixDigits(explained->result),
                                             QString::fromStdString(formulaNumber(std::abs(difference))));
    text->setText(said);
}

void StageDetails::showSources() {
    std::vector<SourceStrip> shown;
    for (const CellRange& range : sources)
        shown.push_back({sourceLabel(range), range.values, !range.isWeight && isStage(range.tensor)});
    strips->setStrips(std::move(shown));
}

bool StageDetails::isStage(const std::string& tensor) const { return !run->values(tensor).empty(); }

QString StageDetails::sourceLabel(const CellRange& range) const {
    const QString name = QString::fromStdString(shortTensorName(range.tensor));
    if (isColumn(range))
        return tr("%1, column %2 of %3 rows")
            .arg(name)
            .arg(range.columnBegin % run->model->opened.config.headWidth + 1)
            .arg(range.values.size());
    if (range.isWeight && range.values.size() == 1) return tr("%1, one number").arg(name);
    if (range.isWeight) return tr("%1, row %2").arg(name).arg(range.row + 1);
    return tr("%1, row %2 ‘%3’").arg(name).arg(range.row + 1).arg(rowLabel(range.row));
}

void StageDetails::frame(const CellRange& range) {
    const HeatMapData& shown = map->data();
    std::vector<HeatMapCell> cells;
    const std::size_t shift = stage.heads == StageHeads::Columns || stage.heads == StageHeads::KeyHeads
                                  ? shownHead() * run->model->opened.config.headWidth
                                  : 0;
    const std::size_t first = range.columnBegin - std::min(range.columnBegin, shift);
    const bool down = isColumn(range);
    for (std::size_t i = 0; i < std::min(range.values.size(), mostFramed); ++i) {
        const HeatMapCell cell{range.row + (down ? i : 0), first + (down ? 0 : i)};
        if (cell.row < shown.rows && cell.column < shown.columns) cells.push_back(cell);
    }
    map->setSources(std::move(cells));
    column = first;
    if (shown.rows == run->tokens()) session.pinToken(range.row);
    showCell();
}

// After the logits. -------------------------------------------------------------------------------------

void StageDetails::showTable() {
    explainJob.cancel();
    explained.reset();
    sources.clear();
    strips->setStrips({});
    map->setLitRow(std::nullopt);
    const auto& draw = session.nextDraw();
    if (!draw) {
        map->setData({});
        text->setText(session.isAtEnd()
                          ? tr("The text is at its end: the end mark was chosen, or the context is full.")
                          : tr("The model is reading."));
        return;
    }
    sampling = std::make_unique<SamplingTable>(session, stage);
    map->setData(sampling->picture());
    const HeatMapCell drawn = sampling->drawnCell();
    if (!stage.sampling) map->setLitRow(drawn.row);
    map->choose(stage.sampling ? std::optional(drawn) : std::nullopt);
    showSampling();
}

/// What the stage did, and how the chosen probability came about.
void StageDetails::showSampling() {
    const auto cell = map->chosen();
    text->setText(sampling->sentence() + (cell ? QLatin1Char('\n') + sampling->explain(*cell) : QString()));
}

} // namespace tokenarium
