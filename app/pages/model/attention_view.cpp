// SPDX-License-Identifier: GPL-3.0-or-later
// Averages and thumbnails are made on a worker; everything that follows the lit token is done at once.
#include "app/pages/model/attention_view.h"

#include "widgets/model/attention_lines.h"
#include "widgets/model/head_grid.h"
#include "widgets/model/heat_map.h"
#include "widgets/model/share_delegate.h"
#include "widgets/style/number_text.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <limits>
#include <utility>

namespace tokenarium {
namespace {

constexpr std::size_t thumbnailSide = 48, mostListed = 24;
constexpr int tokenRole = Qt::UserRole;

QPushButton* switchButton(QWidget* parent, QButtonGroup* group, const char* objectName) {
    auto* button = new QPushButton(parent);
    button->setObjectName(QLatin1String(objectName));
    button->setCheckable(true);
    group->addButton(button);
    QObject::connect(button, &QPushButton::toggled, button, [button](bool on) { // not by shade alone
        QFont font = button->font();
        font.setBold(on);
        button->setFont(font);
    });
    return button;
}

} // namespace

struct AttentionView::Summary {
    AttentionMaps maps;
    std::vector<AttentionThumbnail> pictures;
    std::vector<float> chosen;
};

AttentionView::AttentionView(ModelSession& modelSession, QWidget* parent)
    : RefreshedView(modelSession, parent) {
    createControls();
    connectSession();
    retranslate();
}

AttentionView::~AttentionView() {
    summaryJob.cancel();
    choiceJob.cancel();
}

void AttentionView::createControls() {
    sentence = new QLabel(this);
    sentence->setWordWrap(true);
    finding = new QLabel(this);
    finding->setObjectName(QStringLiteral("attentionFinding"));
    finding->setWordWrap(true);
    finding->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont strong = finding->font();
    strong.setBold(true);
    finding->setFont(strong);
    notKept = new QLabel(this);
    notKept->setObjectName(QStringLiteral("attentionNotKept"));
    notKept->setWordWrap(true);
    notKept->setAlignment(Qt::AlignCenter);
    auto* direction = new QButtonGroup(this);
    readsButton = switchButton(this, direction, "attentionReads");
    isReadButton = switchButton(this, direction, "attentionIsRead");
    readsButton->setChecked(true);
    auto* picture = new QButtonGroup(this);
    linesButton = switchButton(this, picture, "attentionAsLines");
    mapButton = switchButton(this, picture, "attentionAsMap");
    linesButton->setChecked(true);
    gridTitle = new QLabel(this);
    gridTitle->setWordWrap(true);
    grid = new HeadGrid(this);
    grid->setObjectName(QStringLiteral("attentionHeads"));
    lines = new AttentionLines(this);
    lines->setObjectName(QStringLiteral("attentionLines"));
    map = new HeatMap(this);
    map->setObjectName(QStringLiteral("attentionMap"));
    pictures = new QStackedWidget(this);
    pictures->addWidget(lines);
    pictures->addWidget(map);
    list = new QListWidget(this);
    list->setObjectName(QStringLiteral("attentionList"));
    list->setFrameShape(QFrame::NoFrame);
    list->viewport()->setAutoFillBackground(false);
    list->setMouseTracking(true);
    shares = new ShareDelegate(list);
    list->setItemDelegate(shares);

    auto* switches = new QHBoxLayout;
    switches->setSpacing(4);
    switches->addWidget(linesButton);
    switches->addWidget(mapButton);
    switches->addStretch(1);
    switches->addWidget(readsButton);
    switches->addWidget(isReadButton);
    auto* left = new QVBoxLayout;
    left->addWidget(gridTitle);
    left->addWidget(grid, 1);
    auto* middle = new QVBoxLayout;
    middle->addLayout(switches);
    middle->addWidget(pictures, 1);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(16);
    sides->addLayout(left, 5);
    sides->addLayout(middle, 10);
    sides->addWidget(list, 3);
    auto* kept = new QWidget(this);
    auto* column = new QVBoxLayout(kept);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(finding);
    column->addLayout(sides, 1);
    whole = new QStackedWidget(this);
    whole->addWidget(kept);
    whole->addWidget(notKept);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(sentence);
    all->addWidget(whole, 1);
}

void AttentionView::connectSession() {
    connect(&session, &ModelSession::modelChanged, this, [this] {
        maps = {};
        shownRun = nullptr;
        refreshSoon();
    });
    connect(&session, &ModelSession::runChanged, this, &RefreshedView::refreshSoon);
    connect(&session, &ModelSession::litTokenChanged, this, [this] {
        if (isVisible()) showLit();
    });
    connect(&session, &ModelSession::headChanged, this, [this] {
        const AttentionChoice wanted{session.layer(), session.head()};
        if (wanted != choice) choose(wanted);
    });
    connect(grid, &HeadGrid::chosen, this, [this](const AttentionChoice& wanted) {
        choose(wanted);
        if (wanted.layer && wanted.head) session.showHead(*wanted.layer, *wanted.head);
    });
    connect(readsButton, &QPushButton::toggled, this, [this](bool reads) {
        lines->setDirection(reads ? AttentionLines::Direction::Reads : AttentionLines::Direction::IsRead);
        showList();
    });
    connect(mapButton, &QPushButton::toggled, this,
            [this](bool asMap) { pictures->setCurrentWidget(asMap ? static_cast<QWidget*>(map) : lines); });
    connect(lines, &AttentionLines::hovered, &session, &ModelSession::hoverToken);
    connect(lines, &AttentionLines::pinned, &session, &ModelSession::pinToken);
    const auto tokenOf = [this](const std::optional<HeatMapCell>& cell) -> std::optional<std::size_t> {
        if (!cell) return std::nullopt;
        return readsButton->isChecked() ? cell->row : cell->column;
    };
    connect(map, &HeatMap::cellHovered, this,
            [this, tokenOf](std::optional<HeatMapCell> cell) { session.hoverToken(tokenOf(cell)); });
    connect(map, &HeatMap::cellChosen, this,
            [this, tokenOf](std::optional<HeatMapCell> cell) { session.pinToken(tokenOf(cell)); });
    connect(list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        session.pinToken(std::size_t(item->data(tokenRole).toULongLong()));
    });
    connect(list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        session.pinToken(std::size_t(item->data(tokenRole).toULongLong()));
    });
}

void AttentionView::setColors(const TokenColors& colors) {
    grid->setColors(colors);
    lines->setColors(colors);
    map->setColors(colors);
    shares->setColors(colors);
    list->viewport()->update();
}

void AttentionView::retranslate() {
    sentence->setText(
        tr("Each head of each layer decides anew which earlier tokens a token reads, and how much of "
           "each; its shares sum to 100 %."));
    gridTitle->setText(tr("Layers (rows) and heads (columns); ⌀ is their mean"));
    grid->setAccessibleName(tr("Heads of all layers"));
    lines->setAccessibleName(tr("Attention as lines"));
    map->setAccessibleName(tr("Attention as a heat map"));
    list->setAccessibleName(tr("The strongest"));
    readsButton->setText(tr("Whom does it read?"));
    readsButton->setToolTip(tr("From the lit token to those it takes something from"));
    isReadButton->setText(tr("Who reads it?"));
    isReadButton->setToolTip(tr("From later tokens to the lit one"));
    linesButton->setText(tr("Lines"));
    mapButton->setText(tr("Heat map"));
    notKept->setText(
        tr("This model and text are too large to keep all attention weights; only what comes out of "
           "each layer is kept. A shorter prompt or a smaller model shows them."));
}

QString AttentionView::labelOf(std::size_t token) const { return labels.value(qsizetype(token)); }

void AttentionView::refresh() {
    retranslate();
    const auto& run = session.run();
    const bool isKept = !run || run->detail == RecordedRun::Detail::Everything;
    whole->setCurrentIndex(isKept ? 0 : 1);
    sentence->setVisible(isKept);
    if (!isKept || !run) return;
    if (run == shownRun) return showChoice(std::move(weights));
    summarize();
}

void AttentionView::summarize() {
    choiceJob.cancel();
    summaryJob.start(
        [run = session.run(), wanted = choice](std::stop_token stop, const Job::Progress&) {
            Summary made;
            made.maps = attentionMapsOf(run);
            for (std::size_t layer = 0; layer < made.maps.layers.size() && !stop.stop_requested(); ++layer)
                for (std::size_t head = 0; head <= made.maps.heads; ++head) {
                    const bool isMean = head == made.maps.heads;
                    made.pictures.push_back(thumbnailOf(
                        attentionOf(made.maps, {layer, isMean ? std::nullopt : std::optional(head)}),
                        thumbnailSide));
                }
            made.pictures.push_back(thumbnailOf(attentionOf(made.maps, {}), thumbnailSide));
            made.chosen = attentionOf(made.maps, wanted);
            return std::make_pair(run, std::move(made));
        },
        [this](std::pair<std::shared_ptr<const RecordedRun>, Summary> arrived) {
            shownRun = std::move(arrived.first);
            maps = std::move(arrived.second.maps);
            labels.clear();
            for (const TokenId id : shownRun->ids) labels.append(session.tokenLabel(id));
            grid->setData(maps.layers.size(), maps.heads, arrived.second.pictures);
            if (arrived.second.chosen.empty()) return choose({session.layer(), session.head()});
            showChoice(std::move(arrived.second.chosen));
        });
}

void AttentionView::choose(const AttentionChoice& wanted) {
    choice = wanted;
    grid->setChoice(choice);
    if (maps.layers.empty() || summaryJob.isBusy() || !isVisible()) {
        shownRun = nullptr; // the summary is made again, with this choice
        return refreshSoon();
    }
    choiceJob.start(
        [maps = maps, wanted](std::stop_token, const Job::Progress&) { return attentionOf(maps, wanted); },
        [this](std::vector<float> made) { showChoice(std::move(made)); });
}

void AttentionView::showChoice(std::vector<float> chosenWeights) {
    weights = std::move(chosenWeights);
    grid->setChoice(choice);
    lines->setData(labels, weights);
    auto seen = std::make_shared<std::vector<float>>(weights);
    const std::size_t side = std::size_t(labels.size());
    for (std::size_t row = 0; row < side && seen->size() == side * side; ++row)
        for (std::size_t column = row + 1; column < side; ++column)
            (*seen)[row * side + column] = std::numeric_limits<float>::quiet_NaN(); // nobody reads ahead
    HeatMapData picture;
    picture.owner = seen;
    picture.values = *seen;
    picture.rows = picture.columns = seen->empty() ? 0 : side;
    picture.title = HeadGrid::nameOf(choice);
    picture.rowName = tr("token that reads");
    picture.columnName = tr("token that is read");
    picture.rowLabel =
        picture.columnLabel = [shown = labels](std::size_t token) { return shown.value(qsizetype(token)); };
    map->setData(std::move(picture));
    showLit();
}

void AttentionView::showLit() {
    const std::size_t lit = session.litToken();
    lines->setLit(lit);
    map->setLitRow(lit);
    map->setLitColumn(lit);
    showList();
}

void AttentionView::showList() {
    const std::size_t lit = session.litToken();
    const auto strongest = readsButton->isChecked() ? tokensReadBy(weights, lit, mostListed)
                                                    : tokensThatRead(weights, lit, mostListed);
    list->clear();
    for (const AttentionShare& share : strongest) {
        auto* item = new QListWidgetItem(labelOf(share.token), list);
        item->setData(tokenRole, qulonglong(share.token));
        item->setData(ShareDelegate::shareRole, share.weight);
        item->setData(Qt::AccessibleTextRole,
                      QStringLiteral("%1, %2").arg(labelOf(share.token), percent(share.weight)));
    }
    finding->setText(findingFor(strongest));
}

QString AttentionView::findingFor(const std::vector<AttentionShare>& strongest) const {
    const std::size_t lit = session.litToken();
    if (weights.empty() || lit >= std::size_t(labels.size())) return tr("Reading …");
    const QString where = HeadGrid::nameOf(choice);
    if (strongest.empty()) return tr("In %1 nobody reads ‘%2’.").arg(where, labelOf(lit));
    const AttentionShare& top = strongest.front();
    if (readsButton->isChecked()) {
        if (top.token == lit)
            return tr("In %1, ‘%2’ reads itself most: %3.").arg(where, labelOf(lit), percent(top.weight));
        return tr("In %1, ‘%2’ reads ‘%3’ most: %4.")
            .arg(where, labelOf(lit), labelOf(top.token), percent(top.weight));
    }
    return tr("In %1, ‘%2’ is read most by ‘%3’: %4 of what that token takes in.")
        .arg(where, labelOf(lit), labelOf(top.token), percent(top.weight));
}

} // namespace tokenarium
