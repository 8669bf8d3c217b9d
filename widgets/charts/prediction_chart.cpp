// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws bars and axis; names, values and the finding are composed here.
#include "widgets/charts/prediction_chart.h"

#include "widgets/charts/chart_style.h"
#include "widgets/style/number_text.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QCoreApplication>
#include <QEvent>
#include <QFontMetricsF>
#include <QGraphicsLineItem>
#include <QGraphicsRectItem>
#include <QGraphicsSimpleTextItem>
#include <QHelpEvent>
#include <QHorizontalBarSeries>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QScrollArea>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double gap = 6;           // pixels between a bar and its name and value
constexpr double bottomLines = 0.4; // below the last row

} // namespace

QString stageName(PredictionStage stage) {
    const auto say = [](const char* words) { return QCoreApplication::translate("PredictionStage", words); };
    switch (stage) {
    case PredictionStage::RepetitionPenalty:
        return say(QT_TRANSLATE_NOOP("PredictionStage", "repetition penalty"));
    case PredictionStage::Temperature: return say(QT_TRANSLATE_NOOP("PredictionStage", "temperature"));
    case PredictionStage::TopK: return say(QT_TRANSLATE_NOOP("PredictionStage", "top-k"));
    case PredictionStage::TopP: return say(QT_TRANSLATE_NOOP("PredictionStage", "top-p"));
    case PredictionStage::MinP: break;
    }
    return say(QT_TRANSLATE_NOOP("PredictionStage", "min-p"));
}

/// Everything of Qt Charts. Rows are numbered from the top; the category axis counts from the bottom.
struct PredictionChart::Chart {
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QHorizontalBarSeries* series = new QHorizontalBarSeries;
    QBarSet* left = new QBarSet(QString()); ///< after all stages: the lower bar of a row
    QBarSet* model = new QBarSet(QString());
    QBarCategoryAxis* rows = new QBarCategoryAxis;
    QValueAxis* shares = new QValueAxis;
    QGraphicsLineItem* start; ///< where the bars begin
    QGraphicsRectItem* cursor;
    QList<QGraphicsSimpleTextItem*> titles, values; ///< one a row, owned by the chart
    QList<double> modelLengths, leftLengths;        ///< percent
    TokenColors colors = TokenColors::light();

    explicit Chart(QWidget* parent) : view(new QChartView(chart, parent)) {
        series->append(left);
        series->append(model);
        series->setBarWidth(0.72);
        chart->addSeries(series);
        chart->addAxis(rows, Qt::AlignLeft);
        chart->addAxis(shares, Qt::AlignBottom);
        series->attachAxis(rows);
        series->attachAxis(shares);
        prepareChart(*chart, *view);
        for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(rows), static_cast<QAbstractAxis*>(shares)})
            axis->setVisible(false); // the bars carry their names and values
        start = new QGraphicsLineItem(chart);
        cursor = new QGraphicsRectItem(chart);
        cursor->setBrush(Qt::NoBrush);
        QObject::connect(chart, &QChart::geometryChanged, chart, [this] { arrange(); });
    }

    int rowCount() const { return int(modelLengths.size()); }
    int barOfRow(int row) const { return rowCount() - 1 - row; }

    void setRowCount(int count) {
        if (count == rowCount()) return;
        QStringList numbers; // the axis cuts long names off, so the names are items of ours
        for (int i = 0; i < count; ++i) numbers += QString::number(i);
        rows->setCategories(numbers);
        for (QBarSet* set : {left, model}) {
            set->remove(0, set->count());
            set->append(QList<qreal>(count, 0));
        }
        qDeleteAll(titles + values);
        titles.clear();
        values.clear();
        for (int i = 0; i < count; ++i) {
            titles += new QGraphicsSimpleTextItem(chart);
            values += new QGraphicsSimpleTextItem(chart);
        }
        modelLengths = leftLengths = QList<double>(count, 0);
        const int height = int(QFontMetricsF(view->font()).height() * (1.25 * count + bottomLines)) + 12;
        view->setMinimumHeight(std::max(120, height));
        applyColors();
    }

    struct Row {
        double byModel = 0, left = 0; ///< shares
        bool isRemoved = false, isMarked = false;
        QString title, value;
    };

    void setRow(int row, const Row& shown) {
        const double byModel = 100 * shown.byModel, leftShare = 100 * shown.left;
        if (modelLengths[row] != byModel) model->replace(barOfRow(row), byModel);
        if (leftLengths[row] != leftShare) left->replace(barOfRow(row), leftShare);
        modelLengths[row] = byModel;
        leftLengths[row] = leftShare;
        QFont font = view->font();
        font.setBold(shown.isMarked);
        values[row]->setFont(font);
        values[row]->setText(shown.value);
        font.setStrikeOut(shown.isRemoved);
        titles[row]->setFont(font);
        titles[row]->setText(shown.title);
        titles[row]->update(); // a font that is struck out has the same size: Qt would not paint it anew
        values[row]->update();
    }

    void arrange() {
        const QFontMetricsF metrics(view->font());
        double widestTitle = 0;
        for (const QGraphicsSimpleTextItem* title : titles)
            widestTitle = std::max(widestTitle, title->boundingRect().width());
        const double bottom = bottomLines * metrics.height();
        const QSizeF size = chart->size();
        const double begin = std::min(widestTitle + 2 * gap, size.width() / 2);
        chart->setPlotArea(QRectF(begin, gap, std::max(size.width() - begin - 2 * gap, 20.0),
                                  std::max(size.height() - gap - bottom, 20.0)));
        setRange(chart->plotArea().width());
        start->setLine(QLineF(chart->plotArea().topLeft(), chart->plotArea().bottomLeft()));
        placeTexts();
    }

    /// The axis reaches so far that every value has room behind its bars.
    void setRange(double plot) {
        double end = 1;
        for (int row = 0; row < rowCount(); ++row) {
            const double room = plot - values[row]->boundingRect().width() - 2 * gap;
            end = std::max(end, lengthOf(row) * plot / std::max(room, plot / 3));
        }
        shares->setRange(0, end);
    }

    double lengthOf(int row) const { return std::max(modelLengths[row], leftLengths[row]); }

    void placeTexts() {
        for (int row = 0; row < rowCount(); ++row) {
            const QPointF end = chart->mapToPosition(QPointF(lengthOf(row), barOfRow(row)), series);
            const QRectF box = values[row]->boundingRect();
            const double top = std::round(end.y() - box.height() / 2);
            values[row]->setPos(std::round(end.x() + gap), top);
            titles[row]->setPos(
                std::round(chart->plotArea().left() - gap - titles[row]->boundingRect().width()), top);
        }
    }

    void applyColors() {
        applyChartColors(*chart, *view, {rows, shares}, colors);
        QColor grey = colors.text();
        grey.setAlphaF(0.45F);
        model->setColor(grey);
        left->setColor(colors.accent());
        for (QBarSet* set : {model, left}) set->setBorderColor(Qt::transparent);
        start->setPen(QPen(grey, 1));
        cursor->setPen(QPen(colors.accent(), 1.5, Qt::DotLine));
        for (QGraphicsSimpleTextItem* item : titles + values) item->setBrush(colors.text());
    }

    /// Over the whole width, in the chart's coordinates.
    QRectF rowBox(int row) const {
        const QRectF plot = chart->plotArea();
        const double height = plot.height() / std::max(rowCount(), 1);
        return {0, plot.top() + row * height, chart->size().width(), height};
    }

    std::optional<int> rowAt(QPoint pointOfView) const {
        const QPointF point = chart->mapFromScene(view->mapToScene(pointOfView));
        for (int row = 0; row < rowCount(); ++row)
            if (point.y() >= rowBox(row).top() && point.y() < rowBox(row).bottom()) return row;
        return std::nullopt;
    }
};

PredictionChart::PredictionChart(QWidget* parent)
    : QWidget(parent)
    , title(new QLabel(this))
    , caption(new QLabel(this))
    , area(new QScrollArea(this))
    , chart(std::make_unique<Chart>(this)) {
    setObjectName(QStringLiteral("predictionChart"));
    setFocusPolicy(Qt::StrongFocus);
    title->setObjectName(QStringLiteral("predictionChartTitle"));
    title->setWordWrap(true);
    caption->setWordWrap(true);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    area->setWidget(chart->view);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumSize(240, 120);
    chart->view->viewport()->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(area, 1);
    column->addWidget(caption);
    chart->applyColors();
    refresh();
}

PredictionChart::~PredictionChart() { chart->view->viewport()->removeEventFilter(this); }

void PredictionChart::setData(PredictionChartData data) {
    shown = std::move(data);
    refresh();
}

void PredictionChart::setColors(const TokenColors& colors) {
    chart->colors = colors;
    chart->applyColors();
    refresh();
}

QString PredictionChart::finding() const { return title->text(); }
QList<double> PredictionChart::modelBars() const { return chart->modelLengths; }
QList<double> PredictionChart::leftBars() const { return chart->leftLengths; }
bool PredictionChart::isStruckOut(int row) const { return chart->titles.value(row)->font().strikeOut(); }

QStringList PredictionChart::names() const {
    QStringList texts;
    for (const QGraphicsSimpleTextItem* item : chart->titles) texts += item->text();
    return texts;
}

QStringList PredictionChart::values() const {
    QStringList texts;
    for (const QGraphicsSimpleTextItem* item : chart->values) texts += item->text();
    return texts;
}

QRect PredictionChart::rowRectangle(int row) const {
    if (row < 0 || row >= chart->rowCount()) return {};
    const QPolygon polygon = chart->view->mapFromScene(chart->chart->mapToScene(chart->rowBox(row)));
    return polygon.boundingRect().translated(chart->view->mapTo(this, QPoint()));
}

void PredictionChart::refresh() {
    const auto& bars = shown.prediction.bars;
    const bool hasTail = shown.prediction.tail.tokens > 0;
    chart->setRowCount(int(bars.size()) + hasTail);
    for (int row = 0; row < int(bars.size()); ++row) {
        const PredictionBar& bar = bars[std::size_t(row)];
        const bool isHit = shown.isDrawn && !shown.prediction.line.empty() &&
                           shown.prediction.line[shown.prediction.hit].id == bar.id;
        chart->setRow(row, {bar.byModel, bar.left, bar.removedBy.has_value(), isHit || shown.came == bar.id,
                            shown.labels.value(row), valueOf(bar)});
    }
    if (hasTail) {
        const PredictionTail& tail = shown.prediction.tail;
        chart->setRow(int(bars.size()), {tail.byModel, tail.left, tail.removed == tail.tokens, false,
                                         tr("the other %1 tokens").arg(grouped(tail.tokens)), tailValue()});
    }
    current = std::clamp(current, 0, std::max(int(bars.size()) - 1, 0));
    caption->setText(tr("probability in % · grey: by the model · coloured: after sampling"));
    chart->arrange();
    title->setText(findingOf());
    walk(current);
    describe();
}

QString PredictionChart::valueOf(const PredictionBar& bar) const {
    QString said = percent(bar.byModel);
    if (bar.removedBy)
        said = tr("%1 · cut by %2").arg(said, stageName(*bar.removedBy));
    else if (percent(bar.left) != said)
        said = tr("%1 → %2").arg(said, percent(bar.left));
    const auto& line = shown.prediction.line;
    if (shown.isDrawn && !line.empty() && line[shown.prediction.hit].id == bar.id)
        said = tr("%1 · drawn").arg(said);
    if (shown.came == bar.id) said = tr("%1 · stands in the text").arg(said);
    return said;
}

QString PredictionChart::tailValue() const {
    const PredictionTail& tail = shown.prediction.tail;
    QString said = percent(tail.byModel);
    if (tail.removed == tail.tokens) return tr("%1 · all cut").arg(said);
    if (percent(tail.left) != said) said = tr("%1 → %2").arg(said, percent(tail.left));
    return tail.removed > 0 ? tr("%1 · %2 of them cut").arg(said, grouped(tail.removed)) : said;
}

QString PredictionChart::findingOf() const {
    if (shown.prediction.empty()) return tr("The model is reading …");
    const QString best = shown.labels.value(0), share = percent(shown.prediction.bars.front().byModel);
    const std::size_t count = shown.prediction.tokensForNineTenths;
    if (count == 1) return shown.place + tr("‘%1’ is almost certain with %2").arg(best, share);
    return shown.place +
           tr("‘%1’ is likeliest with %2; %3 tokens share 90 %").arg(best, share, grouped(count));
}

QString PredictionChart::tipOf(int row) const {
    if (row < 0 || row >= int(shown.prediction.bars.size())) return {};
    const PredictionBar& bar = shown.prediction.bars[std::size_t(row)];
    const auto exact = [](double share) { return QLocale().toString(100 * share, 'g', 6); };
    return tr("%1 · id %2\nby the model: %3 %\nafter sampling: %4 %\nA click goes on with this token")
        .arg(shown.labels.value(row))
        .arg(bar.id)
        .arg(exact(bar.byModel), exact(bar.left));
}

/// A chart is empty to a screen reader; the description says what the bars show.
void PredictionChart::describe() {
    QStringList sentences{title->text()};
    for (int row = 0; row < chart->rowCount(); ++row)
        sentences += tr("%1: %2").arg(chart->titles[row]->text(), chart->values[row]->text());
    setAccessibleName(tr("Prediction of the next token"));
    setAccessibleDescription(sentences.join(QStringLiteral(". ")));
}

void PredictionChart::walk(int row) {
    current = std::clamp(row, 0, std::max(int(shown.prediction.bars.size()) - 1, 0));
    chart->cursor->setVisible(hasFocus() && !shown.prediction.empty());
    if (shown.prediction.empty()) return;
    chart->cursor->setRect(chart->rowBox(current).adjusted(1, 1, -1, -1));
    const QPointF middle =
        chart->view->mapFromScene(chart->chart->mapToScene(chart->rowBox(current).center()));
    if (hasFocus()) area->ensureVisible(0, int(middle.y()), 0, int(chart->rowBox(current).height()));
}

bool PredictionChart::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        const auto row = chart->rowAt(static_cast<QMouseEvent*>(event)->position().toPoint());
        setFocus(Qt::MouseFocusReason);
        if (!row || *row >= int(shown.prediction.bars.size())) return true;
        walk(*row);
        emit chosen(shown.prediction.bars[std::size_t(*row)].id);
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipOf(chart->rowAt(help->pos()).value_or(-1)), this);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PredictionChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Up: return walk(current - 1);
    case Qt::Key_Down: return walk(current + 1);
    case Qt::Key_Home: return walk(0);
    case Qt::Key_End: return walk(int(shown.prediction.bars.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!shown.prediction.empty()) emit chosen(shown.prediction.bars[std::size_t(current)].id);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void PredictionChart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    walk(current);
}

void PredictionChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    walk(current);
}

void PredictionChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() != QEvent::FontChange || !chart) return;
    const int rows = chart->rowCount();
    chart->setRowCount(0);
    chart->setRowCount(rows);
    chart->applyColors();
    refresh();
}

} // namespace tokenarium
