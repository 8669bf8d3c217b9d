// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of the Memory tab, each with its formula filled in.
#pragma once

#include "app/pages/weights/sizing_words.h"

#include <QCoreApplication>

#include <vector>

namespace tokenarium {

class MemoryFigures {
    Q_DECLARE_TR_FUNCTIONS(MemoryFigures)

public:
    /// Of one way, for the chosen GPU.
    static std::vector<Figure> of(const SizingSession& session, const MemoryRow& row);
    /// How many GPUs of a memory it takes, if it could be spread evenly; 0: more than can be said.
    static std::size_t gpusFor(double bytes, double memory);
    /// "fits, 12.3 GB free", "too small: takes 2".
    static QString verdict(double bytes, double memory);

private:
    static void addRunning(const SizingSession& session, const MemoryRow& row, std::vector<Figure>& out);
    static void addTraining(const SizingSession& session, const MemoryRow& row, std::vector<Figure>& out);
    static Figure cachePerToken(const SizingSession& session);
    static Figure cache(const SizingSession& session, const MemoryRow& row);
    static Figure textsAtOnce(const SizingSession& session, const MemoryRow& row);
    static Figure activations(const SizingSession& session, const MemoryRow& row);
};

} // namespace tokenarium
