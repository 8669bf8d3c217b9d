// SPDX-License-Identifier: GPL-3.0-or-later
// A table, slowest first, and the reason for the slowest in a sentence.
#include "app/pages/model/time/operations_panel.h"

#include "app/pages/model/stage_words.h"
#include "widgets/model/share_delegate.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

enum Column { Operation, Time, Formula, Flops, Bytes, Reached, Reason, ColumnCount };

} // namespace

OperationsPanel::OperationsPanel(QWidget* parent)
    : QWidget(parent)
    , finding(new QLabel(this))
    , pass(new QComboBox(this))
    , table(new QTableWidget(0, ColumnCount, this))
    , bars(new ShareDelegate(this)) {
    finding->setObjectName(QStringLiteral("timeOperationsFinding"));
    finding->setWordWrap(true);
    QFont strong = finding->font();
    strong.setBold(true);
    finding->setFont(strong);
    pass->setObjectName(QStringLiteral("timePass"));
    pass->addItems({QString(), QString()});
    table->setObjectName(QStringLiteral("timeOperations"));
    table->setItemDelegateForColumn(Operation, bars);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(Operation, QHeaderView::Stretch);
    auto* top = new QHBoxLayout;
    top->addWidget(finding, 1);
    top->addWidget(pass, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(table, 1);
    connect(pass, &QComboBox::activated, this, &OperationsPanel::refresh);
}

void OperationsPanel::setColors(const TokenColors& colors) {
    bars->setColors(colors);
    table->viewport()->update();
}

void OperationsPanel::show(const OperationTimes& measured, const ModelConfig& ofModel,
                           double readBytesPerSecond) {
    times = measured;
    config = ofModel;
    bandwidth = readBytesPerSecond;
    refresh();
}

void OperationsPanel::clear() {
    times.reset();
    finding->clear();
    table->setRowCount(0);
}

/// As the other tabs call it.
QString OperationsPanel::nameOf(const OperationRow& row) const {
    QString name = QString::fromStdString(row.output);
    if (row.op == Op::PutRows)
        name = tr("into the KV cache");
    else
        for (const ModelStage& stage : modelStages(config, {}))
            if (stage.tensor == row.output) name = StageWords::name(stage);
    return name;
}

/// What it computes, in the letters of the textbooks.
QString OperationsPanel::formulaOf(Op operation) {
    switch (operation) {
    case Op::Embedding: return QStringLiteral("x = E[id]");
    case Op::Add: return QStringLiteral("x + y");
    case Op::LayerNorm: return QStringLiteral("(x − μ) / σ · g + b");
    case Op::RmsNorm: return QStringLiteral("x / √mean(x²) · g");
    case Op::Linear: return QStringLiteral("W · x");
    case Op::Gelu: return QStringLiteral("x · Φ(x)");
    case Op::Swiglu: return QStringLiteral("g · σ(g) · u");
    case Op::Rotations: return QStringLiteral("cos pθ, sin pθ");
    case Op::Rope: return QStringLiteral("R(pθ) · x");
    case Op::AttentionScores: return QStringLiteral("Q · Kᵀ / √d");
    case Op::CausalMask: return QStringLiteral("−∞ if j > i");
    case Op::Softmax: return QStringLiteral("eˢ / Σ eˢ");
    case Op::AttentionValues: return QStringLiteral("P · V");
    case Op::Attention: return QStringLiteral("softmax(Q · Kᵀ / √d) · V");
    default: return {};
    }
}

QString OperationsPanel::reasonOf(OperationLimit limit) {
    switch (limit) {
    case OperationLimit::Memory: return tr("it moves bytes nearly as fast as this machine can read");
    case OperationLimit::Arithmetic: return tr("it computes much with what it moves");
    case OperationLimit::Start: return tr("each time there is so little to do that starting it costs more");
    }
    return {};
}

QString OperationsPanel::shortReasonOf(OperationLimit limit) {
    switch (limit) {
    case OperationLimit::Memory: return tr("memory");
    case OperationLimit::Arithmetic: return tr("arithmetic");
    case OperationLimit::Start: return tr("starting it");
    }
    return {};
}

void OperationsPanel::refresh() {
    if (!times) return;
    const bool decode = pass->currentIndex() == 0;
    const std::vector<OperationRow> rows = operationRows(decode ? times->decode : times->prefill, bandwidth);
    table->setRowCount(int(rows.size()));
    double seconds = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const OperationRow& row = rows[i];
        seconds += row.seconds;
        count += row.count;
        const auto put = [&](int column, const QString& text, const QString& tip = {}) {
            auto* item = new QTableWidgetItem(text);
            if (column != Operation && column != Formula && column != Reason)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setToolTip(tip);
            table->setItem(int(i), column, item);
            return item;
        };
        put(Operation, QStringLiteral("%1 × %2").arg(nameOf(row), grouped(row.count)),
            QStringLiteral("%1 · %2").arg(QString::fromStdString(row.output), QLatin1String(opName(row.op))))
            ->setData(ShareDelegate::shareRole, row.share);
        put(Time, durationText(row.seconds));
        put(Formula, formulaOf(row.op));
        put(Flops, quantityText(double(row.flops), QStringLiteral("FLOP")), grouped(row.flops));
        put(Bytes, quantityText(double(row.bytes), QStringLiteral("B")), grouped(row.bytes));
        put(Reached, row.limit == OperationLimit::Arithmetic
                         ? quantityText(row.flopsPerSecond(), QStringLiteral("FLOP/s"))
                         : quantityText(row.bytesPerSecond(), QStringLiteral("B/s")));
        put(Reason, shortReasonOf(row.limit), reasonOf(row.limit));
    }
    if (rows.empty()) return;
    const QString whole = decode ? tr("One token after %1 others took %2 in %3 operations.")
                                 : tr("Reading the prompt of %1 tokens took %2 in %3 operations.");
    finding->setText(
        whole.arg(grouped(times->promptTokens), durationText(seconds), grouped(count)) + QLatin1Char(' ') +
        tr("Most of it, %1, went to %2: %3.")
            .arg(percent(rows.front().share), nameOf(rows.front()), reasonOf(rows.front().limit)));
}

void OperationsPanel::retranslate() {
    pass->setItemText(0, tr("One token (decode)"));
    pass->setItemText(1, tr("The prompt (prefill)"));
    pass->setAccessibleName(tr("Which pass"));
    table->setHorizontalHeaderLabels({tr("Operation, of all blocks together"), tr("Time (measured)"),
                                      tr("Maths"), tr("Arithmetic (computed)"), tr("Bytes moved (computed)"),
                                      tr("Reached"), tr("Slowed by")});
    table->setAccessibleName(tr("Operations with their times and their work"));
    refresh();
}

} // namespace tokenarium
