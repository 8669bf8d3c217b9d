// SPDX-License-Identifier: GPL-3.0-or-later
// What a training comes to, and its figures.
#pragma once

#include "app/pages/weights/sizing_words.h"
#include "engine/cost/model_work.h"
#include "engine/cost/published_runs.h"
#include "engine/cost/training_cost.h"

#include <QCoreApplication>

#include <optional>
#include <vector>

namespace tokenarium {

/// One training of the model on the scales.
struct TrainingEstimate {
    double parameters = 0;          ///< all
    double active = 0;              ///< that work for one token; what 6ND takes
    Plan plan;                      ///< by 6ND
    std::optional<TextWork> work;   ///< exact; of decoders
    double exactFlops = 0;          ///< 0 where unknown
    Decimal hours;                  ///< of GPUs, to a hundredth
    std::optional<Decimal> dollars; ///< hours × price
    Energy energy;
};
TrainingEstimate trainingEstimate(const SizingSession& session);

class TrainingFigures {
    Q_DECLARE_TR_FUNCTIONS(TrainingFigures)

public:
    static std::vector<Figure> of(const SizingSession& session, const TrainingEstimate& estimate);
    static QString days(double value);  ///< "15.2 days", "2.1 years", "1.9 hours"
    static QString hours(double value); ///< "93.5K GPU hours"

private:
    static void addWork(const SizingSession& session, const TrainingEstimate& estimate,
                        std::vector<Figure>& out);
    static void addMoney(const SizingSession& session, const TrainingEstimate& estimate,
                         std::vector<Figure>& out);
};

} // namespace tokenarium
