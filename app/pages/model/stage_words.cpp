// SPDX-License-Identifier: GPL-3.0-or-later
// One function for each length of words.
#include "app/pages/model/stage_words.h"

namespace tokenarium {

QString StageWords::label(const ModelStage& stage) {
    switch (stage.kind) {
    case StageKind::TokenEmbedding: return tr("token");
    case StageKind::PositionEmbedding: return tr("position");
    case StageKind::EmbeddingSum: return tr("add");
    case StageKind::PositionAngles: return tr("angles");
    case StageKind::AttentionNorm:
    case StageKind::FeedForwardNorm:
    case StageKind::FinalNorm: return tr("norm");
    case StageKind::Query: return tr("Q", "query");
    case StageKind::Key: return tr("K", "key");
    case StageKind::Value: return tr("V", "value");
    case StageKind::QueryNorm:
    case StageKind::KeyNorm: return tr("norm");
    case StageKind::QueryRotated:
    case StageKind::KeyRotated: return tr("turn");
    case StageKind::Scores: return tr("scores");
    case StageKind::Mask: return tr("mask");
    case StageKind::Probabilities: return tr("soft-max");
    case StageKind::WeightedSum: return tr("sum");
    case StageKind::AttentionOutput: return tr("projection");
    case StageKind::AttentionResidual:
    case StageKind::FeedForwardResidual: return tr("add");
    case StageKind::Up: return tr("up");
    case StageKind::Gate: return tr("gate");
    case StageKind::Activation: return tr("activation");
    case StageKind::Down: return tr("down");
    case StageKind::Logits: return tr("logits");
    case StageKind::Draw: return tr("draw");
    case StageKind::Append: return tr("append");
    case StageKind::Sampling: break;
    }
    switch (stage.sampling.value_or(SamplingStageKind::Temperature)) {
    case SamplingStageKind::RepetitionPenalty: return tr("penalty");
    case SamplingStageKind::Temperature: return tr("temp.", "temperature");
    case SamplingStageKind::TopK: return tr("top-k");
    case SamplingStageKind::TopP: return tr("top-p");
    case SamplingStageKind::MinP: return tr("min-p");
    }
    return {};
}

QString StageWords::name(const ModelStage& stage) {
    switch (stage.kind) {
    case StageKind::TokenEmbedding: return tr("token embedding");
    case StageKind::PositionEmbedding: return tr("position embedding");
    case StageKind::EmbeddingSum: return tr("token + position");
    case StageKind::PositionAngles: return tr("angles of the positions");
    case StageKind::AttentionNorm: return tr("norm before the attention");
    case StageKind::Query: return tr("queries");
    case StageKind::QueryNorm: return tr("norm of the queries");
    case StageKind::QueryRotated: return tr("turned queries");
    case StageKind::Key: return tr("keys");
    case StageKind::KeyNorm: return tr("norm of the keys");
    case StageKind::KeyRotated: return tr("turned keys");
    case StageKind::Value: return tr("values");
    case StageKind::Scores: return tr("scores");
    case StageKind::Mask: return tr("mask");
    case StageKind::Probabilities: return tr("attention weights (soft-max)");
    case StageKind::WeightedSum: return tr("weighted sum of values");
    case StageKind::AttentionOutput: return tr("output projection");
    case StageKind::AttentionResidual: return tr("attention added to the residual stream");
    case StageKind::FeedForwardNorm: return tr("norm before the feed-forward part");
    case StageKind::Up: return tr("feed-forward, up");
    case StageKind::Gate: return tr("feed-forward, gate");
    case StageKind::Activation: return tr("activation");
    case StageKind::Down: return tr("feed-forward, down");
    case StageKind::FeedForwardResidual: return tr("feed-forward added to the residual stream");
    case StageKind::FinalNorm: return tr("final norm");
    case StageKind::Logits: return tr("logits");
    case StageKind::Draw: return tr("the draw");
    case StageKind::Append: return tr("append the token");
    case StageKind::Sampling: break;
    }
    switch (stage.sampling.value_or(SamplingStageKind::Temperature)) {
    case SamplingStageKind::RepetitionPenalty: return tr("sampling, repetition penalty");
    case SamplingStageKind::Temperature: return tr("sampling, temperature");
    case SamplingStageKind::TopK: return tr("sampling, top-k");
    case SamplingStageKind::TopP: return tr("sampling, top-p");
    case SamplingStageKind::MinP: return tr("sampling, min-p");
    }
    return {};
}

QString StageWords::title(const ModelStage& stage) {
    if (stage.layer) return tr("Layer %1: %2").arg(*stage.layer + 1).arg(name(stage));
    QString words = name(stage);
    return words.replace(0, 1, words.at(0).toUpper());
}

QString StageWords::sentence(const ModelStage& stage) {
    switch (stage.kind) {
    case StageKind::TokenEmbedding:
        return tr("Every token's id picks one row of the embedding table: from here on the token is these "
                  "numbers.");
    case StageKind::PositionEmbedding:
        return tr("Every position has a learned row of its own, so that the model can tell first from last.");
    case StageKind::EmbeddingSum:
        return tr("Token and position are added: this is where the residual stream begins.");
    case StageKind::PositionAngles:
        return tr(
            "For every position an angle per pair of numbers: queries and keys will be turned by them.");
    case StageKind::AttentionNorm:
    case StageKind::FeedForwardNorm:
        return tr(
            "Each token's row is brought to the same size, so that the next step works with tame numbers.");
    case StageKind::Query:
        return tr("What each token looks for: its row times a matrix of weights, for every head.");
    case StageKind::Key: return tr("What each token offers to be found by: another matrix of weights.");
    case StageKind::Value:
        return tr("What each token hands over to those that read it: a third matrix of weights.");
    case StageKind::QueryNorm: return tr("Every head of every query is brought to the same size.");
    case StageKind::KeyNorm: return tr("Every head of every key is brought to the same size.");
    case StageKind::QueryRotated:
    case StageKind::KeyRotated:
        return tr(
            "Pairs of numbers are turned by the angle of the position, so that scores depend on distance.");
    case StageKind::Scores:
        return tr("How well each token's query (row) fits each token's key (column): their product, scaled.");
    case StageKind::Mask: return tr("No token may look ahead: everything that comes after it is struck out.");
    case StageKind::Probabilities:
        return tr("Soft-max turns each row into shares that add up to 1: how much each token reads of each.");
    case StageKind::WeightedSum:
        return tr("Each token gathers the values of those it reads, in these shares.");
    case StageKind::AttentionOutput:
        return tr("What the heads have gathered is mixed into one row for each token.");
    case StageKind::AttentionResidual:
        return tr("What the attention found is added to the residual stream; nothing is overwritten.");
    case StageKind::Up: return tr("Each token by itself now: its row is spread out over many more numbers.");
    case StageKind::Gate:
        return tr("A second spread, which decides how far each of these numbers is let through.");
    case StageKind::Activation:
        return tr("The only bend in this part: without it all layers together would be one matrix.");
    case StageKind::Down: return tr("The many numbers are brought back to the width of the residual stream.");
    case StageKind::FeedForwardResidual:
        return tr("And this too is added to the residual stream: the layer is done.");
    case StageKind::FinalNorm: return tr("After the last layer each row is brought to size once more.");
    case StageKind::Logits:
        return tr("Each row is compared with the row of every token of the vocabulary: one score for every "
                  "next token. The last row decides which one comes.");
    case StageKind::Draw: return tr("A random number from 0 to 1 falls on one of the tokens that are left.");
    case StageKind::Append:
        return tr("The token is added to the text, and everything starts over with one more token.");
    case StageKind::Sampling: break;
    }
    switch (stage.sampling.value_or(SamplingStageKind::Temperature)) {
    case SamplingStageKind::RepetitionPenalty:
        return tr("Tokens that were used lately are made less likely.");
    case SamplingStageKind::Temperature:
        return tr("Scores are divided by the temperature: below 1 the likely become likelier still.");
    case SamplingStageKind::TopK: return tr("Only the k likeliest tokens are kept.");
    case SamplingStageKind::TopP:
        return tr("Only the likeliest tokens are kept that together reach this share.");
    case SamplingStageKind::MinP: return tr("Tokens far less likely than the likeliest one are struck out.");
    }
    return {};
}

FormulaWords StageWords::formula() {
    FormulaWords words;
    const auto utf8 = [](const QString& text) { return text.toStdString(); };
    words.head = utf8(tr("head"));
    words.row = utf8(tr("row"));
    words.column = utf8(tr("column"));
    words.weight = utf8(tr("weights"));
    words.bias = utf8(tr("bias"));
    words.mean = utf8(tr("mean"));
    words.variance = utf8(tr("variance"));
    words.meanSquare = utf8(tr("mean square"));
    words.greatest = utf8(tr("greatest"));
    words.position = utf8(tr("position"));
    words.frequency = utf8(tr("frequency"));
    words.angle = utf8(tr("angle"));
    words.token = utf8(tr("token id"));
    words.more = utf8(tr("(… and %1 more = %2)"));
    words.later = utf8(tr("%1 comes after %2, so it may not be read"));
    return words;
}

} // namespace tokenarium
