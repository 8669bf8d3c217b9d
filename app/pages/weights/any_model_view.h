// SPDX-License-Identifier: GPL-3.0-or-later
// Any model on the scales: its sizes as sliders, the total with its parts as bar and as map, and why others
// quote another number.
#pragma once

#include "app/pages/room_view.h"
#include "app/weights/weights_session.h"
#include "engine/view/weight_tiles.h"

#include <vector>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace tokenarium {

class BarsChart;
class ChartFrame;
class DialPanel;
class FigureList;
class StillText;
class TensorTable;
class TreemapChart;

class AnyModelView : public RoomView {
    Q_OBJECT
public:
    explicit AnyModelView(WeightsSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("any-model"); }
    const char* name() const override { return QT_TR_NOOP("Any model"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    QWidget* createLeft();
    QWidget* createRight();
    void showBars();
    void showMap();
    void showLit();
    QString told(const WeightTile& tile) const;
    const WeightTile& tileAt(std::size_t group, std::size_t tile) const {
        return mapped[placed[group][tile]];
    }

    WeightsSession& state;
    QLabel *sentence, *kind, *lit;
    DialPanel* dials;
    QLabel* noDials;
    FigureList* figures;
    BarsChart* bars;
    TreemapChart* map;
    ChartFrame *barsFrame, *mapFrame;
    QComboBox* shape;
    QStackedWidget* lower;
    TensorTable* table;
    std::vector<WeightTile> tiles;                ///< by kind
    std::vector<WeightTile> mapped;               ///< those of the map …
    std::vector<std::vector<std::size_t>> placed; ///< … and which of them are in each of its groups
};

} // namespace tokenarium
