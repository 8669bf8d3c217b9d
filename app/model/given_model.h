// SPDX-License-Identifier: GPL-3.0-or-later
// A model that lies in no file, on its way from the room where it was made to the model room.
#pragma once

#include "engine/model/recorded_run.h"

#include <QString>

#include <memory>

namespace tokenarium {

struct GivenModel {
    std::shared_ptr<const ReadyModel> model; ///< with a tokenizer; needs no checkpoint
    QString title;                           ///< stands where the names of models stand
    QString prompt;                          ///< in the words of its tokenizer: what it begins with
    QString remark;                          ///< what a person should know of it; said once
};

} // namespace tokenarium
