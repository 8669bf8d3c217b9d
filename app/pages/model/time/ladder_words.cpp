// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences for a class, and the very source files that are measured, kept in the program as resources.
#include "app/pages/model/time/ladder_words.h"

#include <QFile>

#include <array>

namespace tokenarium {
namespace {

constexpr const char* files[2][ladderStepCount] = {
    {"engine/lesson/product_1_naive.cpp", "engine/lesson/product_2_rows.cpp",
     "engine/lesson/product_3_vectors.cpp", "engine/lesson/product_4_registers.cpp",
     "engine/lesson/product_5_threads.cpp"},
    {"cuda/ladder/matmul_1_naive.cu", "cuda/ladder/matmul_2_neighbours.cu", "cuda/ladder/matmul_3_tiles.cu",
     "cuda/ladder/matmul_4_registers.cu", "cuda/ladder/matmul_5_tensor_cores.cu"}};

} // namespace

QString LadderWords::name(LadderMachine machine, std::size_t step) {
    if (machine == LadderMachine::Gpu) {
        switch (step) {
        case 0: return tr("one thread each");
        case 1: return tr("side by side");
        case 2: return tr("shared tiles");
        case 3: return tr("results in registers", "of a thread of a GPU");
        default: return tr("tensor cores");
        }
    }
    switch (step) {
    case 0: return tr("three loops");
    case 1: return tr("another loop order");
    case 2: return tr("vectors");
    case 3: return tr("results in registers", "of a processor");
    default: return tr("all threads");
    }
}

QString LadderWords::idea(LadderMachine machine, std::size_t step) {
    if (machine == LadderMachine::Gpu) {
        switch (step) {
        case 0:
            return tr(
                "Every number of the result has a thread of its own: a million at once, where a processor "
                "has a handful. But the 32 threads that run together stand below each other: for each "
                "number of a they need a whole line of memory.");
        case 1:
            return tr(
                "Only row and column have changed places. The 32 threads now stand side by side: they "
                "need one number of a for all of them, and 32 numbers of b that are one line of memory.");
        case 2:
            return tr(
                "A block of 1,024 threads loads a square of a and a square of b once, into memory of its "
                "own that answers at once; each number is then used 32 times.");
        case 3:
            return tr(
                "Every thread makes 64 results and keeps them in registers: 16 numbers are loaded for 64 "
                "multiply-adds. Now the multiplying, no longer the loading, takes the time.");
        default:
            return tr(
                "Special units multiply whole little matrices: one instruction of 32 threads does 2,048 "
                "multiply-adds, with numbers of 16 bits (the sums keep 32). This is what models run on.");
        }
    }
    switch (step) {
    case 0:
        return tr("As in the school book: a row of a times a column of b. Down a column every number lies in "
                  "another line of memory, so of each 64 bytes that are fetched 4 are used.");
    case 1:
        return tr(
            "The same multiplications in another order: the innermost loop walks along rows of b and c, "
            "and uses every line of memory from end to end.");
    case 2:
        return tr(
            "One instruction works on a vector of 4, 8 or 16 numbers, as wide as this processor has them. "
            "As many bytes, far fewer instructions.");
    case 3:
        return tr(
            "A small tile of the result stays in registers until it is finished, and the piece of b it "
            "needs stays in the nearest cache: few bytes for many multiply-adds. This is the product that "
            "every model in this program uses.");
    default:
        return tr("All cores share the rows of the result. That was the processor's last step: where two "
                  "threads share one core, or other programs are busy, it gains little.");
    }
}

QStringList LadderWords::legend(LadderMachine machine, std::size_t step) {
    const QString read = tr("read now");
    if (machine == LadderMachine::Gpu) {
        switch (step) {
        case 0: return {read, tr("fetched, not used"), {}, tr("results of 4 (really 32) threads")};
        case 1: return {read, {}, {}, tr("results of 4 (really 32) threads")};
        case 2: return {tr("read by one thread"), {}, tr("shared by the block"), tr("results of the block")};
        case 3: return {tr("read by one thread"), {}, tr("shared by the block"), tr("results of one thread")};
        default:
            return {tr("read at once"), {}, tr("shared by the block"), tr("the result")};
        }
    }
    switch (step) {
    case 0: return {tr("read"), tr("fetched, not used"), {}, tr("the result")};
    case 1: return {read, {}, tr("kept for a whole row"), tr("read and written")};
    case 2: return {tr("read at once"), {}, tr("kept for a whole row"), tr("read and written at once")};
    case 3: return {read, {}, tr("kept in the cache"), tr("kept in registers")};
    default: return {read, {}, tr("kept in the cache"), tr("in registers of two cores")};
    }
}

QString LadderWords::file(LadderMachine machine, std::size_t step) {
    return QLatin1String(files[machine == LadderMachine::Gpu ? 1 : 0][step]);
}

QString LadderWords::code(LadderMachine machine, std::size_t step) {
    QFile source(QStringLiteral(":/ladder/") + file(machine, step));
    if (!source.open(QIODevice::ReadOnly)) return {};
    const QStringList lines = QString::fromUtf8(source.readAll()).split(QLatin1Char('\n'));
    const auto isFrame = [](const QString& line) {
        return line.startsWith(QLatin1String("#include")) || line.startsWith(QLatin1String("namespace")) ||
               line.startsWith(QLatin1String("} // namespace"));
    };
    QStringList shown;
    bool began = false; // the words above the first #include are said elsewhere
    for (const QString& line : lines) {
        began = began || line.startsWith(QLatin1String("#include"));
        if (!began || isFrame(line)) continue;
        if (line.isEmpty() && (shown.isEmpty() || shown.last().isEmpty())) continue;
        shown.append(line);
    }
    return shown.join(QLatin1Char('\n')).trimmed();
}

} // namespace tokenarium
