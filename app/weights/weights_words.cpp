// SPDX-License-Identifier: GPL-3.0-or-later
// All words in one place, so that every tab says the same.
#include "app/weights/weights_words.h"

#include "widgets/style/number_text.h"

#include <QCoreApplication>

namespace tokenarium {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::WeightsWords)
};

QString attentionSentence(const ModelShape& shape) {
    if (!shape.attention) return {};
    const AttentionShape& attention = *shape.attention;
    switch (attention.kind()) {
    case AttentionShape::Kind::MultiHead:
        return Words::tr("%1 heads, each with keys and values of its own (MHA)")
            .arg(grouped(attention.heads));
    case AttentionShape::Kind::GroupedQuery:
        return Words::tr("%1 heads share %2 keys and values (GQA)")
            .arg(grouped(attention.heads), grouped(attention.keyHeads));
    case AttentionShape::Kind::MultiQuery:
        return Words::tr("%1 heads share one key and value (MQA)").arg(grouped(attention.heads));
    case AttentionShape::Kind::Latent:
        return Words::tr("%1 heads read one vector of %2 numbers (latent attention, MLA)")
            .arg(grouped(attention.heads), grouped(attention.latentWidth + attention.rotaryWidth));
    }
    return {};
}

QString kindName(const ModelShape& shape) {
    switch (shape.kind) {
    case ModelShape::Kind::Decoder:
        return shape.encoderLayers > 0
                   ? Words::tr("Decoder that writes token after token, with an encoder of pictures beside it")
                   : Words::tr("Decoder: writes token after token");
    case ModelShape::Kind::Encoder: return Words::tr("Encoder: reads a whole text at once");
    case ModelShape::Kind::EncoderDecoder: return Words::tr("Encoder that reads and decoder that writes");
    case ModelShape::Kind::Picture: return Words::tr("Encoder of pictures");
    case ModelShape::Kind::PictureAndText: return Words::tr("Two encoders, for pictures and for texts");
    }
    return {};
}

} // namespace

QString groupName(WeightGroup group) {
    switch (group) {
    case WeightGroup::Tables: return Words::tr("Lookup tables");
    case WeightGroup::Attention: return Words::tr("Attention");
    case WeightGroup::CrossAttention: return Words::tr("Cross-attention");
    case WeightGroup::FeedForward: return Words::tr("Feed-forward");
    case WeightGroup::Experts: return Words::tr("Experts");
    case WeightGroup::Head: return Words::tr("Head");
    case WeightGroup::Senses: return Words::tr("Pictures and sound");
    case WeightGroup::MultiToken: return Words::tr("Multi-token module");
    case WeightGroup::Rest: return Words::tr("Norms and others");
    }
    return {};
}

QString groupMeaning(WeightGroup group) {
    switch (group) {
    case WeightGroup::Tables:
        return Words::tr(
            "One row of numbers for each token of the vocabulary, and for each position where positions "
            "are learned. Rows are looked up.");
    case WeightGroup::Attention:
        return Words::tr("Makes queries, keys and values of every token and mixes what the heads found.");
    case WeightGroup::CrossAttention: return Words::tr("Lets the decoder look at what the encoder read.");
    case WeightGroup::FeedForward: return Words::tr("Works on every token by itself, wide in the middle.");
    case WeightGroup::Experts:
        return Words::tr("Many feed-forward parts side by side; the router chooses a few for each token.");
    case WeightGroup::Head:
        return Words::tr("Makes a score for each token of the vocabulary, or the answer.");
    case WeightGroup::Senses: return Words::tr("Turns patches of pictures or windows of sound into vectors.");
    case WeightGroup::MultiToken:
        return Words::tr("Predicts one token more ahead; many programs leave it out.");
    case WeightGroup::Rest:
        return Words::tr("Small vectors that keep numbers in range, routers and poolers.");
    }
    return {};
}

QString dialName(ModelDial::Kind kind) {
    using Kind = ModelDial::Kind;
    switch (kind) {
    case Kind::Layers: return Words::tr("Layers");
    case Kind::EncoderLayers: return Words::tr("Encoder layers");
    case Kind::Width: return Words::tr("Width");
    case Kind::Heads: return Words::tr("Heads");
    case Kind::KeyHeads: return Words::tr("Key-value heads");
    case Kind::FeedForward: return Words::tr("Feed-forward width");
    case Kind::Vocabulary: return Words::tr("Vocabulary");
    case Kind::Positions: return Words::tr("Learned positions");
    case Kind::Experts: return Words::tr("Number of experts");
    case Kind::ExpertsPerToken: return Words::tr("Experts per token");
    case Kind::ExpertWidth: return Words::tr("Expert width");
    case Kind::SharedExperts: return Words::tr("Shared experts");
    case Kind::DenseLayers: return Words::tr("Layers without experts");
    case Kind::LatentWidth: return Words::tr("Latent width");
    case Kind::QueryLatentWidth: return Words::tr("Query latent width");
    case Kind::PatchSize: return Words::tr("Patch size");
    case Kind::ImageSize: return Words::tr("Picture size");
    case Kind::MelBands: return Words::tr("Mel bands");
    case Kind::TiedHead: return Words::tr("Head shares the token table");
    }
    return {};
}

QString dialMeaning(ModelDial::Kind kind) {
    using Kind = ModelDial::Kind;
    switch (kind) {
    case Kind::Layers: return Words::tr("How many layers follow each other; the count grows in proportion.");
    case Kind::EncoderLayers: return Words::tr("Layers of the half that reads.");
    case Kind::Width:
        return Words::tr(
            "Numbers that stand for one token (C). Twice as wide: about four times the weights.");
    case Kind::Heads:
        return Words::tr(
            "How many ways to look back. Where the heads share the width, their number changes no "
            "count.");
    case Kind::KeyHeads:
        return Words::tr(
            "Heads may share keys and values: fewer weights, and a smaller cache while writing.");
    case Kind::FeedForward: return Words::tr("Width in the middle of the feed-forward part.");
    case Kind::Vocabulary: return Words::tr("Rows of the token table, and of a head that is not shared.");
    case Kind::Positions:
        return Words::tr("Rows of the table of positions; newer models compute positions instead.");
    case Kind::Experts:
        return Words::tr("Feed-forward parts side by side. The total grows, the work per token not.");
    case Kind::ExpertsPerToken:
        return Words::tr("How many of them work for one token: changes the active count only.");
    case Kind::ExpertWidth: return Words::tr("Width in the middle of each expert.");
    case Kind::SharedExperts: return Words::tr("Experts that work for every token.");
    case Kind::DenseLayers: return Words::tr("The first layers have a plain feed-forward part.");
    case Kind::LatentWidth:
        return Words::tr("Keys and values of all heads are made from a vector of this width.");
    case Kind::QueryLatentWidth: return Words::tr("Queries are made from a vector of this width.");
    case Kind::PatchSize: return Words::tr("Side of a patch in pixels. Smaller patches: more positions.");
    case Kind::ImageSize:
        return Words::tr("Side of the picture in pixels: how many patches have a position.");
    case Kind::MelBands: return Words::tr("Rows of the spectrogram that the first convolution reads.");
    case Kind::TiedHead:
        return Words::tr(
            "The table that turns tokens into vectors also turns vectors into scores; it is stored and "
            "counted once.");
    }
    return {};
}

QString reasonName(CountReason reason) {
    switch (reason) {
    case CountReason::None: return {};
    case CountReason::RotaryBuffers: return Words::tr("On the Hub, with rotary frequencies");
    case CountReason::PositionIds: return Words::tr("On the Hub, with position ids");
    case CountReason::TiedHeadTwice: return Words::tr("In the file, shared table twice");
    case CountReason::WithoutEmbedding: return Words::tr("By its makers, without token tables");
    case CountReason::WithoutBiases: return Words::tr("Variant without biases");
    case CountReason::WithoutRouterBias: return Words::tr("Without the routers' corrections");
    case CountReason::WithModulesAndScales: return Words::tr("On the Hub, everything in the files");
    case CountReason::PaperEarlier: return Words::tr("Printed in the paper");
    case CountReason::PretrainingHeads: return Words::tr("With the heads of pre-training");
    case CountReason::RoundedUp: return Words::tr("In its name or table");
    }
    return {};
}

QString reasonMeaning(CountReason reason) {
    switch (reason) {
    case CountReason::None: return {};
    case CountReason::RotaryBuffers:
        return Words::tr(
            "The file also stores the fixed frequencies of rotary positions, which nobody trains.");
    case CountReason::PositionIds:
        return Words::tr("The file also stores the numbers 0, 1, 2 … as position ids, which nobody trains.");
    case CountReason::TiedHeadTwice:
        return Words::tr("Head and token table are one tensor, but the file holds it twice.");
    case CountReason::WithoutEmbedding:
        return Words::tr("Token table and untied head are left out of this number.");
    case CountReason::WithoutBiases:
        return Words::tr("nanoGPT's table of sizes leaves out all biases but counts the same matrices.");
    case CountReason::WithoutRouterBias:
        return Words::tr(
            "The correction that balances the experts is a buffer in some programs, a weight in others.");
    case CountReason::WithModulesAndScales:
        return Words::tr(
            "The files also hold the multi-token module with token table and head once more, and one "
            "scale for each block of 128 × 128 numbers in FP8.");
    case CountReason::PaperEarlier:
        return Words::tr("The paper's table says so; its authors corrected the number later.");
    case CountReason::PretrainingHeads:
        return Words::tr("Two heads more: one guesses masked words, one whether a sentence follows.");
    case CountReason::RoundedUp: return Words::tr("A generous rounding, not a count.");
    }
    return {};
}

QString kindSentence(const WeighedModel& model) {
    if (!model.shape)
        return Words::tr("A file of weights: %1 tensors, %2.")
            .arg(grouped(model.architecture.tensors.size()), model.choice.fileNote);
    const ModelShape& shape = *model.shape;
    QStringList parts{kindName(shape)};
    parts += shape.encoderLayers > 0
                 ? Words::tr("%1 + %2 layers").arg(grouped(shape.encoderLayers), grouped(shape.layers))
                 : Words::tr("%1 layers").arg(grouped(shape.layers));
    if (const QString attention = attentionSentence(shape); !attention.isEmpty()) parts += attention;
    if (shape.experts > 0)
        parts += Words::tr("%1 of %2 experts per token")
                     .arg(grouped(shape.expertsPerToken), grouped(shape.experts));
    if (!model.choice.fileNote.isEmpty()) parts += model.choice.fileNote;
    return parts.join(QStringLiteral(" · "));
}

QString shapeText(const WeightTile& tile) {
    const QString shape = QString::fromStdString(tile.shape.text());
    QStringList factors;
    if (tile.layers > 1) factors += Words::tr("%1 layers").arg(grouped(tile.layers));
    if (tile.copies > 1) factors += Words::tr("%1 experts").arg(grouped(tile.copies));
    factors += shape;
    return factors.join(QStringLiteral(" × "));
}

QString withGroupedDigits(const QString& formula) {
    QString result, digits;
    const auto flush = [&] {
        if (!digits.isEmpty()) result += grouped(digits.toULongLong());
        digits.clear();
    };
    for (const QChar c : formula) {
        if (c.isDigit()) {
            digits += c;
            continue;
        }
        flush();
        result += c;
    }
    flush();
    return result;
}

} // namespace tokenarium
