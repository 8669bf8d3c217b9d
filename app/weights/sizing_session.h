// SPDX-License-Identifier: GPL-3.0-or-later
// What a person chose in the tabs of the Weights room that ask what a model needs: memory, devices, a
// training.
#pragma once

#include "app/weights/weights_session.h"
#include "engine/cost/accelerators.h"
#include "engine/cost/data_mix.h"
#include "engine/cost/decimal.h"
#include "engine/cost/splitting.h"
#include "engine/view/memory_sheet.h"

#include <QObject>

#include <optional>
#include <string>

namespace tokenarium {

/// All tabs share one, so that a GPU or a batch chosen in one counts in the others.
struct SizingChoices {
    // Memory
    bool isTraining = false;
    std::string format = "BF16";          ///< of runningRows
    std::string scheme = "mixed_adam_16"; ///< of trainingRows
    std::size_t context = 8192, texts = 1;
    std::size_t cacheElementBytes = 2;
    double workingBytes = 1e9;
    Recompute recompute = Recompute::Nothing;
    std::size_t zeroDevices = 8, loraRank = 16;
    std::string gpu = "H100 SXM 80 GB"; ///< of accelerators(); of all tabs

    // Split
    enum class Step { Decode, Prefill, Train };
    SplitWay way = SplitWay::Layers;
    std::size_t splitDevices = 4;
    Step step = Step::Decode;

    // Training
    double trainingTokens = 1e12;
    std::size_t gpus = 256;
    double mfu = 0.4;
    /// Nothing: as in the table of GPUs.
    std::optional<Decimal> dollarsPerHour;
    std::optional<double> watts;
    double pue = 1.1, kgCo2PerKwh = 0.385; ///< as Touvron et al. 2023 reckon
    std::size_t trainingContext = 4096;

    // Scaling laws
    enum class Law { LossBySize, BestSize };
    Law law = Law::LossBySize;
    double runParameters = 0; ///< 0: those of the model on the scales

    double tokensSeen = gpt3TokensSeen;

    bool operator==(const SizingChoices&) const = default;
};

/// On the undo stack of the room's WeightsSession, which must outlive this. GUI thread only.
class SizingSession : public QObject {
    Q_OBJECT
public:
    explicit SizingSession(WeightsSession& weightsSession, QObject* parent = nullptr);

    const WeighedModel& model() const { return weights.model(); }
    const SizingChoices& choices() const { return chosen; }
    /// A step of undo; neighbouring ones of the same `part` (not −1) are one.
    void choose(const SizingChoices& wanted, const QString& name, int part = -1);

    // What the choices and the model come to, for all tabs alike.
    const Accelerator& gpu() const;
    MemoryInput memoryInput() const;
    SplitModel splitModel() const;
    SplitStep splitStep() const;
    /// Of the memory tab's format, or 16 for training.
    double splitBytesPerParameter() const;
    double runParameters() const;
    Decimal dollarsPerHour() const; ///< 0 where none is known
    double watts() const;

signals:
    void changed(); ///< choices, or the model

private:
    WeightsSession& weights;
    SizingChoices chosen;
};

} // namespace tokenarium
