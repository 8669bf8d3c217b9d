// SPDX-License-Identifier: GPL-3.0-or-later
// A slider knows which choice it moves; nothing else connects them.
#include "app/pages/serving/serving_view.h"

#include "app/pages/model/scrolled_view.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/figures/figure_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

/// A value that came from elsewhere has a step of its own, so that the slider never says another one.
std::vector<double> withValue(std::vector<double> steps, double value) {
    constexpr double slack = 1e-9;
    const auto place = std::lower_bound(steps.begin(), steps.end(), value * (1 - slack));
    if (place == steps.end() || std::abs(*place - value) > slack * std::abs(value))
        steps.insert(place, value);
    return steps;
}

} // namespace

ServingView::ServingView(ServingSession& servingSession, QWidget* parent)
    : RoomView(parent)
    , session(servingSession)
    , figures(new FigureList)
    , sentence(new QLabel(this))
    , moreBox(new QWidget)
    , left(new QWidget)
    , right(new QWidget)
    , stacked(new QWidget)
    , controls(new QVBoxLayout)
    , moreControls(new QVBoxLayout(moreBox))
    , charts(nullptr) {
    arrange();
    connect(&session, &ServingSession::changed, this, &ServingView::refreshSoon);
    connect(&session, &ServingSession::moreChanged, this, &ServingView::refreshSoon);
}

void ServingView::arrange() {
    figures->setObjectName(QStringLiteral("servingFigures"));
    sentence->setObjectName(QStringLiteral("servingSentence"));
    sentence->setWordWrap(true);
    moreControls->setContentsMargins(0, 0, 0, 0);
    moreBox->setVisible(session.showsMore());
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 8, 0);
    leftColumn->setSpacing(8);
    leftColumn->addLayout(controls);
    leftColumn->addWidget(moreBox);
    leftColumn->addWidget(figures);
    leftColumn->addStretch();
    charts = new QVBoxLayout(right);
    charts->setContentsMargins(0, 0, 0, 0);
    charts->setSpacing(8);
    leftScroll = new ScrolledView(left, this);
    rightScroll = new ScrolledView(right, this);
    wholeScroll = new ScrolledView(stacked, this);
    auto* both = new QVBoxLayout(stacked);
    both->setContentsMargins(0, 0, 0, 0);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addWidget(leftScroll, 10);
    columns->addWidget(rightScroll, 10);
    columns->addWidget(wholeScroll, 20);
    wholeScroll->hide();
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 6, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(sentence);
    rows->addLayout(columns, 1);
}

/// Both columns in one, charts right under the sliders that move them; or each in its own place.
void ServingView::stack(bool isOne) {
    if (isOne == wholeScroll->isVisibleTo(this)) return;
    if (isOne) {
        stacked->layout()->addWidget(leftScroll->takeWidget());
        stacked->layout()->addWidget(rightScroll->takeWidget());
        stacked->layout()->addWidget(figures);
    } else {
        auto* column = static_cast<QVBoxLayout*>(left->layout());
        column->insertWidget(column->count() - 1, figures); // above the stretch
        leftScroll->setWidget(left);
        rightScroll->setWidget(right);
    }
    leftScroll->setVisible(!isOne);
    rightScroll->setVisible(!isOne);
    wholeScroll->setVisible(isOne);
    left->show();
    right->show();
}

/// Charts keep a height in which their words have room.
void ServingView::fitLetters() {
    constexpr int lines = 9;
    for (ChartFrame* frame : frames)
        frame->chart().setMinimumHeight(
            std::max(frame->chart().minimumSizeHint().height(), lines * fontMetrics().height()));
    stack(isNarrow(*this));
}

void ServingView::resizeEvent(QResizeEvent* event) {
    RoomView::resizeEvent(event);
    stack(isNarrow(*this));
}

void ServingView::changeEvent(QEvent* event) {
    RoomView::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitLetters();
}

void ServingView::setColors(const TokenColors& colors) {
    figures->setColors(colors);
    for (ChartFrame* frame : frames) frame->setColors(colors);
}

ValueSlider* ServingView::addSlider(double ServingChoices::*field, const char* name,
                                    std::vector<double> steps, Place place) {
    auto* slider = new ValueSlider;
    slider->slider().setObjectName(QLatin1String(name));
    slider->setValues(steps);
    const std::size_t index = bound.size();
    bound.push_back({slider, field, std::move(steps), session.newPart(), {}});
    addControl(slider, place);
    connect(slider, &ValueSlider::valueChosen, this, [this, index](double value) {
        ServingChoices wanted = session.choices();
        wanted.*bound[index].field = value;
        session.choose(wanted, bound[index].name, bound[index].part);
    });
    return slider;
}

void ServingView::addControl(QWidget* control, Place place) {
    (place == More ? moreControls : controls)->addWidget(control);
}

ChartFrame* ServingView::addChart(Chart* chart, const char* fileName, int stretch) {
    auto* frame = new ChartFrame(chart, QLatin1String(fileName));
    frames.push_back(frame);
    charts->addWidget(frame, stretch);
    connect(frame, &ChartFrame::said, this, &RoomView::said);
    fitLetters();
    return frame;
}

void ServingView::addToRight(QWidget* widget) { charts->addWidget(widget); }

void ServingView::nameSlider(ValueSlider* slider, const QString& name, std::function<QString(double)> words,
                             const QString& tip) {
    for (Bound& one : bound)
        if (one.slider == slider) one.name = name;
    slider->setTexts(name, std::move(words), tip);
}

void ServingView::setSentence(const QString& text) { sentence->setText(text); }

void ServingView::refresh() {
    moreBox->setVisible(session.showsMore());
    for (const Bound& one : bound) {
        const double value = session.choices().*one.field;
        one.slider->setValues(withValue(one.steps, value));
        one.slider->setValue(value);
    }
    showNumbers();
}

bool isNarrow(const QWidget& widget) {
    constexpr int characters = 90;
    return widget.width() < characters * widget.fontMetrics().averageCharWidth();
}

std::vector<double> roundSteps(double from, double to) {
    std::vector<double> steps{from};
    for (int power = int(std::floor(std::log10(from))); power <= int(std::ceil(std::log10(to))); ++power)
        for (const double factor : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0}) {
            // From text, so that 0.3 is 0.3.
            const double step = QString::number(factor * std::pow(10.0, power), 'g', 4).toDouble();
            if (step > from * (1 + 1e-9) && step < to * (1 - 1e-9)) steps.push_back(step);
        }
    steps.push_back(to);
    return steps;
}

std::vector<double> wholeSteps(double from, double to) {
    std::vector<double> steps = roundSteps(from, to);
    std::erase_if(steps, [](double step) { return step != std::floor(step); });
    return steps;
}

std::vector<double> powersOfTwo(double from, double to) {
    std::vector<double> steps;
    for (double step = from; step <= to; step *= 2) steps.push_back(step);
    return steps;
}

std::vector<double> evenSteps(double from, double to, int count) {
    std::vector<double> steps;
    for (int i = 0; i <= count; ++i)
        steps.push_back(QString::number(from + (to - from) * i / count, 'g', 10).toDouble());
    return steps;
}

} // namespace tokenarium
