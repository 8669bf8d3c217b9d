// SPDX-License-Identifier: GPL-3.0-or-later
// From requests a second to GPUs: in flight (Little), waiting (Erlang, and the same simulated), how many are
// needed.
#pragma once

#include "app/job.h"
#include "app/pages/serving/serving_view.h"
#include "engine/cost/queue_trials.h"

#include <QTimer>

class QComboBox;

namespace tokenarium {

class PlotChart;

/// A queue of equal places: by model and GPU each place of a batch, by the article's claim each GPU.
struct LoadedQueue {
    double arrivals = 0, service = 0; ///< a second; of one place
    std::uint64_t places = 0;         ///< 0: no number is enough
    std::uint64_t needed = 0;         ///< servers for the target
    std::uint64_t servers = 0;        ///< those that are looked at
    std::uint64_t placesPerServer = 1, gpusPerServer = 1;
    double prefillSeconds = 0; ///< between the end of waiting and the first token
    double allowedWait = 0;    ///< seconds
    QueueState state;
    FleetAnswer fleet; ///< by model and GPU, also where the claim is looked at
    bool isClaim = false;
    bool isSameQueue(const LoadedQueue& other) const {
        return arrivals == other.arrivals && service == other.service && places == other.places;
    }
};
LoadedQueue loadedQueue(const ServingSession& session);

class LoadView : public ServingView {
    Q_OBJECT
public:
    explicit LoadView(ServingSession& servingSession, QWidget* parent = nullptr);
    ~LoadView() override { job.cancel(); }
    QString id() const override { return QStringLiteral("load"); }
    const char* name() const override { return QT_TR_NOOP("Load to GPUs"); }
    bool isSettled() const override { return !job.isBusy() && !soon.isActive(); }
    const std::optional<QueueTrials>& trials() const { return simulated; }

protected:
    void showNumbers() override;
    void retranslate() override;

private:
    void connectBox();
    void simulate();
    void addFleet(std::vector<Figure>& rows) const;
    void addQueue(std::vector<Figure>& rows) const;
    void addSimulation(std::vector<Figure>& rows) const;
    void addClaim(std::vector<Figure>& rows) const;
    void showWaits();
    void showFleets();
    void showAll();
    QString finding() const;
    QString whyNone() const;

    QComboBox* scenario;
    ValueSlider *load, *ttft, *share, *gap, *prompt, *output, *extra, *seed;
    PlotChart *waits, *fleets;
    LoadedQueue queue, simulatedQueue;
    double simulatedSeed = 0;
    std::optional<QueueTrials> simulated;
    QTimer soon;
    Job job;
};

} // namespace tokenarium
