// SPDX-License-Identifier: GPL-3.0-or-later
// One product with the head for all layers, on a worker; then a table of names and bars.
#include "app/pages/model/inside/lens_section.h"

#include "app/pages/model/inside/section_parts.h"
#include "widgets/model/share_delegate.h"
#include "widgets/style/number_text.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace tokenarium {
namespace {

constexpr std::size_t candidates = 5;

} // namespace

LensSection::LensSection(ModelSession& modelSession, QWidget* parent) : RefreshedView(modelSession, parent) {
    sentence = plainLabel(this);
    finding = findingLabel(this, "lensFinding");
    table = new QTableWidget(this);
    table->setObjectName(QStringLiteral("lensTable"));
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFrameShape(QFrame::NoFrame);
    table->viewport()->setAutoFillBackground(false);
    table->setShowGrid(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setSectionsClickable(false);
    table->verticalHeader()->setSectionsClickable(false);
    shares = new ShareDelegate(table);
    table->setItemDelegate(shares);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(sentence);
    column->addWidget(finding);
    column->addWidget(table, 1);
    connect(&session, &ModelSession::runChanged, this, &RefreshedView::refreshSoon);
    connect(&session, &ModelSession::litTokenChanged, this, &RefreshedView::refreshSoon);
}

void LensSection::setColors(const TokenColors& colors) {
    shares->setColors(colors);
    table->viewport()->update();
}

void LensSection::refresh() {
    sentence->setText(
        tr("The final norm and the head, put behind every layer: what the model would predict after "
           "the lit token if it stopped there."));
    table->setAccessibleName(tr("Likeliest next tokens after each layer"));
    const auto run = session.run();
    if (!run) return finding->setText(tr("Reading …"));
    const std::size_t token = std::min(session.litToken(), run->tokens() - 1);
    job.start(
        [run, token](std::stop_token, const Job::Progress&) { return logitLensOf(*run, token, candidates); },
        [this, token, id = run->ids[token]](const LogitLens& lens) { show(lens, token, id); });
}

void LensSection::show(const LogitLens& lens, std::size_t token, TokenId id) {
    table->setRowCount(int(lens.rows.size()));
    table->setColumnCount(int(candidates));
    QStringList places;
    for (std::size_t row = 0; row < lens.rows.size(); ++row) {
        places += row == 0 ? tr("embedding") : tr("layer %1").arg(row);
        for (std::size_t rank = 0; rank < candidates; ++rank) {
            auto* cell = new QTableWidgetItem;
            table->setItem(int(row), int(rank), cell);
            if (rank >= lens.rows[row].size()) continue;
            const LensCandidate& one = lens.rows[row][rank];
            cell->setText(session.tokenLabel(one.id));
            cell->setData(ShareDelegate::shareRole, one.probability);
            cell->setData(ShareDelegate::markRole, one.id == *lens.winner);
            cell->setData(Qt::AccessibleTextRole,
                          tr("%1, %2: %3").arg(places.last(), cell->text(), percent(one.probability)));
        }
    }
    table->setVerticalHeaderLabels(places);
    QStringList ranks;
    for (std::size_t rank = 1; rank <= candidates; ++rank) ranks += QString::number(rank);
    table->setHorizontalHeaderLabels(ranks);
    if (!lens.winner) return;
    const QString after = tr("After token %1, ‘%2’").arg(token + 1).arg(session.tokenLabel(id));
    const QString winner = session.tokenLabel(*lens.winner);
    if (lens.leadsFrom == 0)
        finding->setText(tr("%1: ‘%2’ leads from the embedding on.").arg(after, winner));
    else if (lens.leadsFrom + 1 == lens.rows.size())
        finding->setText(
            tr("%1: only the last layer, %2, puts ‘%3’ first.").arg(after).arg(lens.leadsFrom).arg(winner));
    else
        finding->setText(tr("%1: from layer %2 on, ‘%3’ leads.").arg(after).arg(lens.leadsFrom).arg(winner));
}

} // namespace tokenarium
