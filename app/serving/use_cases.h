// SPDX-License-Identifier: GPL-3.0-or-later
// What is fast enough depends on what it is for: requests and targets to begin with.
#pragma once

#include "app/serving/serving_choices.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <span>

namespace tokenarium {

/// Sizes of requests are assumptions; where the speed comes from is in `source`.
struct UseCase {
    double promptTokens = 0, outputTokens = 0;
    double ttftTarget = 0;      ///< seconds
    double tokensPerSecond = 0; ///< that one person needs
};

class UseCases {
    Q_DECLARE_TR_FUNCTIONS(UseCases)
public:
    enum Kind { Chatbot, Reading, Video, Research };
    static std::span<const UseCase> all(); ///< by Kind
    static QString name(Kind kind);
    /// "10 tokens/s: a gap of 100 ms, …": from what the speed follows.
    static QString reason(Kind kind);
    static void apply(Kind kind, ServingChoices& choices);
    /// Which one the choices are; nothing: a person's own.
    static std::optional<Kind> of(const ServingChoices& choices);
};

} // namespace tokenarium
