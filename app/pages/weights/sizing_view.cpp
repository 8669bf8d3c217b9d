// SPDX-License-Identifier: GPL-3.0-or-later
// Rows and columns turn by themselves; the steps of sliders.
#include "app/pages/weights/sizing_view.h"

#include "app/pages/model/scrolled_view.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/still_text.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace tokenarium {

SizingView::SizingView(SizingSession& sizing, QWidget* parent)
    : RoomView(parent)
    , session(sizing)
    , body(new QWidget) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(new ScrolledView(body, this));
    connect(&session, &SizingSession::changed, this, &SizingView::refreshSoon);
}

QWidget* SizingView::setTurning(std::vector<QBoxLayout*> rows, QWidget* figures) {
    turning = std::move(rows);
    // Figures that open may need more room than there is.
    figureScroll = new QScrollArea(body);
    figureScroll->setWidget(figures);
    figureScroll->setWidgetResizable(true);
    figureScroll->setFrameShape(QFrame::NoFrame);
    figureScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    figureScroll->setFocusPolicy(Qt::NoFocus);
    return figureScroll;
}

QWidget* SizingView::claimLine() {
    claimLabel = new QLabel(body);
    claimLabel->setObjectName(QStringLiteral("claim"));
    claimLabel->setWordWrap(true);
    claimLabel->setTextFormat(Qt::PlainText);
    claimLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return new StillText(claimLabel, 2, body);
}

void SizingView::showClaim(const RungClaim& claim) {
    claimLabel->setText(
        tr("%1 — “%2” %3 (%4)").arg(verdictMark(claim.verdict), claim.claim, claim.truth, claimSource()));
}

void SizingView::turn() {
    constexpr int characters = 90, chartLines = 16;
    const bool narrow = width() < characters * fontMetrics().averageCharWidth();
    if (narrow && figureScroll) figureScroll->setMinimumHeight(figureScroll->widget()->sizeHint().height());
    if (narrow == isNarrow) return;
    isNarrow = narrow;
    for (QBoxLayout* row : turning) {
        row->setDirection(QBoxLayout::LeftToRight);
        const bool isColumns = row == turning.back();
        if (narrow && (isColumns || 1.3 * row->sizeHint().width() > width()))
            row->setDirection(QBoxLayout::TopToBottom);
    }
    for (ChartFrame* frame : findChildren<ChartFrame*>())
        frame->setMinimumHeight(narrow ? chartLines * fontMetrics().height() : 0);
    if (!narrow && figureScroll) figureScroll->setMinimumHeight(0);
}

void SizingView::resizeEvent(QResizeEvent* event) {
    RoomView::resizeEvent(event);
    turn();
}

void SizingView::changeEvent(QEvent* event) {
    RoomView::changeEvent(event);
    if (event->type() == QEvent::FontChange) turn();
}

std::vector<double> doublings(double first, int count) {
    std::vector<double> steps;
    for (int i = 0; i < count; ++i) steps.push_back(std::ldexp(first, i));
    return steps;
}

std::vector<double> decadeSteps(double first, int decades) {
    std::vector<double> steps;
    for (int decade = 0; decade < decades; ++decade)
        for (const double factor : {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0})
            steps.push_back(first * std::pow(10.0, decade) * factor);
    steps.push_back(first * std::pow(10.0, decades));
    return steps;
}

} // namespace tokenarium
