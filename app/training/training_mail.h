// SPDX-License-Identifier: GPL-3.0-or-later
// What a training thread reports, gathered until the window has time to look.
#pragma once

#include "cuda/cuda_backend.h"
#include "engine/train/training_history.h"
#include "engine/train/training_run.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokenarium {

struct TrainingMail {
    std::optional<TrainingFacts> facts;
    TrainingHistory news; ///< since the last look
    std::string stage;    ///< "texts", "tokenizer", "tokens"
    double stageShare = 0;
    std::vector<std::string> said;
    bool snapshots = false; ///< there are new ones
    std::shared_ptr<const WatchedStep> watched;
    std::optional<TrainingEnd> end;
    std::optional<CudaTrouble> trouble; ///< the card cannot go on, the processor does
    bool unopened = false;              ///< the card could not be used from the start
    std::string error; ///< the training ended with it
    bool over() const { return end || !error.empty(); }
};

/// The thread that trains writes, the window takes.
class TrainingMailbox {
public:
    template<typename Change>
    void write(const Change& change) {
        const std::lock_guard lock(mutex);
        change(mail);
    }
    TrainingMail takeAll() {
        const std::lock_guard lock(mutex);
        return std::exchange(mail, {});
    }

private:
    std::mutex mutex;
    TrainingMail mail;
};

} // namespace tokenarium
