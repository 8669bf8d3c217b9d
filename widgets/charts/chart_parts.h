// SPDX-License-Identifier: GPL-3.0-or-later
// What charts are composed of besides Qt's series: ticks, ranges that hold still, words placed by hand.
#pragma once

#include "widgets/charts/chart.h"

#include <QGraphicsLineItem>
#include <QGraphicsSimpleTextItem>

#include <utility>
#include <vector>

namespace tokenarium {

/// 1, 2 or 5 times a power of ten, so that about `steps` of them fill `length`.
double niceStep(double length, int steps);
/// Values of the ticks between two ends, about `most` of them; on a logarithmic axis decades, or 1-2-5 within
/// few.
std::vector<double> axisTicks(double from, double to, bool isLogarithmic, int most);

/// Ends of an axis that do not move while the data still fill a good part of it. In the axis' own numbers,
/// for a logarithmic one exponents of ten.
class StillRange {
public:
    /// `low` and `high` of the data; returns the ends of the axis.
    std::pair<double, double> fit(double low, double high, bool isLogarithmic);
    void forget() { known = false; }

private:
    double from = 0, to = 1;
    bool known = false;
};

/// Items that are made once and used again; what is not used after `end()` is hidden.
template<typename Item>
class ItemPool {
public:
    explicit ItemPool(QGraphicsItem* under, double z = 0) : parent(under), depth(z) {}
    void begin() { used = 0; }
    Item& next() {
        if (used == items.size()) {
            items.push_back(new Item(parent));
            items.back()->setZValue(depth);
        }
        items[used]->setVisible(true);
        return *items[used++];
    }
    void end() {
        for (std::size_t i = used; i < items.size(); ++i) items[i]->setVisible(false);
    }
    const std::vector<Item*>& all() const { return items; } ///< the first count() are to be seen
    std::size_t count() const { return used; }

private:
    QGraphicsItem* parent;
    double depth;
    std::vector<Item*> items;
    std::size_t used = 0;
};

} // namespace tokenarium
