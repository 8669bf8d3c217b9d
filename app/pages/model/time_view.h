// SPDX-License-Identifier: GPL-3.0-or-later
// "Time": what the model costs on this machine, measured while one looks.
#pragma once

#include "app/pages/model/model_view.h"
#include "engine/view/time_summary.h"

#include <mutex>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace tokenarium {

class BatchPanel;
class LadderPanel;
class OperationsPanel;
class SpeedPanel;

/// Measures shortly when it is first seen with a model, and longer when the person asks.
class TimeView : public ModelView {
    Q_OBJECT
public:
    explicit TimeView(ModelSession& session, QWidget* parent = nullptr);
    ~TimeView() override;
    QString id() const override { return QStringLiteral("time"); }
    const char* name() const override { return QT_TR_NOOP("Time"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override;
    QStringList scenes() const override;
    void showScene(const QString& scene) override;

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Measured {
        DecodeTimes decode;
        BandwidthBound bound;
        std::optional<OperationTimes> operations;
        QString card; ///< that was measured; empty: the processor
    };
    /// What a worker has measured so far.
    struct Partial {
        std::mutex access;
        DecodeTimes times;
    };
    void createFaces();
    void retranslate();
    void forget();
    /// Where nothing has been measured yet and somebody looks.
    void catchUp();
    void measure();
    void start(std::size_t tokens, double limitSeconds);
    static Measured work(const ReadyModel& model, std::vector<TokenId> prompt, std::size_t tokens,
                         double limitSeconds, Partial& partial, const Job::Progress& progress,
                         const std::stop_token& stop);
    void showSpeed(const DecodeTimes& times, const BandwidthBound& bound);
    void showFace(int index);
    void showBusy();
    /// The text before, cut at its beginning so that there is room for `tokens` more.
    std::vector<TokenId> prompt(std::size_t tokens) const;

    QLabel* intro;
    QPushButton *speedButton, *operationsButton, *batchButton, *ladderButton, *measureButton;
    QStackedWidget* faces;
    SpeedPanel* speed;
    OperationsPanel* operations;
    BatchPanel* batches;
    LadderPanel* ladder; ///< "Why GPUs?", which needs no model
    std::shared_ptr<Partial> partial;
    std::optional<Measured> measured;
    std::shared_ptr<const ReadyModel> measuredModel;
    Job job;
};

} // namespace tokenarium
