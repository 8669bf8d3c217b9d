// SPDX-License-Identifier: GPL-3.0-or-later
// "Why GPUs?": one product of two matrices in five steps on the processor and five on a card, measured here.
#pragma once

#include "app/compute_device.h"
#include "app/pages/model/time/ladder_measurement.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

#include <memory>
#include <mutex>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace tokenarium {

class LadderPictureView;
class LogBarDelegate;

/// `device`, which outlives it, says which card is measured: the chosen one, else the first that is there.
class LadderPanel : public QWidget {
    Q_OBJECT
public:
    explicit LadderPanel(ComputeDevice& computeDevice, QWidget* parent = nullptr);
    ~LadderPanel() override { job.cancel(); }
    /// Shortly, where nothing was measured yet.
    void measureOnce();
    /// Longer for each step.
    void measure();
    bool isBusy() const { return job.isBusy() || waitsForCards; }
    const LadderMeasurement& measurement() const { return measured; }
    void setColors(const TokenColors& colors);
    void retranslate();

signals:
    void failed(const QString& message);
    void busyChanged();

private:
    struct Row {
        LadderMachine machine = LadderMachine::Processor;
        std::optional<std::size_t> step; ///< none: the title of the machine
    };
    void arrange();
    void start(double seconds);
    void stop();
    int card() const;
    static Row rowOf(int row);
    void fillTable();
    void fillTitle(int row, LadderMachine machine);
    void fillStep(int row, LadderMachine machine, std::size_t step);
    void showStep();
    QString findingText() const;
    double fastest(LadderMachine machine) const; ///< gigaflops; 0: none measured

    ComputeDevice& device;
    QLabel *finding, *why, *stepTitle, *stepIdea, *stepNumbers, *codeTitle;
    QComboBox* sizeBox;
    QPushButton* stopButton;
    QTableWidget* table;
    LogBarDelegate* bars;
    LadderPictureView* picture;
    QPlainTextEdit* code;
    LadderMeasurement measured;
    struct Shared {
        std::mutex access;
        LadderMeasurement soFar;
    };
    std::shared_ptr<Shared> shared;
    bool waitsForCards = false; ///< somebody wants to measure, and it is not known yet which cards there are
    Job job;
};

} // namespace tokenarium
