// SPDX-License-Identifier: GPL-3.0-or-later
// Parts in their order, then the answer; what crosses the end of the window is hatched.
#include "app/pages/cost/window_view.h"

#include "app/context_windows.h"
#include "widgets/cost/share_bar.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QSlider>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

enum Column { NameColumn, TokensColumn, InsideColumn, Columns };
constexpr int outputPart = 0; // the same control as in the other tabs of the prices
constexpr std::uint64_t usualWindow = 128'000;

std::uint64_t sumOf(const std::vector<CountedPart>& parts) {
    std::uint64_t sum = 0;
    for (const CountedPart& part : parts) sum += part.tokens;
    return sum;
}

} // namespace

WindowView::WindowView(CostDesk& ofRoom, QWidget* parent)
    : CostView(ofRoom, parent)
    , bar(new ShareBar)
    , enlarged(new ShareBar(this))
    , windows(new QComboBox(this))
    , output(new ValueSlider(this))
    , parts(new QTreeWidget(this)) {
    bar->setObjectName(QStringLiteral("windowBar"));
    enlarged->setObjectName(QStringLiteral("windowUsed"));
    windows->setObjectName(QStringLiteral("windowChoice"));
    output->slider().setObjectName(QStringLiteral("windowOutput"));
    parts->setObjectName(QStringLiteral("windowParts"));
    parts->setColumnCount(Columns);
    parts->setRootIsDecorated(false);
    parts->setUniformRowHeights(true);
    auto* frame = new ChartFrame(bar, QStringLiteral("context-window"), this);
    watchFrame(frame);
    output->setValues(decadeSteps(1, 1e6));
    auto* pictures = new QWidget(this);
    auto* column = new QVBoxLayout(pictures);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(frame);
    column->addWidget(enlarged);
    column->addWidget(parts, 1);
    arrange({windows, output}, pictures);
    connect(&desk, &CostDesk::partsChanged, this, &WindowView::refreshSoon);
    connect(windows, &QComboBox::activated, this, [this](int row) {
        change(-1, tr("Choose a context window"),
               [&](CostChoices& to) { to.window = windows->itemData(row).toULongLong(); });
    });
    connect(output, &ValueSlider::valueChosen, this, [this](double value) {
        CallPlan plan = prices().plan();
        plan.outputTokens = std::uint64_t(value);
        desk.prices().setPlan(plan, tr("Change the answer"), outputPart);
    });
    retranslate();
}

std::uint64_t WindowView::windowTokens() const {
    if (choices().window > 0) return choices().window;
    const PriceRow row = prices().row();
    return row && row.model->contextWindow ? *row.model->contextWindow : usualWindow;
}

void WindowView::refresh() {
    desk.askForParts();
    output->setValue(double(prices().plan().outputTokens));
    showWindows();
    showBar();
    showParts();
    showFigures();
}

void WindowView::showWindows() {
    const QSignalBlocker quiet(windows);
    const PriceRow row = prices().row();
    const QString own =
        row && row.model->contextWindow
            ? tr("Window of %1: %2").arg(modelWords(), windowSize(*row.model->contextWindow))
            : tr("Window of %1: not known, %2 assumed").arg(modelWords(), windowSize(usualWindow));
    if (windows->count() == 0) {
        windows->addItem(own, 0);
        for (const std::size_t size : contextWindows) windows->addItem(QString(), qulonglong(size));
    }
    windows->setItemText(0, own);
    for (int i = 1; i < windows->count(); ++i)
        windows->setItemText(i,
                             tr("Window of %1 tokens").arg(windowSize(windows->itemData(i).toULongLong())));
    windows->setCurrentIndex(std::max(0, windows->findData(qulonglong(choices().window))));
}

void WindowView::showBar() {
    const std::uint64_t window = windowTokens();
    const auto words = [](std::uint64_t tokens) { return tr("%1 tokens").arg(countWords(double(tokens))); };
    std::vector<std::uint64_t> sizes;
    for (const CountedPart& part : desk.parts()) sizes.push_back(part.tokens);
    const std::vector<PartInWindow> cut = partsInWindow(window, sizes);
    const ContextRoom room = contextRoom(window, sumOf(desk.parts()), prices().plan().outputTokens);
    ShareBarData content;
    content.unit = tr("tokens");
    std::uint64_t beyond = 0;
    for (std::size_t i = 0; i < cut.size(); ++i) {
        content.segments.push_back({QString::fromStdString(desk.parts()[i].part.title), words(cut[i].inside),
                                    double(cut[i].inside), ShareSegment::Kind::Part, int(i % 6)});
        beyond += cut[i].beyond();
    }
    const std::uint64_t free = window - std::min(window, sumOf(desk.parts()) + room.availableOutput);
    if (room.availableOutput > 0)
        content.segments.push_back({tr("Answer"), words(room.availableOutput), double(room.availableOutput),
                                    ShareSegment::Kind::Part, 5});
    if (free > 0)
        content.segments.push_back({tr("Free"), words(free), double(free), ShareSegment::Kind::Rest, 0});
    if (beyond > 0)
        content.segments.push_back(
            {tr("Beyond"), words(beyond), double(beyond), ShareSegment::Kind::Beyond, 0});
    content.limit = double(window);
    content.limitName = tr("end of the window: %1").arg(grouped(window));
    content.finding =
        room.overflow > 0 ? tr("%1 tokens of the prompt do not fit").arg(grouped(room.overflow))
        : room.truncated
            ? tr("The prompt fits; the answer ends after %1 of %2 tokens")
                  .arg(grouped(room.availableOutput), grouped(prices().plan().outputTokens))
            : tr("Prompt and answer fill %1 of the window")
                  .arg(percent(double(sumOf(desk.parts()) + room.availableOutput) / double(window)));
    ShareBarData used = content;
    std::erase_if(used.segments,
                  [](const ShareSegment& one) { return one.kind == ShareSegment::Kind::Rest; });
    used.limit.reset();
    if (room.overflow > 0) used.limit = double(window);
    used.limitName = content.limitName;
    used.caption = tr("What is used of it, enlarged");
    enlarged->setData(std::move(used));
    bar->setData(std::move(content));
}

void WindowView::setColors(const TokenColors& colors) {
    enlarged->setColors(colors);
    CostView::setColors(colors);
}

void WindowView::showParts() {
    std::vector<std::uint64_t> sizes;
    for (const CountedPart& part : desk.parts()) sizes.push_back(part.tokens);
    const std::vector<PartInWindow> cut = partsInWindow(windowTokens(), sizes);
    while (parts->topLevelItemCount() > int(cut.size())) delete parts->takeTopLevelItem(int(cut.size()));
    for (std::size_t i = 0; i < cut.size(); ++i) {
        if (int(i) == parts->topLevelItemCount()) new QTreeWidgetItem(parts);
        QTreeWidgetItem& row = *parts->topLevelItem(int(i));
        row.setText(NameColumn, QString::fromStdString(desk.parts()[i].part.title));
        const QString& trouble = desk.parts()[i].trouble;
        row.setText(TokensColumn, trouble.isEmpty() ? grouped(cut[i].tokens) : QStringLiteral("–"));
        row.setTextAlignment(TokensColumn, Qt::AlignRight | Qt::AlignVCenter);
        row.setText(InsideColumn, !trouble.isEmpty()     ? trouble
                                  : cut[i].beyond() == 0 ? tr("fits")
                                  : cut[i].inside == 0
                                      ? tr("wholly beyond the window")
                                      : tr("cut off after token %1; %2 are beyond")
                                            .arg(grouped(cut[i].inside), grouped(cut[i].beyond())));
    }
}

void WindowView::showFigures() {
    const std::uint64_t window = windowTokens(), input = sumOf(desk.parts()),
                        wanted = prices().plan().outputTokens;
    const ContextRoom room = contextRoom(window, input, wanted);
    std::vector<Figure> rows;
    rows.push_back(computedFigure(tr("Room for the answer"), grouped(room.availableOutput),
                                  tr("the smaller of: window − input; the answer wanted"),
                                  tr("%1 − %2 = %3; %4")
                                      .arg(grouped(window), grouped(input),
                                           grouped(window - std::min(window, input)), grouped(wanted))));
    rows.back().isMain = true;
    const CountedPrompt counted = prices().counted(prices().row());
    Figure in =
        computedFigure(tr("Input"), (counted.exact ? QString() : QStringLiteral("≈ ")) + grouped(input),
                       tr("sum of the parts"), {});
    in.source = tr("counted by %1").arg(counted.rules);
    rows.push_back(std::move(in));
    Figure size = computedFigure(tr("Window"), grouped(window), {}, {});
    const PriceRow row = prices().row();
    const bool isPublished = choices().window == 0 && row && row.model->contextWindow;
    size.from = isPublished ? Provenance::Published : Provenance::Assumed;
    if (isPublished) {
        const PriceBookSource& source = prices().book()->source();
        size.source = QString::fromStdString(source.name + " " + source.version);
    }
    rows.push_back(std::move(size));
    rows.push_back(computedFigure(tr("Does not fit"), grouped(room.overflow),
                                  tr("input − window, at least 0"),
                                  tr("%1 − %2").arg(grouped(input), grouped(window))));
    rows.push_back(
        computedFigure(tr("The answer is cut short"), room.truncated ? tr("yes") : tr("no"),
                       tr("room for the answer < answer wanted"),
                       QStringLiteral("%1 < %2").arg(grouped(room.availableOutput), grouped(wanted))));
    list->setFigures(std::move(rows));
}

void WindowView::retranslate() {
    output->setTexts(
        tr("Answer wanted"), [](double value) { return tr("%1 tokens").arg(countWords(value)); },
        tr("Tokens that the answer may have, thinking included"));
    parts->setHeaderLabels({tr("Part of the prompt"), tr("Tokens"), tr("In the window")});
    parts->setAccessibleName(tr("Parts of the prompt and the window"));
    parts->header()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
    windows->setAccessibleName(tr("Context window"));
    showTexts(tr("Prompt and answer share the context window of the model. What does not fit is refused or "
                 "silently cut "
                 "off, and a full window leaves no room for the answer."),
              {});
}

} // namespace tokenarium
