// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws lines and axes; labels and the finding are composed here.
#include "widgets/charts/loss_chart.h"

#include "widgets/charts/chart_style.h"
#include "widgets/style/number_text.h"

#include <QEvent>
#include <QGraphicsSimpleTextItem>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QLogValueAxis>
#include <QPainter>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

constexpr double thousand = 1000;

QList<QPointF> pointsOf(const std::vector<CurvePoint>& points, double scale, double least) {
    QList<QPointF> list;
    for (const CurvePoint& point : points)
        list.append({point.tokens / thousand, std::max(point.value * scale, least)});
    return list;
}

/// 1, 2 or 5 times a power of ten, so that a line has four to eight marks.
double niceInterval(double range) {
    const double power = std::pow(10, std::floor(std::log10(std::max(range, 1e-9) / 4)));
    const double times = range / 4 / power;
    return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

/// From 0 to `end`. In between, the axis never has thousands of marks, each of which is an item to lay out.
void setRange(QValueAxis& axis, double end) {
    const double interval = niceInterval(end);
    if (interval > axis.tickInterval()) axis.setTickInterval(interval);
    axis.setRange(0, end);
    axis.setTickInterval(interval);
}

QString number(double value) { return QLocale().toString(value, 'g', 3); }

/// Lines that pass behind do not cross its letters.
class LineLabel : public QGraphicsSimpleTextItem {
public:
    using QGraphicsSimpleTextItem::QGraphicsSimpleTextItem;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override {
        painter->fillRect(boundingRect(), plate);
        QGraphicsSimpleTextItem::paint(painter, option, widget);
    }
    QColor plate;
};

} // namespace

/// Everything of Qt Charts.
struct LossChart::Chart {
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QLineSeries *steps = new QLineSeries, *validation = new QLineSeries, *uniform = new QLineSeries,
                *unigram = new QLineSeries;
    QLineSeries *best = new QLineSeries, *ending = new QLineSeries, *moment = new QLineSeries;
    QScatterSeries* marks = new QScatterSeries; ///< on the validation line
    QValueAxis *tokens = new QValueAxis, *values = new QValueAxis;
    QLogValueAxis* logValues = new QLogValueAxis;
    LineLabel *stepsText, *validationText, *uniformText, *unigramText, *stopText, *momentText;
    TokenColors colors = TokenColors::light();

    explicit Chart(QWidget* parent) : view(new QChartView(chart, parent)) {
        for (QXYSeries* series : all()) chart->addSeries(series);
        chart->addAxis(tokens, Qt::AlignBottom);
        for (QXYSeries* series : all()) series->attachAxis(tokens);
        useLogarithm(false);
        for (LineLabel** text : texts()) {
            *text = new LineLabel(chart);
            (*text)->setZValue(20);
        }
        prepareChart(*chart, *view);
        tokens->setLabelFormat(QStringLiteral("%.0f"));
        for (QValueAxis* axis : {tokens, values}) {
            axis->setTickInterval(1);
            axis->setRange(0, 1);
            axis->setTickType(QValueAxis::TicksDynamic);
        }
        logValues->setBase(10);
        logValues->setMinorTickCount(8);
        marks->setMarkerSize(6);
        QObject::connect(chart, &QChart::plotAreaChanged, chart, [this] { placeTexts(); });
    }

    std::vector<QXYSeries*> all() const {
        return {uniform, unigram, best, ending, moment, steps, validation, marks};
    }
    std::vector<LineLabel**> texts() {
        return {&stepsText, &validationText, &uniformText, &unigramText, &stopText, &momentText};
    }

    void useLogarithm(bool on) {
        QAbstractAxis* wanted = on ? static_cast<QAbstractAxis*>(logValues) : values;
        QAbstractAxis* other = on ? static_cast<QAbstractAxis*>(values) : logValues;
        if (chart->axes(Qt::Vertical).contains(wanted)) return;
        for (QXYSeries* series : all())
            if (series->attachedAxes().contains(other)) series->detachAxis(other);
        if (chart->axes(Qt::Vertical).contains(other)) chart->removeAxis(other);
        chart->addAxis(wanted, Qt::AlignLeft);
        for (QXYSeries* series : all()) series->attachAxis(wanted);
    }

    /// Where it covers no label that stands already: the given place, or one or more lines above or below it.
    void settle(LineLabel* text, double x, double y, double direction) const {
        const QRectF plot = chart->plotArea(), box = text->boundingRect();
        const double line = box.height() + 1, least = plot.top(), most = plot.bottom() - box.height();
        x = std::round(
            std::clamp(x, plot.left() + 4, std::max(plot.left() + 4, plot.right() - box.width() - 2)));
        for (const int lines : {0, 1, 2, 3, 4, 5, -1, -2, -3}) {
            const double place = y + lines * direction * line;
            if (lines != 0 && (place < least || place > most)) continue;
            text->setPos(x, std::round(std::clamp(place, least, most)));
            if (isFree(text)) return;
        }
    }

    /// No other label is there.
    bool isFree(const LineLabel* text) const {
        const auto labels = const_cast<Chart*>(this)->texts();
        return std::none_of(labels.begin(), labels.end(), [&](LineLabel* const* other) {
            return *other != text && (*other)->isVisible() &&
                   (*other)->sceneBoundingRect().intersects(text->sceneBoundingRect());
        });
    }

    /// At the right end of its line, above or below it; hidden without a text.
    void place(LineLabel* text, const QXYSeries* series, bool below) const {
        text->setVisible(!text->text().isEmpty() && series->count() > 0);
        if (!text->isVisible()) return;
        const QPointF end =
            chart->mapToPosition(series->at(series->count() - 1), const_cast<QXYSeries*>(series));
        const QRectF box = text->boundingRect();
        settle(text, end.x() - box.width(), below ? end.y() + 3 : end.y() - box.height() - 3, below ? 1 : -1);
    }

    /// A label has no room between two level lines.
    bool areClose(QXYSeries& one, QXYSeries& other) const {
        const double gap =
            chart->mapToPosition(one.at(0), &one).y() - chart->mapToPosition(other.at(0), &other).y();
        return std::abs(gap) < unigramText->boundingRect().height() + 4;
    }

    /// The two lines of the model are close together: the lower one has its label below.
    void placeTexts() {
        for (LineLabel** text : texts()) (*text)->hide();
        place(uniformText, uniform, false);
        place(unigramText, unigram, unigram->count() && uniform->count() && areClose(*uniform, *unigram));
        const bool lower = steps->count() > 0 && validation->count() > 0 &&
                           steps->at(steps->count() - 1).y() < validation->at(validation->count() - 1).y();
        place(stepsText, steps, lower);
        place(validationText, validation, !lower);
        placeStop();
        placeMoment();
    }

    /// At the left on the ground, where the curves are still high above; under the guesses where they are
    /// not.
    void placeStop() const {
        stopText->setVisible(!stopText->text().isEmpty() && ending->count() > 0);
        if (!stopText->isVisible()) return;
        const QRectF plot = chart->plotArea(), box = stopText->boundingRect();
        double lowest = plot.top(); // on the screen
        for (const auto& point : steps->points().mid(std::max<qsizetype>(0, steps->count() - 50)))
            lowest = std::max(lowest, chart->mapToPosition(point, steps).y());
        if (best->count() > 0) lowest = std::max(lowest, chart->mapToPosition(best->at(0), best).y());
        stopText->setPos(plot.left() + 6, std::round(plot.bottom() - box.height() - 1));
        if (lowest + box.height() + 2 < plot.bottom() && isFree(stopText)) return;
        const double guess =
            unigram->count() > 0 ? chart->mapToPosition(unigram->at(0), unigram).y() : plot.top();
        settle(stopText, plot.right() - box.width() - 2, guess + 4, 1);
    }

    void placeMoment() const {
        momentText->setVisible(moment->count() > 0);
        if (!momentText->isVisible()) return;
        const QRectF plot = chart->plotArea(), box = momentText->boundingRect();
        const double x = chart->mapToPosition(moment->at(0), moment).x();
        const bool atRight = x + box.width() + 4 > plot.right();
        settle(momentText, atRight ? x - box.width() - 3 : x + 3, plot.top() + plot.height() * 0.45, -1);
    }

    void applyColors() {
        applyChartColors(*chart, *view, {tokens, values, logValues}, colors);
        QColor grey = colors.text();
        grey.setAlphaF(0.55F);
        steps->setPen(QPen(grey, 1.5));
        validation->setPen(QPen(colors.accent(), 2.5));
        marks->setColor(colors.accent());
        marks->setBorderColor(Qt::transparent);
        uniform->setPen(QPen(grey, 1.5, Qt::DotLine));
        unigram->setPen(QPen(grey, 1.5, Qt::DashLine));
        best->setPen(QPen(colors.accent(), 1, Qt::DashLine));
        ending->setPen(QPen(colors.accent(), 1.5, Qt::DashLine));
        moment->setPen(QPen(grey, 1));
        QColor plate = view->parentWidget()->palette().color(QPalette::Window);
        plate.setAlphaF(0.8F);
        for (LineLabel** text : texts()) {
            (*text)->plate = plate;
            (*text)->setBrush(colors.text());
            (*text)->setFont(view->font());
        }
        validationText->setBrush(colors.accent());
        stopText->setBrush(colors.accent());
    }
};

LossChart::LossChart(QWidget* parent)
    : QWidget(parent)
    , title(new QLabel(this))
    , chart(std::make_unique<Chart>(this)) {
    setObjectName(QStringLiteral("lossChart"));
    title->setObjectName(QStringLiteral("lossChartTitle"));
    title->setWordWrap(true);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    chart->view->setMinimumSize(240, 9 * fontMetrics().height());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(chart->view, 1);
    chart->applyColors();
    refresh();
}

LossChart::~LossChart() = default;

void LossChart::setCurve(const LossCurve& curve) {
    shown = curve;
    refresh();
}

void LossChart::setLogarithmic(bool on) {
    logarithmic = on;
    refresh();
}

void LossChart::setColors(const TokenColors& colors) {
    chart->colors = colors;
    chart->applyColors();
    refresh();
}

QString LossChart::finding() const { return title->text(); }

QStringList LossChart::lineLabels() const {
    QStringList labels;
    for (const QGraphicsSimpleTextItem* text :
         {chart->uniformText, chart->unigramText, chart->stepsText, chart->validationText, chart->stopText})
        if (!text->text().isEmpty()) labels += text->text();
    return labels;
}

std::optional<CurvePoint> LossChart::lastDrawn() const {
    if (chart->steps->count() == 0) return std::nullopt;
    const QPointF point = chart->steps->at(chart->steps->count() - 1);
    return CurvePoint{point.x() * thousand, point.y()};
}

void LossChart::setMoment(std::optional<double> tokens, const QString& label) {
    if (tokens == momentTokens && label == momentLabel) return;
    momentTokens = tokens;
    momentLabel = label;
    refresh();
}

std::optional<double> LossChart::drawnBest() const {
    return chart->best->count() ? std::optional(chart->best->at(0).y()) : std::nullopt;
}

std::optional<double> LossChart::drawnEnd() const {
    return chart->ending->count() ? std::optional(chart->ending->at(0).x() * thousand) : std::nullopt;
}

std::optional<double> LossChart::drawnMoment() const {
    return chart->moment->count() ? std::optional(chart->moment->at(0).x() * thousand) : std::nullopt;
}

void LossChart::refresh() {
    const double least = logarithmic ? 1e-6 : -1e300;
    chart->steps->replace(pointsOf(shown.steps, 1, least));
    chart->validation->replace(pointsOf(shown.validation, 1, least));
    chart->marks->replace(chart->validation->points());
    double end = std::max(shown.wantedTokens, 1.0), top = 0, bottom = 1e300;
    for (const auto* line : {&shown.steps, &shown.validation})
        for (const CurvePoint& point : *line) {
            end = std::max(end, point.tokens);
            top = std::max(top, point.value);
            if (point.value > 0) bottom = std::min(bottom, point.value);
        }
    refreshLines(end, top);
    bottom = std::min(bottom, top / 2);
    setRange(*chart->tokens, end / thousand);
    setRange(*chart->values, top * 1.1);
    chart->values->setLabelFormat(top < 0.05 ? QStringLiteral("%.4f")
                                  : top < 20 ? QStringLiteral("%.1f")
                                             : QStringLiteral("%.0f"));
    chart->logValues->setRange(bottom * 0.8, top * 1.2);
    chart->logValues->setLabelFormat(QStringLiteral("%g"));
    chart->useLogarithm(logarithmic);
    refreshTexts();
    chart->applyColors();
    title->setText(findingOf());
    chart->placeTexts();
    setAccessibleName(tr("Curve of the training"));
    setAccessibleDescription((QStringList(title->text()) + lineLabels()).join(QStringLiteral("; ")));
}

/// Lines that are no curves, from one side of the chart to the other; `top` rises where one is higher.
void LossChart::refreshLines(double end, double& top) {
    const auto across = [&](QLineSeries* series, const std::optional<double>& value) {
        QList<QPointF> points;
        if (value) points = {{0, *value}, {end / thousand, *value}};
        series->replace(points);
        if (value) top = std::max(top, *value);
    };
    across(chart->uniform, shown.uniform);
    across(chart->unigram, shown.unigram);
    const auto& rule = shown.stop;
    across(chart->best,
           rule && rule->best && rule->patience > 0 ? std::optional(rule->best->value) : std::nullopt);
    if (top <= 0) top = 1;
    const auto upright = [&](QLineSeries* series, const std::optional<double>& at) {
        QList<QPointF> points;
        if (at) points = {{*at / thousand, 1e-6}, {*at / thousand, top * 1.1}};
        series->replace(points);
    };
    upright(chart->ending, rule ? std::optional(rule->endsAt) : std::nullopt);
    upright(chart->moment, momentTokens);
}

void LossChart::refreshTexts() {
    chart->tokens->setTitleText(tr("thousand tokens read"));
    chart->values->setTitleText(quantityTitle());
    chart->logValues->setTitleText(tr("%1, logarithmic").arg(quantityTitle()));
    chart->uniformText->setText(
        shown.uniform ? tr("blind guessing (ln of the vocabulary): %1").arg(number(*shown.uniform))
                      : QString());
    chart->unigramText->setText(
        shown.unigram ? tr("guessing by frequency alone: %1").arg(number(*shown.unigram)) : QString());
    const bool loss = shown.quantity == CurveQuantity::Loss;
    chart->stepsText->setText(shown.steps.empty() ? QString()
                              : loss              ? tr("training %1").arg(number(shown.steps.back().value))
                                                  : number(shown.steps.back().value));
    chart->validationText->setText(shown.validation.empty()
                                       ? QString()
                                       : tr("validation %1").arg(number(shown.validation.back().value)));
    chart->stopText->setText(stopSentence());
    chart->momentText->setText(momentLabel);
}

QString LossChart::stopSentence() const {
    if (!shown.stop || !shown.stop->best) return {};
    const StopRule& rule = *shown.stop;
    if (rule.patience == 0) return tr("stop rule: when all tokens are read");
    return tr("stop rule: all tokens read, or %1 times not below %2 (now %3)")
        .arg(rule.patience)
        .arg(number(rule.best->value))
        .arg(rule.withoutBetter);
}

QString LossChart::quantityTitle() const {
    switch (shown.quantity) {
    case CurveQuantity::Loss: return tr("loss (nats per token)");
    case CurveQuantity::Rate: return tr("learning rate");
    case CurveQuantity::GradientNorm: return tr("gradient norm");
    case CurveQuantity::TokensPerSecond: break;
    }
    return tr("tokens per second");
}

QString LossChart::findingOf() const {
    if (shown.steps.empty()) return tr("The curve begins with the first step.");
    if (shown.quantity == CurveQuantity::Rate)
        return tr("The learning rate rises for a moment, stays, and falls to zero in the second half");
    if (shown.quantity == CurveQuantity::GradientNorm)
        return tr("How long the gradient is; longer than 1 is cut to 1");
    if (shown.quantity == CurveQuantity::TokensPerSecond)
        return tr("This machine trains with %1 tokens per second at the moment")
            .arg(grouped(std::size_t(shown.steps.back().value)));
    const double now = shown.validation.empty() ? shown.steps.back().value : shown.validation.back().value;
    const QString guess = number(std::exp(now));
    if (!shown.unigram) return tr("As unsure as a choice among %1 equally likely tokens").arg(guess);
    if (now >= *shown.unigram)
        return tr("Not better than guessing by frequency yet: as unsure as a choice among %1 tokens")
            .arg(guess);
    return tr("Has learned more than frequencies: as unsure as a choice among %1 tokens, by frequency alone "
              "among %2")
        .arg(guess, number(std::exp(*shown.unigram)));
}

void LossChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) refresh();
    QWidget::changeEvent(event);
}

void LossChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    chart->placeTexts();
}

} // namespace tokenarium
