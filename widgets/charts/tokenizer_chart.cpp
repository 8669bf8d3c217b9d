// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws bars and axes; names, values and the finding are composed here.
#include "widgets/charts/tokenizer_chart.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_style.h"
#include "widgets/style/number_text.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QEvent>
#include <QFontMetricsF>
#include <QGraphicsSimpleTextItem>
#include <QHelpEvent>
#include <QHorizontalBarSeries>
#include <QKeyEvent>
#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double gap = 6; // pixels between a bar and its name and value

/// Bytes and characters are yardsticks, not vocabularies that someone learned: the finding leaves them out.
bool isLearned(const TokenizerCount& row) { return row.name != "bytes" && row.name != "characters"; }

} // namespace

/// Everything of Qt Charts. Rows are numbered from the top; the category axis counts from the bottom.
struct TokenizerChart::Chart {
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QHorizontalBarSeries* series = new QHorizontalBarSeries;
    QBarSet* bars = new QBarSet(QString());
    QBarCategoryAxis* names = new QBarCategoryAxis;
    QValueAxis* tokens = new QValueAxis;
    QList<QGraphicsSimpleTextItem*> titles; ///< at the left of the bars, one a row, owned by the chart
    QList<QGraphicsSimpleTextItem*> values; ///< at the ends of the bars, the same
    QList<qreal> lengths;                   ///< what the rows' bars show, from the top
    TokenColors colors = TokenColors::light();

    explicit Chart(QWidget* parent) : view(new QChartView(chart, parent)) {
        series->append(bars);
        series->setBarWidth(0.62);
        chart->addSeries(series);
        chart->addAxis(names, Qt::AlignLeft);
        chart->addAxis(tokens, Qt::AlignBottom);
        series->attachAxis(names);
        series->attachAxis(tokens);
        prepareChart(*chart, *view);
        tokens->setLabelFormat(QStringLiteral("%.0f"));
        tokens->setTickType(QValueAxis::TicksDynamic);
        names->setLabelsVisible(false);
        QObject::connect(chart, &QChart::geometryChanged, chart, [this] { arrange(); });
    }

    int rowCount() const { return int(lengths.size()); }
    int barOfRow(int row) const { return rowCount() - 1 - row; }

    /// The axis makes room for a category of its own choosing and cuts longer ones off, so the names are
    /// items of ours. Categories are unique even if two tokenizers have one name: Qt drops a repeated one.
    void setNames(const std::vector<TokenizerCount>& rows) {
        QStringList labels;
        for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
            QString label = QString::fromStdString(row->name);
            while (labels.contains(label)) label += QChar(0x200B);
            labels += label;
        }
        if (labels == names->categories()) return;
        names->setCategories(labels);
        bars->remove(0, bars->count());
        bars->append(QList<qreal>(labels.size(), 0));
        qDeleteAll(titles + values);
        titles.clear();
        values.clear();
        for (const TokenizerCount& row : rows) {
            titles += new QGraphicsSimpleTextItem(QString::fromStdString(row.name), chart);
            values += new QGraphicsSimpleTextItem(chart);
        }
        lengths = QList<qreal>(labels.size(), 0);
        applyColors();
    }

    void setRow(int row, double length, const QString& value, bool current) {
        if (lengths[row] != length) bars->replace(barOfRow(row), length);
        lengths[row] = length;
        bars->setBarSelected(barOfRow(row), current);
        QFont font = view->font();
        font.setBold(current);
        titles[row]->setFont(font);
        values[row]->setFont(font);
        values[row]->setText(value);
    }

    /// The plot is placed by hand: left to itself the chart gives it room that depends on the labels of the
    /// axis, which depend on the range, which depends on the room.
    void arrange() {
        const QFontMetricsF metrics(view->font());
        double widestTitle = 0, widestValue = 0;
        for (int row = 0; row < rowCount(); ++row) {
            widestTitle = std::max(widestTitle, titles[row]->boundingRect().width());
            widestValue = std::max(widestValue, values[row]->boundingRect().width());
        }
        const double left = widestTitle + 2 * gap;
        const double right = widestValue / 2; // the axis writes its last number half beyond the plot
        const QSizeF size = chart->size();
        // Rows come first: where they would not have a line each, the axis goes. The bars carry their
        // numbers.
        double bottom = 3.5 * metrics.height() + gap; // Han characters reach lower than Latin ones
        const bool axisFits = size.height() - gap - bottom >= rowCount() * metrics.height();
        if (!axisFits) bottom = gap;
        tokens->setVisible(axisFits);
        const QRectF plot(left, gap, std::max(size.width() - left - right, 20.0),
                          std::max(size.height() - gap - bottom, 20.0));
        chart->setPlotArea(plot);
        setRange(plot.width(), right);
        placeTexts();
    }

    /// A line for every row.
    int leastHeight() const {
        return std::max(160, int(std::ceil(rowCount() * QFontMetricsF(view->font()).height() + 2 * gap)));
    }

    /// The axis reaches so far that every value has room behind its bar; it may use the margin at the right.
    void setRange(double plot, double margin) {
        double end = 1;
        for (int row = 0; row < rowCount(); ++row) {
            const double room = plot + margin - values[row]->boundingRect().width() - 2 * gap;
            end = std::max(end, lengths[row] * plot / std::max(room, plot / 8));
        }
        const double label = QFontMetricsF(tokens->labelsFont()).horizontalAdvance(grouped(std::size_t(end)));
        tokens->setTickInterval(std::max(1.0, niceStep(end, std::clamp(int(plot / (1.25 * label)), 1, 4))));
        tokens->setRange(0, end);
    }

    void placeTexts() {
        for (int row = 0; row < rowCount(); ++row) {
            const QPointF end = chart->mapToPosition(QPointF(lengths[row], barOfRow(row)), series);
            const QRectF box = values[row]->boundingRect();
            const double top = std::round(end.y() - box.height() / 2);
            values[row]->setPos(std::round(end.x() + gap), top);
            const double left = chart->plotArea().left() - gap - titles[row]->boundingRect().width();
            titles[row]->setPos(std::round(left), top);
        }
    }

    void applyColors() {
        applyChartColors(*chart, *view, {names, tokens}, colors);
        QColor grey = colors.text();
        grey.setAlphaF(0.45F);
        bars->setColor(grey);
        bars->setBorderColor(Qt::transparent);
        bars->deselectAllBars(); // a selected bar keeps its old colour; refresh selects it again
        bars->setSelectedColor(colors.accent());
        for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(names), static_cast<QAbstractAxis*>(tokens)})
            axis->setGridLineVisible(false); // the bars carry their values
        for (QGraphicsSimpleTextItem* item : titles + values) item->setBrush(colors.text());
    }

    std::optional<int> rowAt(QPoint pointOfView) const {
        const QPointF point = chart->mapFromScene(view->mapToScene(pointOfView));
        if (rowCount() == 0 || point.y() < chart->plotArea().top() || point.y() > chart->plotArea().bottom())
            return std::nullopt;
        const int bar = int(std::lround(chart->mapToValue(point, series).y()));
        return barOfRow(std::clamp(bar, 0, rowCount() - 1));
    }
};

TokenizerChart::TokenizerChart(QWidget* parent)
    : QWidget(parent)
    , title(new QLabel(this))
    , chart(std::make_unique<Chart>(this)) {
    setObjectName(QStringLiteral("tokenizerChart"));
    setFocusPolicy(Qt::StrongFocus);
    title->setObjectName(QStringLiteral("tokenizerChartTitle"));
    title->setWordWrap(true);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    chart->view->viewport()->installEventFilter(this);
    chart->view->setMinimumSize(240, 160);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(chart->view, 1);
    chart->applyColors();
    refresh();
}

TokenizerChart::~TokenizerChart() { chart->view->viewport()->removeEventFilter(this); }

void TokenizerChart::setCounts(const TokenizerCounts& shown) {
    counts = shown;
    refresh();
}

void TokenizerChart::setColors(const TokenColors& colors) {
    chart->colors = colors;
    chart->applyColors();
    refresh();
}

QString TokenizerChart::finding() const { return title->text(); }

QStringList TokenizerChart::valueLabels() const {
    QStringList labels;
    for (const QGraphicsSimpleTextItem* value : chart->values) labels += value->text();
    return labels;
}

QRect TokenizerChart::rowRectangle(const QString& name) const {
    for (int row = 0; row < chart->rowCount(); ++row) {
        if (name.toStdString() != counts.rows[std::size_t(row)].name) continue;
        const QRectF plot = chart->chart->plotArea();
        const double height = plot.height() / chart->rowCount();
        const QRectF box(plot.left(), plot.top() + row * height, plot.width(), height);
        const QPolygon polygon = chart->view->mapFromScene(chart->chart->mapToScene(box));
        return polygon.boundingRect().translated(chart->view->pos());
    }
    return {};
}

void TokenizerChart::refresh() {
    chart->setNames(counts.rows);
    for (int row = 0; row < chart->rowCount(); ++row) {
        const TokenizerCount& shown = counts.rows[std::size_t(row)];
        chart->setRow(row, double(shown.tokens.value_or(0)), valueOf(shown), shown.name == counts.current);
    }
    chart->tokens->setTitleText(tr("tokens"));
    chart->view->setMinimumHeight(chart->leastHeight());
    chart->arrange();
    title->setText(findingOf(counts));
    describe();
}

QString TokenizerChart::valueOf(const TokenizerCount& row) const {
    return row.tokens ? grouped(*row.tokens) : tr("not installed");
}

QString TokenizerChart::findingOf(const TokenizerCounts& shown) const {
    const TokenizerCount* fewest = nullptr;
    const TokenizerCount* most = nullptr;
    for (const TokenizerCount& row : shown.rows) {
        if (!row.tokens || !isLearned(row)) continue;
        if (!fewest || *row.tokens < *fewest->tokens) fewest = &row;
        if (!most || *row.tokens > *most->tokens) most = &row;
    }
    if (shown.rows.empty() || shown.counting) return tr("Counting the tokens of this text…");
    if (!fewest) return tr("Tokens of this text. No learned vocabulary is installed to compare with.");
    const QString name = QString::fromStdString(fewest->name);
    const QString number = valueOf(*fewest);
    if (*most->tokens == 0) return tr("No text yet: every tokenizer needs 0 tokens");
    if (*fewest->tokens == *most->tokens)
        return tr("All learned vocabularies need the same number of tokens: %1").arg(number);
    const QString other = QString::fromStdString(most->name);
    if (*fewest->tokens == 0)
        return tr("%1 sees nothing here; %2 needs %3 tokens").arg(name, other, valueOf(*most));
    const double factor = double(*most->tokens) / double(*fewest->tokens);
    if (factor < 1.1)
        return tr("%1 needs the fewest tokens: %2; %3 needs %4 more")
            .arg(name, number, other, percent(factor - 1));
    return tr("%1 needs the fewest tokens: %2; %3 needs %4× as many").arg(name, number, other, ratio(factor));
}

/// A chart is empty to a screen reader; the description says what the bars show.
void TokenizerChart::describe() {
    QStringList sentences{title->text()};
    for (const TokenizerCount& row : counts.rows) {
        const QString name = QString::fromStdString(row.name);
        const QString value = row.tokens ? tr("%1 tokens").arg(valueOf(row)) : valueOf(row);
        sentences += row.name == counts.current ? tr("%1 (shown): %2").arg(name, value)
                                                : tr("%1: %2").arg(name, value);
    }
    setAccessibleName(tr("Tokens per tokenizer"));
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
}

void TokenizerChart::chooseAt(QPoint point) {
    if (const auto row = chart->rowAt(point))
        if (counts.rows[std::size_t(*row)].tokens)
            emit chosen(QString::fromStdString(counts.rows[std::size_t(*row)].name));
}

bool TokenizerChart::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton) chooseAt(mouse->position().toPoint());
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto row = chart->rowAt(help->pos());
        const TokenizerCount* shown = row ? &counts.rows[std::size_t(*row)] : nullptr;
        const QString tip = shown ? tr("%1 (%2): %3")
                                        .arg(QString::fromStdString(shown->title),
                                             QString::fromStdString(shown->name), valueOf(*shown))
                                  : QString();
        QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TokenizerChart::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0) return QWidget::keyPressEvent(event);
    const auto isCurrent = [this](const TokenizerCount& row) { return row.name == counts.current; };
    const auto found = std::find_if(counts.rows.begin(), counts.rows.end(), isCurrent);
    int row =
        found == counts.rows.end() ? (step > 0 ? -1 : chart->rowCount()) : int(found - counts.rows.begin());
    for (row += step; row >= 0 && row < chart->rowCount(); row += step) {
        if (!counts.rows[std::size_t(row)].tokens) continue;
        emit chosen(QString::fromStdString(counts.rows[std::size_t(row)].name));
        return;
    }
}

void TokenizerChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() == QEvent::FontChange) {
        chart->applyColors();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenarium
