// SPDX-License-Identifier: GPL-3.0-or-later
// Models that look at pictures, tensor by tensor ("vit" of the facts): ViT, CLIP, SigLIP, Gemma 3.
#include "engine/cost/architecture_families.h"
#include "engine/cost/config_limits.h"

namespace tokenarium {
namespace {

using Part = ParameterPart;

struct TowerSizes {
    std::size_t layers = 0, width = 0, inner = 0, image = 0, patch = 0, channels = 3;
    std::size_t patches() const { return (image / patch) * (image / patch); }
};

struct TowerDefaults {
    std::size_t layers, width, inner, image, patch;
};

TowerSizes readTower(const JsonFields& fields, const TowerDefaults& otherwise) {
    TowerSizes sizes;
    sizes.layers = fields.count({"num_hidden_layers", "layers"}, mostLayers, otherwise.layers);
    sizes.width = fields.count({"hidden_size", "width"}, mostWidth, otherwise.width);
    sizes.inner = fields.count("intermediate_size", mostFeedForward, otherwise.inner);
    sizes.image = fields.count({"image_size", "image_resolution"}, mostPixels, otherwise.image);
    sizes.patch = fields.count({"patch_size", "vision_patch_size"}, mostPixels, otherwise.patch);
    sizes.channels = fields.count("num_channels", 64, 3);
    if (sizes.patch > sizes.image)
        fields.refuse("\"patch_size\" is " + std::to_string(sizes.patch) +
                      ", larger than the picture with \"image_size\" " + std::to_string(sizes.image) + ".");
    return sizes;
}

/// The convolution that turns each patch into a vector.
void listPatches(const std::string& name, const TowerSizes& sizes, bool bias, TensorListBuilder& out) {
    out.add(Part::Frontend, name + ".weight", {sizes.width, sizes.channels, sizes.patch, sizes.patch});
    if (bias) out.add(Part::Frontend, name + ".bias", {sizes.width});
}

/// Four square projections with biases, two matrices, two norms: the layer that all of them share.
void listClipLayers(const std::string& name, std::size_t layers, std::size_t width, std::size_t inner,
                    TensorListBuilder& out) {
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const std::string start = name + std::to_string(layer) + ".";
        for (const char* projection : {"k_proj", "v_proj", "q_proj"})
            out.linear(Part::AttentionQkv, start + "self_attn." + projection, width, width, true);
        out.linear(Part::AttentionOut, start + "self_attn.out_proj", width, width, true);
        out.norm(start + "layer_norm1", width, true);
        out.linear(Part::Mlp, start + "mlp.fc1", inner, width, true);
        out.linear(Part::Mlp, start + "mlp.fc2", width, inner, true);
        out.norm(start + "layer_norm2", width, true);
    }
}

struct TextSizes {
    std::size_t layers = 0, width = 0, inner = 0, vocabulary = 0, positions = 0;
};

void listText(const TextSizes& text, TensorListBuilder& out) {
    out.tokenTable("text_model.embeddings.token_embedding", text.vocabulary, text.width);
    out.add(Part::Position, "text_model.embeddings.position_embedding.weight", {text.positions, text.width});
    listClipLayers("text_model.encoder.layers.", text.layers, text.width, text.inner, out);
    out.norm("text_model.final_layer_norm", text.width, true);
}

/// Both towers of CLIP, their projections into one space, and the temperature. ("pre_layrnorm" is spelled
/// so.)
void listTwoTowers(const TowerSizes& vision, const TextSizes& text, std::size_t shared,
                   TensorListBuilder& out) {
    out.add(Part::Other, "logit_scale", {});
    listText(text, out);
    out.add(Part::Embedding, "vision_model.embeddings.class_embedding", {vision.width});
    listPatches("vision_model.embeddings.patch_embedding", vision, false, out);
    out.add(Part::Position, "vision_model.embeddings.position_embedding.weight",
            {vision.patches() + 1, vision.width});
    out.norm("vision_model.pre_layrnorm", vision.width, true);
    listClipLayers("vision_model.encoder.layers.", vision.layers, vision.width, vision.inner, out);
    out.norm("vision_model.post_layernorm", vision.width, true);
    out.linear(Part::Head, "visual_projection", shared, vision.width, false);
    out.linear(Part::Head, "text_projection", shared, text.width, false);
}

TextSizes readText(const JsonFields& fields, const TextSizes& otherwise) {
    return {fields.count("num_hidden_layers", mostLayers, otherwise.layers),
            fields.count("hidden_size", mostWidth, otherwise.width),
            fields.count("intermediate_size", mostFeedForward, otherwise.inner),
            fields.count("vocab_size", mostVocabulary, otherwise.vocabulary),
            fields.count("max_position_embeddings", mostPositions, otherwise.positions)};
}

/// Of each class whose picture the model may name; 1,000 (ImageNet) where the file does not say.
std::size_t readClasses(const JsonFields& fields) {
    if (fields.has({"num_labels", "num_classes"}))
        return fields.count({"num_labels", "num_classes"}, mostClasses);
    const std::size_t named = fields.entries("id2label");
    return named > 0 ? named : 1000;
}

} // namespace

void listVit(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields& fields = input.fields;
    const TowerSizes sizes = readTower(fields, {12, 768, 3072, 224, 16});
    out.add(Part::Embedding, "vit.embeddings.cls_token", {1, 1, sizes.width});
    out.add(Part::Position, "vit.embeddings.position_embeddings", {1, sizes.patches() + 1, sizes.width});
    listPatches("vit.embeddings.patch_embeddings.projection", sizes, true, out);
    const bool bias = fields.flag("qkv_bias", true);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer) {
        const std::string name = "vit.encoder.layer." + std::to_string(layer) + ".";
        for (const char* projection : {"query", "key", "value"})
            out.linear(Part::AttentionQkv, name + "attention.attention." + projection, sizes.width,
                       sizes.width, bias);
        out.linear(Part::AttentionOut, name + "attention.output.dense", sizes.width, sizes.width, true);
        out.linear(Part::Mlp, name + "intermediate.dense", sizes.inner, sizes.width, true);
        out.linear(Part::Mlp, name + "output.dense", sizes.width, sizes.inner, true);
        out.norm(name + "layernorm_before", sizes.width, true);
        out.norm(name + "layernorm_after", sizes.width, true);
    }
    out.norm("vit.layernorm", sizes.width, true);
    if (input.classEndsWith("ViTModel"))
        out.linear(Part::Pooler, "vit.pooler.dense", sizes.width, sizes.width, true);
    else
        out.linear(Part::Head, "classifier", readClasses(fields), sizes.width, true);
}

void listClip(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields vision = input.fields.inside("vision_config"), text = input.fields.inside("text_config");
    listTwoTowers(readTower(vision, {12, 768, 3072, 224, 32}), readText(text, {12, 512, 2048, 49408, 77}),
                  input.fields.count("projection_dim", mostWidth, 512), out);
}

/// {"embed_dim", "vision": {image_size, layers, width, patch_size}, "text": {context_length, …}}; the
/// feed-forward part is four times as wide as the rest. A ResNet has a list of layers and is refused as such.
void listOpenAiClip(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields vision = input.fields.inside("vision"), text = input.fields.inside("text");
    const std::size_t width = vision.count("width", mostWidth), textWidth = text.count("width", mostWidth);
    TowerSizes tower = readTower(vision, {12, width, 4 * width, 224, 32});
    listTwoTowers(tower,
                  {text.count("layers", mostLayers), textWidth, 4 * textWidth,
                   text.count("vocab_size", mostVocabulary), text.count("context_length", mostPositions)},
                  input.fields.count("embed_dim", mostWidth), out);
}

/// No class token: one learned question attends to all patches. The text head is square.
void listSiglip(const FamilyInput& input, TensorListBuilder& out) {
    const TowerSizes vision = readTower(input.fields.inside("vision_config"), {12, 768, 3072, 224, 16});
    const TextSizes text = readText(input.fields.inside("text_config"), {12, 768, 3072, 32000, 64});
    const std::string head = "vision_model.head.";
    out.add(Part::Other, "logit_scale", {1});
    out.add(Part::Other, "logit_bias", {1});
    listText(text, out);
    out.linear(Part::Head, "text_model.head", text.width, text.width, true);
    listPatches("vision_model.embeddings.patch_embedding", vision, true, out);
    out.add(Part::Position, "vision_model.embeddings.position_embedding.weight",
            {vision.patches(), vision.width});
    listClipLayers("vision_model.encoder.layers.", vision.layers, vision.width, vision.inner, out);
    out.norm("vision_model.post_layernorm", vision.width, true);
    out.add(Part::Pooler, head + "probe", {1, 1, vision.width});
    out.add(Part::Pooler, head + "attention.in_proj_weight", {3 * vision.width, vision.width});
    out.add(Part::Pooler, head + "attention.in_proj_bias", {3 * vision.width});
    out.linear(Part::Pooler, head + "attention.out_proj", vision.width, vision.width, true);
    out.linear(Part::Pooler, head + "mlp.fc1", vision.inner, vision.width, true);
    out.linear(Part::Pooler, head + "mlp.fc2", vision.width, vision.inner, true);
    out.add(Part::Pooler, head + "layernorm.weight", {vision.width});
    out.add(Part::Pooler, head + "layernorm.bias", {vision.width});
}

/// A language model and SigLIP without its head; all of the latter counts as vision tower.
void listGemma3(const FamilyInput& input, TensorListBuilder& out) {
    const JsonFields text = input.fields.inside("text_config");
    FamilyInput language{text, input.options, "gemma3_text"};
    listLlama(language, out);
    if (!input.fields.has("vision_config")) return;
    const TowerSizes vision = readTower(input.fields.inside("vision_config"), {12, 768, 3072, 224, 16});
    const std::string tower = "vision_tower.vision_model.";
    out.enterModule(Part::VisionTower);
    listPatches(tower + "embeddings.patch_embedding", vision, true, out);
    out.add(Part::Position, tower + "embeddings.position_embedding.weight", {vision.patches(), vision.width});
    listClipLayers(tower + "encoder.layers.", vision.layers, vision.width, vision.inner, out);
    out.norm(tower + "post_layernorm", vision.width, true);
    out.enterModule(Part::Projector);
    out.add(Part::Projector, "multi_modal_projector.mm_input_projection_weight",
            {vision.width, text.count("hidden_size", mostWidth)});
    out.norm("multi_modal_projector.mm_soft_emb_norm", vision.width, false);
    out.enterModule(std::nullopt);
}

} // namespace tokenarium
