// SPDX-License-Identifier: GPL-3.0-or-later
// A model on the scales: its tensors, their sums, and what it is like.
#pragma once

#include "engine/cost/architecture.h"
#include "engine/cost/known_models.h"
#include "engine/cost/model_shape.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>

namespace tokenarium {

/// What a person chose; small, so that undo can keep it.
struct WeightsChoice {
    std::string knownId; ///< of the known model it began with; "" for a file
    QString title;       ///< "Llama 3 8B", "config.json"
    std::string config;  ///< as the sliders made it; "" where a file of weights says nothing of it
    ArchitectureOptions options;
    /// From the header of a file of weights, until a slider is moved; null otherwise.
    std::shared_ptr<const TensorList> fileTensors;
    QString fileNote; ///< of such a file: "BF16, F32 · 3 files", or why there is nothing to turn
    bool operator==(const WeightsChoice& other) const;
};

/// Everything that follows from it. Immutable.
struct WeighedModel {
    WeightsChoice choice;
    Architecture architecture; ///< `tensors` is complete in any case; family "" where unknown
    ParameterCount count;
    std::optional<ModelShape> shape; ///< nothing for a file of weights without configuration
    const KnownModel* known = nullptr;
    bool isChanged = false; ///< no longer what the known model, or the file, was

    const QString& title() const { return choice.title; }
};

/// All but `isChanged`. Throws std::runtime_error where the configuration is no model's.
WeighedModel weigh(const WeightsChoice& choice);

} // namespace tokenarium
