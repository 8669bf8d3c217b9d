// SPDX-License-Identifier: GPL-3.0-or-later
// The list is the database's; what is deleted can be brought back by undo.
#include "app/pages/cost/saved_view.h"

#include "app/cost/price_words.h"
#include "engine/file/replaced_file.h"
#include "widgets/style/number_text.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>
#include <QUndoCommand>
#include <QVBoxLayout>

#include <algorithm>
#include <filesystem>
#include <span>

namespace tokenarium {
namespace {

QString exactDollars(const Decimal& usd) {
    return QStringLiteral("$%1").arg(QString::fromStdString(usd.text()));
}

/// Deletes, and saves again with the same keys.
class DeleteEstimates : public QUndoCommand {
public:
    DeleteEstimates(SavedEstimates& from, std::vector<Estimate> which, const QString& name)
        : QUndoCommand(name)
        , saved(from)
        , estimates(std::move(which)) {}
    void redo() override {
        QStringList keys;
        for (const Estimate& one : estimates) keys += one.key;
        saved.remove(keys);
    }
    void undo() override {
        for (const Estimate& one : estimates) saved.save(one);
    }

private:
    SavedEstimates& saved;
    std::vector<Estimate> estimates;
};

} // namespace

SavedView::SavedView(CostDesk& ofRoom, QWidget* parent)
    : CostView(ofRoom, parent)
    , model(new EstimateTableModel(ofRoom, this))
    , view(new QTableView(this))
    , words(new QLineEdit(this))
    , saveButton(new QPushButton(this))
    , openButton(new QPushButton(this))
    , deleteButton(new QPushButton(this))
    , exportButton(new QPushButton(this))
    , state(new QLabel(this)) {
    createControls();
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {saveButton, openButton, deleteButton, exportButton}) row->addWidget(button);
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view, 1);
    column->addWidget(state);
    arrange({words, buttons}, left);
    connect(&desk.saved(), &SavedEstimates::changed, this, &SavedView::refreshSoon);
    connect(&desk.saved(), &SavedEstimates::said, this, &RoomView::said);
    retranslate();
}

void SavedView::createControls() {
    view->setObjectName(QStringLiteral("savedTable"));
    words->setObjectName(QStringLiteral("savedSearch"));
    saveButton->setObjectName(QStringLiteral("saveEstimate"));
    openButton->setObjectName(QStringLiteral("openEstimate"));
    deleteButton->setObjectName(QStringLiteral("deleteEstimate"));
    exportButton->setObjectName(QStringLiteral("exportEstimates"));
    state->setObjectName(QStringLiteral("savedState"));
    state->setWordWrap(true);
    state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setClearButtonEnabled(true);
    view->setModel(model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setSortingEnabled(true);
    view->sortByColumn(EstimateTableModel::SavedColumn, Qt::DescendingOrder);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setHighlightSections(false);
    view->setWordWrap(false);
    view->setShowGrid(false);
    view->setTabKeyNavigation(false);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view->horizontalHeader()->setSectionResizeMode(EstimateTableModel::TitleColumn, QHeaderView::Stretch);
    connect(words, &QLineEdit::textChanged, &desk.saved(), &SavedEstimates::search);
    connect(saveButton, &QPushButton::clicked, this, &SavedView::save);
    connect(openButton, &QPushButton::clicked, this, &SavedView::reopen);
    connect(deleteButton, &QPushButton::clicked, this, &SavedView::remove);
    connect(exportButton, &QPushButton::clicked, this, &SavedView::askExport);
    connect(view, &QTableView::activated, this, &SavedView::reopen);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (const auto* row = current()) chosenKey = row->estimate.key;
        showChosen();
    });
}

const EstimateTableModel::Row* SavedView::current() const {
    const QModelIndexList chosen = view->selectionModel()->selectedRows();
    return chosen.isEmpty() ? nullptr : &model->rowAt(chosen.front().row());
}

QStringList SavedView::chosenKeys() const {
    QStringList keys;
    for (const QModelIndex& index : view->selectionModel()->selectedRows())
        if (const auto& row = model->rowAt(index.row()); row.state != EstimateTableModel::State::Open)
            keys += row.estimate.key;
    return keys;
}

void SavedView::refresh() {
    auto open = desk.estimateNow();
    if (open) open->key = QStringLiteral("open"); // the same row as before
    model->setRows(open, desk.saved().waiting(), desk.saved().shown());
    const auto row = model->rowOf(chosenKey);
    if (model->rowCount() > 0) view->selectRow(row.value_or(0));
    showChosen();
    showState();
}

void SavedView::save() {
    const auto estimate = desk.estimateNow();
    if (!estimate) return emit said(tr("There is no price to be saved: %1").arg(prices().trouble()));
    chosenKey = estimate->key;
    desk.saved().save(*estimate);
}

void SavedView::remove() {
    const QStringList keys = chosenKeys();
    std::vector<Estimate> estimates;
    for (const std::vector<Estimate>* from : {&desk.saved().waiting(), &desk.saved().shown()})
        for (const Estimate& one : *from)
            if (keys.contains(one.key)) estimates.push_back(one);
    if (estimates.empty()) return;
    desk.prices().undoStack().push(
        new DeleteEstimates(desk.saved(), std::move(estimates), tr("Delete estimates")));
}

/// Model, plan and currency as they were; the prompt is that which is open.
void SavedView::reopen() {
    const auto* row = current();
    if (!row || row->state == EstimateTableModel::State::Open) return;
    const Estimate estimate = row->estimate;
    const PriceRow known =
        prices().book()->find(estimate.model.toStdString(), estimate.provider.toStdString());
    QUndoStack& undo = desk.prices().undoStack();
    undo.beginMacro(tr("Open an estimate"));
    if (known) desk.prices().chooseModel(known.provider->id, known.model->id);
    desk.prices().setPlan(estimate.plan, tr("Open an estimate"));
    desk.prices().chooseCurrency(QString::fromStdString(estimate.currency.code));
    undo.endMacro();
    if (!known)
        return emit said(tr("The plan was taken over, but the price book of today has no model %1 of %2.")
                             .arg(estimate.modelName, estimate.provider));
    const auto now = desk.estimateNow();
    emit said(
        now && now->promptHash == estimate.promptHash
            ? tr("Model and plan are those of the estimate of %1.").arg(savedTime(estimate))
            : tr("Model and plan are those of the estimate of %1; the prompt that is open is another one.")
                  .arg(savedTime(estimate)));
}

void SavedView::exportTo(const QString& path) const {
    std::vector<Estimate> all;
    for (int i = 0; i < model->rowCount(); ++i)
        if (model->rowAt(i).state != EstimateTableModel::State::Open) all.push_back(model->rowAt(i).estimate);
    const QByteArray text = estimatesCsv(all);
    writeFileAtOnce(std::filesystem::path(path.toStdU16String()),
                    std::as_bytes(std::span(text.constData(), std::size_t(text.size()))));
}

void SavedView::askExport() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the estimates"),
                                                      QStringLiteral("estimates.csv"), tr("Table (*.csv)"));
    if (path.isEmpty()) return;
    try {
        exportTo(path);
        emit said(tr("The estimates are in %1.").arg(path));
    } catch (const std::runtime_error& error) {
        emit said(QString::fromUtf8(error.what()));
    }
}

void SavedView::showState() {
    const SavedEstimates& saved = desk.saved();
    QString said;
    if (!saved.waiting().empty())
        said = tr("Waiting to be saved, and tried again every few seconds: %1.").arg(saved.waiting().size()) +
               QLatin1Char(' ');
    if (!saved.trouble().isEmpty())
        said += QStringLiteral("⚠ ") + saved.trouble();
    else if (saved.total() == 0)
        said += tr("Nothing is saved yet: “Save” keeps the first row, with its prices, as it is now.");
    else
        said += tr("%1 of %2 saved estimates. They lie in %3")
                    .arg(grouped(saved.shown().size()), grouped(saved.total()),
                         saved.file().isEmpty() ? tr("memory, until the program ends") : saved.file());
    state->setText(said);
    const bool any = !saved.shown().empty() || !saved.waiting().empty();
    exportButton->setEnabled(any);
}

void SavedView::showChosen() {
    const auto* row = current();
    deleteButton->setEnabled(!chosenKeys().isEmpty());
    openButton->setEnabled(row && row->state != EstimateTableModel::State::Open);
    saveButton->setEnabled(prices().row() && desk.estimateNow().has_value());
    if (!row) return list->setFigures({noPrice(prices().trouble())});
    const Estimate& one = row->estimate;
    const QString book = QStringLiteral("%1 %2, %3").arg(one.bookName, one.bookVersion, one.bookDate);
    std::vector<Figure> rows;
    rows.push_back(
        computedFigure(tr("Cost"), estimateMoney(one, one.usd), tr("one call × number of calls"),
                       QStringLiteral("%1 × %2 = %3")
                           .arg(exactDollars(one.usdPerCall), grouped(one.plan.calls), exactDollars(one.usd)),
                       exactDollars(one.usd)));
    rows.back().isMain = true;
    for (const EstimateLine& line : one.lines) {
        const auto unit = priceUnitOfUsage(line.unit.toStdString());
        Figure figure =
            computedFigure(unit ? priceUnitName(*unit) : line.unit, estimateMoney(one, line.usd),
                           tr("amount × price ÷ %1").arg(grouped(line.per)),
                           QStringLiteral("%1 × %2 ÷ %3 = %4")
                               .arg(QString::fromStdString(line.quantity.text()), exactDollars(line.price),
                                    grouped(line.per), exactDollars(line.usd)),
                           exactDollars(line.usd));
        figure.from = Provenance::Published;
        figure.source = book;
        rows.push_back(std::move(figure));
    }
    Figure tokens =
        computedFigure(tr("Tokens of the prompt"),
                       (one.exact ? QString() : QStringLiteral("≈ ")) + grouped(one.tokens.all()), {}, {});
    tokens.from = one.exact ? Provenance::Computed : Provenance::Assumed;
    tokens.source =
        one.exact ? tr("counted by %1").arg(one.rules) : tr("estimate by %1. %2").arg(one.rules, one.note);
    rows.push_back(std::move(tokens));
    Figure answer = computedFigure(
        tr("Answer expected"), tr("%1 tokens").arg(grouped(one.plan.outputTokens + one.plan.reasoningTokens)),
        {}, {});
    answer.from = Provenance::Assumed;
    rows.push_back(std::move(answer));
    if (one.currency.code != "USD") {
        Figure rate = computedFigure(tr("Rate"),
                                     QStringLiteral("1 USD = %1 %2")
                                         .arg(QString::fromStdString(one.currency.perDollar.text()),
                                              QString::fromStdString(one.currency.code)),
                                     {}, {});
        rate.from = Provenance::Assumed;
        rate.source = one.currency.date.empty()
                          ? tr("a round rate")
                          : tr("looked up on %1").arg(QString::fromStdString(one.currency.date));
        rows.push_back(std::move(rate));
    }
    addToday(one, rows);
    list->setFigures(std::move(rows));
}

/// The same tokens and plan with the prices of the book that is open now.
void SavedView::addToday(const Estimate& one, std::vector<Figure>& rows) const {
    const PriceRow known = prices().book()->find(one.model.toStdString(), one.provider.toStdString());
    if (!known) {
        rows.push_back(computedFigure(tr("With the prices of today"), tr("not in the price book"), {}, {}));
        return;
    }
    const PromptCost cost = promptCost(known, one.tokens, one.plan, prices().now());
    if (!cost) return;
    const auto difference = cost.usd.minus(one.usd);
    Figure today = computedFigure(
        tr("With the prices of today"), estimateMoney(one, cost.usd),
        tr("the same tokens and plan with the price book that is open"),
        difference ? QStringLiteral("%1 − %2 = %3")
                         .arg(exactDollars(cost.usd), exactDollars(one.usd), exactDollars(*difference))
                   : QString(),
        exactDollars(cost.usd));
    today.source = bookName(prices().book()->source());
    rows.push_back(std::move(today));
}

void SavedView::retranslate() {
    words->setPlaceholderText(tr("Search: prompt, model, date …"));
    words->setAccessibleName(tr("Search the saved estimates"));
    saveButton->setText(tr("Save"));
    saveButton->setToolTip(tr("Keeps what the open prompt costs now, with prices, plan and rate"));
    openButton->setText(tr("Use again"));
    openButton->setToolTip(tr("Takes model, plan and currency from the chosen estimate"));
    deleteButton->setText(tr("Delete"));
    deleteButton->setToolTip(tr("Undo brings it back"));
    exportButton->setText(tr("Export CSV…"));
    exportButton->setToolTip(tr("What the list shows, as a table for spreadsheets"));
    view->setAccessibleName(tr("Saved estimates"));
    showTexts(tr("Estimates keep their prices: what a prompt cost by the price book of that day, and what it "
                 "would cost today."),
              {});
}

} // namespace tokenarium
