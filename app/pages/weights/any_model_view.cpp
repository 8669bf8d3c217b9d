// SPDX-License-Identifier: GPL-3.0-or-later
// Everything is shown from the session's model; texts are set in place, nothing is made anew.
#include "app/pages/weights/any_model_view.h"

#include "app/pages/weights/dial_panel.h"
#include "app/pages/weights/tensor_table.h"
#include "app/pages/weights/turning_columns.h"
#include "app/weights/weight_figures.h"
#include "app/weights/weights_words.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/treemap_chart.h"
#include "widgets/figures/figure_list.h"
#include "widgets/still_text.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace tokenarium {
namespace {

enum Lower { ByKind, ByLayer, AsTable, LowerViews };

/// Groups that this model has, in a fixed order; a group's colour is its place among them, in bar and map.
std::vector<WeightGroup> groupsOf(const GroupCounts& counts) {
    std::vector<WeightGroup> groups;
    for (std::size_t i = 0; i < weightGroups; ++i)
        if (counts.all[i] > 0) groups.push_back(WeightGroup(i));
    return groups;
}

int colorOf(const std::vector<WeightGroup>& groups, WeightGroup group) {
    return int(std::find(groups.begin(), groups.end(), group) - groups.begin()) + 1;
}

/// "mlp.up_proj" of "model.layers.*.mlp.up_proj.weight".
QString shortName(const WeightTile& tile) {
    QString name = QString::fromStdString(tile.name);
    if (name.endsWith(QLatin1String(".weight"))) name.chop(7);
    QStringList parts = name.split(QLatin1Char('.'));
    parts.removeAll(QStringLiteral("*"));
    return parts.mid(std::max<qsizetype>(0, parts.size() - 2)).join(QLatin1Char('.'));
}

/// Models of two halves count the layers of each from 0.
enum class Half { None, Only, Encoder, Decoder, Picture };

Half halfOf(const WeightTile& tile) {
    const auto has = [&](const char* piece) { return tile.name.find(piece) != std::string::npos; };
    if (has("decoder.")) return Half::Decoder;
    if (has("vision")) return Half::Picture;
    return has("encoder.") ? Half::Encoder : Half::Only;
}

QString layerName(Half half, std::size_t layer) {
    const QString number = grouped(layer);
    switch (half) {
    case Half::Encoder: return AnyModelView::tr("Encoder layer %1").arg(number);
    case Half::Decoder: return AnyModelView::tr("Decoder layer %1").arg(number);
    case Half::Picture: return AnyModelView::tr("Picture layer %1").arg(number);
    default: return AnyModelView::tr("Layer %1").arg(number);
    }
}

double shareOf(std::size_t part, std::size_t total) { return total > 0 ? double(part) / double(total) : 0; }

} // namespace

AnyModelView::AnyModelView(WeightsSession& session, QWidget* parent)
    : RoomView(parent)
    , state(session)
    , sentence(new QLabel(this))
    , kind(new QLabel(this))
    , lit(new QLabel(this))
    , dials(new DialPanel(this))
    , noDials(new QLabel(this))
    , figures(new FigureList(this))
    , bars(new BarsChart)
    , map(new TreemapChart)
    , barsFrame(new ChartFrame(bars, QStringLiteral("parameters"), this))
    , mapFrame(new ChartFrame(map, QStringLiteral("parameter-map"), this))
    , shape(new QComboBox(this))
    , lower(new QStackedWidget(this))
    , table(new TensorTable(this)) {
    sentence->setWordWrap(true);
    for (QLabel* label : {noDials, kind, lit}) label->setWordWrap(true);
    kind->setObjectName(QStringLiteral("modelKind"));
    noDials->setObjectName(QStringLiteral("noDials"));
    lit->setObjectName(QStringLiteral("litTensor"));
    lit->setTextFormat(Qt::PlainText);
    figures->setObjectName(QStringLiteral("weightFigures"));
    bars->setObjectName(QStringLiteral("weightBars"));
    map->setObjectName(QStringLiteral("weightMap"));
    shape->setObjectName(QStringLiteral("lowerView"));
    table->setObjectName(QStringLiteral("tensorTable"));
    table->setMinimumHeight(160);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(new TurningColumns(createLeft(), 5, createRight(), 8, this));
    connect(&state, &WeightsSession::modelChanged, this, &AnyModelView::refreshSoon);
    connect(dials, &DialPanel::turned, &state, &WeightsSession::turn);
    connect(map, &TreemapChart::litChanged, this, &AnyModelView::showLit);
    connect(shape, &QComboBox::activated, this, &AnyModelView::showMap);
    for (ChartFrame* frame : {barsFrame, mapFrame}) connect(frame, &ChartFrame::said, this, &RoomView::said);
    retranslate();
}

QWidget* AnyModelView::createLeft() {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(sentence);
    column->addWidget(dials);
    column->addWidget(noDials);
    column->addWidget(figures);
    column->addStretch(1);
    return inside;
}

QWidget* AnyModelView::createRight() {
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(new StillText(kind, 2, right));
    column->addWidget(barsFrame);
    lower->addWidget(mapFrame);
    lower->addWidget(table);
    column->addWidget(lower, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(new StillText(lit, 2, right), 1);
    foot->addWidget(shape);
    column->addLayout(foot);
    return right;
}

void AnyModelView::setColors(const TokenColors& colors) {
    figures->setColors(colors);
    barsFrame->setColors(colors);
    mapFrame->setColors(colors);
}

void AnyModelView::refresh() {
    const WeighedModel& model = state.model();
    tiles = tilesByKind(model.architecture.tensors);
    kind->setText(kindSentence(model));
    dials->setDials(state.dials());
    noDials->setVisible(state.dials().empty());
    figures->setFigures(weightFigures(model, tiles));
    showBars();
    showMap();
}

void AnyModelView::showBars() {
    const WeighedModel& model = state.model();
    const GroupCounts counts = countGroups(model.architecture.tensors);
    const std::vector<WeightGroup> groups = groupsOf(counts);
    BarsData content;
    ChartBar all{tr("All parameters"), {}, compact(double(model.count.total)), {}, false};
    ChartBar active{tr("At work for one token"), {}, compact(double(model.count.active)), {}, false};
    std::optional<WeightGroup> largest;
    for (const WeightGroup group : groups) {
        const auto at = std::size_t(group);
        content.segments.push_back(groupName(group));
        all.parts.push_back(double(counts.all[at]));
        active.parts.push_back(double(counts.active[at]));
        if (!largest || counts.all[at] > counts.all[std::size_t(*largest)]) largest = group;
    }
    content.rows.push_back(all);
    if (model.count.experts > 0) content.rows.push_back(active);
    content.axisTitle = tr("parameters");
    const QString title = model.isChanged ? tr("%1 (changed)").arg(model.title()) : model.title();
    if (model.count.experts > 0)
        content.finding =
            tr("%1: %2 parameters, of which %3 (%4) work for one token")
                .arg(title, compact(double(model.count.total)), compact(double(model.count.active)),
                     percent(shareOf(model.count.active, model.count.total)));
    else if (largest)
        content.finding = tr("%1: %2 parameters, most of them (%3) in: %4")
                              .arg(title, compact(double(model.count.total)),
                                   percent(shareOf(counts.all[std::size_t(*largest)], model.count.total)),
                                   groupName(*largest));
    bars->setData(std::move(content));
}

void AnyModelView::showMap() {
    lower->setCurrentIndex(shape->currentIndex() == AsTable ? 1 : 0);
    const WeighedModel& model = state.model();
    if (shape->currentIndex() == AsTable) {
        table->setTiles(tilesByLayer(model.architecture.tensors));
        lit->setText(
            tr("%1 lines; a click on a heading sorts them.").arg(grouped(model.architecture.tensors.size())));
        return;
    }
    const std::size_t total = model.count.total;
    const std::vector<WeightGroup> groups = groupsOf(countGroups(model.architecture.tensors));
    mapped = shape->currentIndex() == ByLayer ? tilesByLayer(model.architecture.tensors) : tiles;
    placed.clear();
    TreemapData content;
    content.valueTitle = tr("parameters");
    std::map<std::tuple<Half, std::size_t, std::size_t>, std::size_t> places; // half, layer or 0, group
    std::size_t largest = 0;
    for (std::size_t i = 0; i < mapped.size(); ++i) {
        const WeightTile& tile = mapped[i];
        const Half half = tile.layer ? halfOf(tile) : Half::None;
        const auto [place, isNew] = places.emplace(
            std::tuple{half, tile.layer.value_or(0), std::size_t(tile.group)}, content.groups.size());
        if (isNew) {
            const QString name = groupName(tile.group);
            content.groups.push_back(
                {half == Half::None ? name : tr("%1: %2").arg(layerName(half, *tile.layer), name),
                 {},
                 colorOf(groups, tile.group),
                 {}});
            placed.emplace_back();
        }
        content.groups[place->second].weights.push_back(double(tile.elements));
        placed[place->second].push_back(i);
        if (tile.elements > mapped[largest].elements) largest = i;
    }
    for (TreemapGroup& group : content.groups) {
        const double weight = group.weight();
        group.value = QStringLiteral("%1 · %2").arg(compact(weight), percent(weight / double(total)));
    }
    if (!mapped.empty())
        content.finding =
            tr("Areas are shares: %1 alone is %2 of the model")
                .arg(shortName(mapped[largest]), percent(shareOf(mapped[largest].elements, total)));
    content.words = [](double value) { return compact(value); };
    content.name = [this](std::size_t group, std::size_t tile) { return shortName(tileAt(group, tile)); };
    content.fullName = [this](std::size_t group, std::size_t tile) {
        return QString::fromStdString(tileAt(group, tile).name);
    };
    content.told = [this](std::size_t group, std::size_t tile) { return told(tileAt(group, tile)); };
    map->setData(std::move(content));
    showLit();
}

QString AnyModelView::told(const WeightTile& tile) const {
    return tr("%1 · %2 = %3 parameters · %4")
        .arg(QString::fromStdString(tile.name), shapeText(tile), grouped(tile.elements),
             percent(shareOf(tile.elements, state.model().count.total)));
}

void AnyModelView::showLit() {
    if (shape->currentIndex() == AsTable) return;
    const auto place = map->lit();
    lit->setText(place ? told(tileAt(place->group, place->tile))
                       : tr("Point at a tile to see its tensor; a click pins it, the arrow keys walk."));
}

void AnyModelView::retranslate() {
    sentence->setText(
        tr("A model is a pile of tables of numbers. Turn a size and see which tables grow; every "
           "row below opens to the sum that made it."));
    noDials->setText(tr("This file tells its tensors but not the sizes behind them, so there is nothing to "
                        "turn here."));
    const int chosen = std::max(shape->currentIndex(), 0);
    shape->clear();
    shape->addItems({tr("Map, equal layers as one"), tr("Map, layer by layer"), tr("Table of tensors")});
    shape->setCurrentIndex(chosen);
    shape->setAccessibleName(tr("How the tensors are shown"));
    map->setToolTip({});
}

} // namespace tokenarium
