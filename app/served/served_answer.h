// SPDX-License-Identifier: GPL-3.0-or-later
// What OpenAI-compatible servers answer, read with distrust: tokens, their probabilities, the alternatives.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokenarium {

struct ServedAlternative {
    QByteArray bytes; ///< of its text; perhaps only a part of a character
    double probability = 0;
};

struct ServedToken {
    QByteArray bytes;
    std::optional<double> probability; ///< absent where the server gave none
    std::vector<ServedAlternative>
        alternatives; ///< likeliest first, at most 100; often with the token itself
};

struct ServedAnswer {
    std::vector<ServedToken> tokens;
    bool hasEnded = false; ///< the model itself has ended the text
    QString problem;       ///< why there is no answer, as a sentence; empty otherwise
};

/// Of /v1/completions or /v1/chat/completions, in any of three shapes: `logprobs.content` as chat answers and
/// llama-server have it, `logprobs.tokens` with `token_logprobs` and `top_logprobs` as vLLM has it, or text
/// without probabilities. Total: any bytes give an answer or a problem.
ServedAnswer readAnswer(const QByteArray& json);

/// The names in an answer of /v1/models; nothing where it is none.
std::optional<QStringList> readModelNames(const QByteArray& json);

/// What a server says of an error, shortened; empty where it says nothing.
QString readErrorMessage(const QByteArray& json);

/// No character of it is cut in the middle.
bool isWholeText(const QByteArray& bytes);

} // namespace tokenarium
