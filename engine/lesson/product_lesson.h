// SPDX-License-Identifier: GPL-3.0-or-later
// What every step of the processor's ladder computes: c = a · b, three square matrices of float32, row after
// row. Read them in order: product_1_naive.cpp … product_5_threads.cpp; the card's five steps are in
// cuda/ladder/. The arithmetic stays the same, 2·n³ operations.
#pragma once

#include "engine/backend/worker_pool.h"

#include <cstddef>

namespace tokenarium {

struct LessonProduct {
    const float *a, *b;
    float* c;
    std::size_t n;
};

/// Rows firstRow … lastRow − 1 of c, so that a slow step can be timed by a part of its work.
void multiplyNaive(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow);
void multiplyAlongRows(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow);
void multiplyInVectors(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow);
void multiplyInRegisters(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow);
void multiplyInThreads(const LessonProduct& p, std::size_t firstRow, std::size_t lastRow, WorkerPool& pool);

} // namespace tokenarium
