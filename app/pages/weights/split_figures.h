// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of the Split tab, and its words.
#pragma once

#include "app/pages/weights/sizing_words.h"
#include "engine/cost/splitting.h"

#include <QCoreApplication>

#include <vector>

namespace tokenarium {

class SplitFigures {
    Q_DECLARE_TR_FUNCTIONS(SplitFigures)

public:
    static std::vector<Figure> of(const SizingSession& session, const Split& split);
    static QString content(SplitContent which);
    static QString cargo(const SplitTraffic& traffic);
    /// "layers 1–8", "1/8", "experts: 32".
    static QString holds(const SizingSession& session, const Split& split, std::size_t device);

private:
    static Figure traffic(const SizingSession& session, const SplitTraffic& traffic);
};

} // namespace tokenarium
