// SPDX-License-Identifier: GPL-3.0-or-later
// All bytes are computed from the shape of the model; the text only says how many tokens there are.
#include "app/pages/model/inside/cache_section.h"

#include "app/pages/model/inside/section_parts.h"
#include "engine/view/cache_size.h"
#include "widgets/model/cache_picture.h"
#include "widgets/style/number_text.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace tokenarium {

CacheSection::CacheSection(ModelSession& modelSession, QWidget* parent)
    : RefreshedView(modelSession, parent) {
    sentence = plainLabel(this);
    finding = findingLabel(this, "cacheFinding");
    formula = plainLabel(this, "cacheFormula");
    picture = new CachePicture(this);
    picture->setObjectName(QStringLiteral("cachePicture"));
    table = new QTableWidget(this);
    table->setObjectName(QStringLiteral("cacheTable"));
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFrameShape(QFrame::NoFrame);
    table->viewport()->setAutoFillBackground(false);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->horizontalHeader()->setSectionsClickable(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(sentence);
    column->addWidget(finding);
    column->addWidget(picture, 1);
    column->addWidget(formula);
    column->addWidget(table);
    connect(&session, &ModelSession::modelChanged, this, &RefreshedView::refreshSoon);
    connect(&session, &ModelSession::textChanged, this, &RefreshedView::refreshSoon);
    connect(&session, &ModelSession::litTokenChanged, this, &RefreshedView::refreshSoon);
    connect(picture, &CachePicture::hovered, &session, &ModelSession::hoverToken);
    connect(picture, &CachePicture::pinned, &session, &ModelSession::pinToken);
}

void CacheSection::setColors(const TokenColors& colors) { picture->setColors(colors); }

void CacheSection::refresh() {
    sentence->setText(
        tr("Keys and values of every token read so far are kept, so that the next token need not "
           "compute them again: the price is memory that grows with every token."));
    picture->setAccessibleName(tr("The KV cache: a column per token, a band per layer"));
    table->setAccessibleName(tr("Bytes of the KV cache"));
    if (!session.model()) return;
    const CacheShape shape = cacheShapeOf(session.model()->opened.config);
    const std::vector<TokenId> ids = session.ids();
    QStringList labels;
    for (const TokenId id : ids) labels.append(session.tokenLabel(id));
    picture->setData(shape.layers, shape.positions, labels);
    picture->setLit(session.litToken());
    const auto bytes = [](std::uint64_t count) { return tr("%1 bytes").arg(grouped(std::size_t(count))); };
    finding->setText(tr("%1 tokens take %2; each further token takes %3.")
                         .arg(grouped(ids.size()), bytes(cacheBytes(shape, ids.size(), 4)),
                              bytes(cacheBytes(shape, 1, 4))));
    formula->setText(
        tr("Computed: 2 (keys and values) × %1 layers × %2 (%3 key heads × %4 numbers) × 4 bytes "
           "× %5 tokens = %6")
            .arg(shape.layers)
            .arg(shape.keyHeads * shape.headWidth)
            .arg(shape.keyHeads)
            .arg(shape.headWidth)
            .arg(ids.size())
            .arg(bytes(cacheBytes(shape, ids.size(), 4))));
    showTable(ids.size());
}

void CacheSection::showTable(std::size_t tokens) {
    const CacheShape shape = cacheShapeOf(session.model()->opened.config);
    struct Row {
        QString name;
        CacheShape shape;
        std::size_t bytes;
    };
    std::vector<Row> rows{{tr("as here: 32-bit numbers"), shape, 4}, {tr("16-bit numbers (FP16)"), shape, 2}};
    if (const std::size_t groups = groupedKeyHeads(shape); groups > 1)
        rows.push_back({tr("FP16, %1 query heads share %2 key heads").arg(shape.heads).arg(groups),
                        withKeyHeads(shape, groups), 2});
    if (shape.keyHeads > 1)
        rows.push_back(
            {tr("FP16, all %1 query heads share one").arg(shape.heads), withKeyHeads(shape, 1), 2});
    table->setRowCount(int(rows.size()));
    table->setColumnCount(4);
    table->setHorizontalHeaderLabels({tr("What if"), tr("bytes per token"), tr("bytes of this text"),
                                      tr("bytes of the full context (%1 tokens)").arg(shape.positions)});
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const Row& one = rows[row];
        table->setItem(int(row), 0, new QTableWidgetItem(one.name));
        const std::size_t counts[] = {1, tokens, shape.positions};
        for (int i = 0; i < 3; ++i) {
            auto* cell =
                new QTableWidgetItem(grouped(std::size_t(cacheBytes(one.shape, counts[i], one.bytes))));
            cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            table->setItem(int(row), i + 1, cell);
        }
    }
    table->resizeColumnsToContents();
    table->resizeRowsToContents();
    int height = table->horizontalHeader()->sizeHint().height() + 4;
    for (int row = 0; row < table->rowCount(); ++row) height += table->rowHeight(row);
    table->setFixedHeight(height);
}

} // namespace tokenarium
