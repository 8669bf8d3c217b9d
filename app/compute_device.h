// SPDX-License-Identifier: GPL-3.0-or-later
// Where the window computes: on the processor, or on a card; one choice for all rooms.
#pragma once

#include "app/job.h"
#include "cuda/cuda_backend.h"
#include "cuda/cuda_devices.h"

#include <QObject>
#include <QString>

#include <optional>

namespace tokenarium {

/// GUI thread only. Asks which cards there are on a worker, when somebody first wants to know.
class ComputeDevice : public QObject {
    Q_OBJECT
public:
    static constexpr int processor = -1;

    explicit ComputeDevice(QObject* parent = nullptr) : QObject(parent) {}
    ~ComputeDevice() override { job.cancel(); }

    /// Emits found() when the answer is there; asks once.
    void look();
    /// Nothing before found().
    const std::optional<CudaDevices>& devices() const { return known; }

    /// `processor`, or a card in the order of devices().
    int chosen() const { return current; }
    void choose(int device);
    /// A card cannot go on (or could not begin): from now on the processor computes. Gives the sentence that
    /// says so, for the bar of the room where it happened.
    QString leave(CudaTrouble trouble);
    QString leaveUnopened();

    /// "cpu", "cuda:0": for the settings. setId of anything else is the processor.
    QString id() const;
    void setId(const QString& id);

    /// Of a device, for a person: "the processor (2 cores, AVX-512)", "NVIDIA H200 (141 GB)".
    QString title(int device) const;
    QString shortTitle(int device) const; ///< "the processor", "NVIDIA H200"
    /// Why no card can be chosen, as a sentence; empty where one can, or nothing is known yet.
    QString whyNone() const;

signals:
    void found();
    void changed(); ///< chosen()

private:
    QString cardName() const;
    std::optional<CudaDevices> known;
    int current = processor;
    Job job;
};

} // namespace tokenarium
