// SPDX-License-Identifier: GPL-3.0-or-later
// Counts a choice anew; a few milliseconds at most, so that sliders can ask for it.
#include "app/weights/weighed_model.h"

namespace tokenarium {

bool WeightsChoice::operator==(const WeightsChoice& other) const {
    return knownId == other.knownId && title == other.title && config == other.config &&
           options.head == other.options.head &&
           options.multiTokenModules == other.options.multiTokenModules &&
           options.encoderPositions == other.options.encoderPositions && fileTensors == other.fileTensors;
}

WeighedModel weigh(const WeightsChoice& choice) {
    WeighedModel model;
    model.choice = choice;
    const std::string source = choice.title.toStdString();
    if (!choice.config.empty()) {
        model.architecture = loadArchitecture(choice.config, source, choice.options);
        model.shape = loadModelShape(choice.config, source);
    }
    if (choice.fileTensors) model.architecture.tensors = *choice.fileTensors;
    model.count = countParameters(model.architecture.tensors);
    model.known = knownModel(choice.knownId);
    return model;
}

} // namespace tokenarium
