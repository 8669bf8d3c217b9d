// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of every step of the two ladders, in the language of the moment.
#pragma once

#include "engine/view/ladder_picture.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tokenarium {

class LadderWords {
    Q_DECLARE_TR_FUNCTIONS(LadderWords)
public:
    static QString name(LadderMachine machine, std::size_t step);
    /// Two or three sentences: what changes, and why it helps.
    static QString idea(LadderMachine machine, std::size_t step);
    /// For LadderPictureView::setPicture.
    static QStringList legend(LadderMachine machine, std::size_t step);
    /// The source of the step, from its first function on.
    static QString code(LadderMachine machine, std::size_t step);
    static QString file(LadderMachine machine, std::size_t step); ///< "cuda/ladder/matmul_3_tiles.cu"
};

} // namespace tokenarium
