// SPDX-License-Identifier: GPL-3.0-or-later
// Two bills of the engine side by side; differences are decimals.
#include "app/pages/cost/compare_view.h"

#include "app/cost/price_words.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QTreeWidget>

namespace tokenarium {
namespace {

enum Part { TextPart = 40 };
enum Column { LabelColumn, FirstColumn, SecondColumn, DifferenceColumn, Columns };

QString exactDollars(const Decimal& usd) {
    return QStringLiteral("$%1").arg(QString::fromStdString(usd.text()));
}

QString withSign(const QString& amount, bool isNegative) {
    return isNegative ? amount : QStringLiteral("+") + amount;
}

} // namespace

CompareView::CompareView(CostDesk& ofRoom, QWidget* parent)
    : CostView(ofRoom, parent)
    , bars(new BarsChart)
    , kind(new QComboBox(this))
    , otherModel(new ModelBox(
          ofRoom.prices(), [&ofRoom] { return ofRoom.otherRow(); },
          [this](const std::string& provider, const std::string& model) {
              change(-1, tr("Choose the model to compare with"), [&](CostChoices& to) {
                  to.otherProvider = provider;
                  to.otherModel = model;
              });
          },
          this))
    , otherText(new QPlainTextEdit(this))
    , table(new QTreeWidget(this)) {
    createControls();
    auto* frame = new ChartFrame(bars, QStringLiteral("comparison"), this);
    watchFrame(frame);
    auto* other = new QWidget(this);
    auto* row = new QHBoxLayout(other);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(otherModel, 1);
    row->addWidget(otherText, 1);
    auto* pictures = new QWidget(this);
    auto* column = new QVBoxLayout(pictures);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(frame);
    column->addWidget(table, 1);
    arrange({kind, other}, pictures);
    connect(&desk, &CostDesk::partsChanged, this, &CompareView::refreshSoon);
    retranslate();
}

void CompareView::createControls() {
    bars->setObjectName(QStringLiteral("compareChart"));
    kind->setObjectName(QStringLiteral("compareKind"));
    otherModel->setObjectName(QStringLiteral("otherModel"));
    otherText->setObjectName(QStringLiteral("otherText"));
    table->setObjectName(QStringLiteral("compareTable"));
    for (int i = 0; i < 2; ++i) kind->addItem(QString());
    table->setColumnCount(Columns);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    otherText->setMaximumHeight(4 * fontMetrics().height());
    otherText->setTabChangesFocus(true);
    connect(kind, &QComboBox::activated, this, [this](int which) {
        change(-1, tr("Choose what to compare"), [&](CostChoices& to) { to.comparesText = which == 1; });
    });
    connect(otherText, &QPlainTextEdit::textChanged, this, [this] {
        change(TextPart, tr("Change the other prompt"),
               [&](CostChoices& to) { to.otherText = otherText->toPlainText(); });
    });
}

CompareView::Side CompareView::firstSide() const {
    const PriceRow row = prices().row();
    if (choices().comparesText)
        return {tr("The open prompt"), tr("The open prompt"), prices().counted(row), prices().costOf(row)};
    return {modelWords(row), QString::fromStdString(row.model->title()), prices().counted(row),
            prices().costOf(row)};
}

CompareView::Side CompareView::secondSide() const {
    if (choices().comparesText) {
        const CountedPrompt& counted = desk.otherText();
        return {tr("The other prompt"), tr("The other prompt"), counted,
                promptCost(prices().row(), counted.tokens, prices().plan(), prices().now())};
    }
    const PriceRow row = desk.otherRow();
    return {modelWords(row), QString::fromStdString(row.model->title()), prices().counted(row),
            prices().costOf(row)};
}

void CompareView::refresh() {
    const bool texts = choices().comparesText;
    if (texts) desk.askForParts();
    const QSignalBlocker quietKind(kind), quietText(otherText);
    kind->setCurrentIndex(texts ? 1 : 0);
    otherModel->setVisible(!texts);
    otherText->setVisible(texts);
    otherModel->showChosen();
    if (otherText->toPlainText() != choices().otherText) otherText->setPlainText(choices().otherText);
    if (!prices().row() || (!texts && !desk.otherRow())) {
        table->clear();
        return list->setFigures(
            {noPrice(prices().row() ? tr("The price book has no model %1 of %2.")
                                          .arg(QString::fromStdString(choices().otherModel),
                                               QString::fromStdString(choices().otherProvider))
                                    : prices().trouble())});
    }
    const Side first = firstSide(), second = secondSide();
    if (!first.cost || !second.cost) {
        table->clear();
        return list->setFigures(
            {noPrice(QString::fromStdString(first.cost ? second.cost.problem : first.cost.problem))});
    }
    const CostComparison both = compareCosts(first.cost, second.cost);
    showTable(first, second);
    showChart(first, second, both);
    showFigures(first, second, both);
}

void CompareView::addRow(const QString& label, const QString& first, const QString& second,
                         const QString& difference) {
    if (nextRow == table->topLevelItemCount()) new QTreeWidgetItem(table);
    QTreeWidgetItem& item = *table->topLevelItem(nextRow++);
    const QString words[] = {label, first, second, difference};
    for (int column = 0; column < Columns; ++column) {
        item.setText(column, words[column]);
        if (column != LabelColumn) item.setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
}

void CompareView::showTable(const Side& first, const Side& second) {
    const CostComparison both = compareCosts(first.cost, second.cost);
    table->setHeaderLabels({tr("Line of the bill"), first.shortName, second.shortName, tr("Difference")});
    for (int column = FirstColumn; column < Columns; ++column)
        table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    const auto tokens = [](const Side& side) {
        return (side.counted.exact ? QString() : QStringLiteral("≈ ")) + grouped(side.cost.inputTokens);
    };
    const auto difference = [this](const Decimal& usd) {
        return withSign(prices().money(usd), usd.isNegative());
    };
    const auto count = [](std::uint64_t a, std::uint64_t b) {
        return b < a ? QStringLiteral("−") + grouped(a - b) : QStringLiteral("+") + grouped(b - a);
    };
    nextRow = 0;
    addRow(tr("Tokens of the input"), tokens(first), tokens(second),
           count(first.cost.inputTokens, second.cost.inputTokens));
    addRow(tr("Tokens of the output"), grouped(first.cost.billedOutputTokens),
           grouped(second.cost.billedOutputTokens),
           count(first.cost.billedOutputTokens, second.cost.billedOutputTokens));
    for (const ComparedLine& line : both.lines)
        addRow(priceUnitName(line.unit),
               line.first ? prices().money(line.first->amount) : QStringLiteral("–"),
               line.second ? prices().money(line.second->amount) : QStringLiteral("–"),
               difference(line.difference));
    addRow(tr("One call"), prices().money(first.cost.usdPerCall), prices().money(second.cost.usdPerCall),
           difference(second.cost.usdPerCall.minus(first.cost.usdPerCall).value_or(Decimal())));
    if (prices().plan().calls > 1)
        addRow(tr("%1 calls").arg(grouped(prices().plan().calls)), prices().money(both.first),
               prices().money(both.second), difference(both.difference));
    while (table->topLevelItemCount() > nextRow) delete table->takeTopLevelItem(nextRow);
}

void CompareView::showChart(const Side& first, const Side& second, const CostComparison& both) {
    BarsData content;
    content.segments = {tr("input"), tr("output"), tr("other")};
    content.axisTitle = tr("a call, in %1").arg(QString::fromStdString(prices().currency().code));
    const double rate = prices().currency().perDollar.toDouble();
    content.words = [this, rate](double amount) { return prices().compactMoney(amount / rate); };
    for (const Side* side : {&first, &second}) {
        ChartBar bar;
        bar.name = side->name;
        for (const Decimal* sum : {&side->cost.call.input, &side->cost.call.output, &side->cost.call.other})
            bar.parts.push_back(sum->toDouble() * rate);
        bar.value = prices().money(side->cost.call.total);
        bar.isEstimate = !side->counted.exact;
        content.rows.push_back(std::move(bar));
    }
    if (!both.percent)
        content.finding = tr("%1 costs nothing").arg(first.name);
    else if (both.difference.isZero())
        content.finding = tr("Both cost the same");
    else
        content.finding =
            (both.difference.isNegative() ? tr("%1 costs %2 % less than %3")
                                          : tr("%1 costs %2 % more than %3"))
                .arg(second.name,
                     QString::fromStdString(
                         (both.percent->isNegative() ? both.percent->negated() : *both.percent).text()),
                     first.name);
    bars->setData(std::move(content));
}

void CompareView::showFigures(const Side& first, const Side& second, const CostComparison& both) {
    std::vector<Figure> rows;
    rows.push_back(computedFigure(
        tr("Difference"), withSign(prices().money(both.difference), both.difference.isNegative()),
        tr("second − first"),
        QStringLiteral("%1 − %2 = %3")
            .arg(exactDollars(both.second), exactDollars(both.first), exactDollars(both.difference)),
        exactDollars(both.difference)));
    rows.back().isMain = true;
    const QString share = both.percent ? QString::fromStdString(both.percent->text()) : QString();
    rows.push_back(computedFigure(
        tr("In percent of the first"),
        both.percent ? withSign(share + QStringLiteral(" %"), both.percent->isNegative())
                     : QStringLiteral("–"),
        tr("difference ÷ first × 100"),
        both.percent
            ? QStringLiteral("%1 ÷ %2 × 100").arg(exactDollars(both.difference), exactDollars(both.first))
            : tr("the first costs nothing")));
    for (const Side* side : {&first, &second}) {
        Figure tokens = computedFigure(tr("Tokens: %1").arg(side->name),
                                       (side->counted.exact ? QString() : QStringLiteral("≈ ")) +
                                           grouped(side->cost.inputTokens),
                                       {}, {});
        tokens.from = side->counted.exact ? Provenance::Computed : Provenance::Assumed;
        tokens.source = side->counted.exact
                            ? tr("counted by %1").arg(side->counted.rules)
                            : tr("estimate by %1. %2").arg(side->counted.rules, side->counted.note);
        rows.push_back(std::move(tokens));
        Figure cost = computedFigure(tr("Cost: %1").arg(side->name),
                                     (side->counted.exact ? QString() : QStringLiteral("≈ ")) +
                                         prices().money(side->cost.usd),
                                     tr("one call × number of calls"),
                                     QStringLiteral("%1 × %2").arg(exactDollars(side->cost.usdPerCall),
                                                                   grouped(prices().plan().calls)),
                                     exactDollars(side->cost.usd));
        cost.source = bookName(prices().book()->source());
        rows.push_back(std::move(cost));
    }
    list->setFigures(std::move(rows));
}

void CompareView::retranslate() {
    kind->setItemText(0, tr("The open prompt with another model"));
    kind->setItemText(1, tr("Another prompt with the same model"));
    kind->setAccessibleName(tr("What to compare"));
    otherText->setPlaceholderText(tr("Type or paste the other prompt here"));
    otherText->setAccessibleName(tr("The other prompt"));
    table->setAccessibleName(tr("Both bills, line by line"));
    for (int column = 0; column < Columns; ++column)
        table->header()->setSectionResizeMode(column, QHeaderView::Stretch);
    showTexts(tr("What would another model, or another way to ask, cost?"), {});
}

} // namespace tokenarium
