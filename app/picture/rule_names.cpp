// SPDX-License-Identifier: GPL-3.0-or-later
// The names as the engine has them, marked for the translators; a test holds both lists together.
#include "app/picture/rule_names.h"

#include <QCoreApplication>

namespace tokenarium {
namespace {

[[maybe_unused]] constexpr const char* names[] = {
    // pictures
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5.6, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5.6, original size"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5.5, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5.5, low detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5.4, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5.4, low detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5.4, original size"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-4o, 4.1, 4.5, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-4o, 4.1, 4.5, low detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-4o mini, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-4o mini, low detail"),
    QT_TRANSLATE_NOOP("RuleNames", "o1, o3, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "o1, o3, low detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5, 5.1, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "GPT-5, 5.1, low detail"),
    QT_TRANSLATE_NOOP("RuleNames", "computer-use-preview, high detail"),
    QT_TRANSLATE_NOOP("RuleNames", "computer-use-preview, low detail"),
    QT_TRANSLATE_NOOP("RuleNames", "gpt-image-1 as input, low fidelity"),
    QT_TRANSLATE_NOOP("RuleNames", "gpt-image-1 as input, high fidelity"),
    QT_TRANSLATE_NOOP("RuleNames", "Claude 4.7 and later (high resolution)"),
    QT_TRANSLATE_NOOP("RuleNames", "Claude before 4.7 (standard)"),
    QT_TRANSLATE_NOOP("RuleNames", "Claude, text of 2024–2025 (width · height / 750)"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 3, media resolution high (the default)"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 3, media resolution ultra high"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 3, media resolution medium"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 3, media resolution low"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2, tiles of a crop unit (256 … 768)"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2, tiles, rough formula"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2, tiles of 768 × 768"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2.5, low media resolution"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2.5, medium media resolution"),
    QT_TRANSLATE_NOOP("RuleNames", "Qwen2-VL, image processor of transformers"),
    QT_TRANSLATE_NOOP("RuleNames", "LLaVA-NeXT, whole tiles"),
    QT_TRANSLATE_NOOP("RuleNames", "LLaVA-NeXT, without padding"),
    QT_TRANSLATE_NOOP("RuleNames", "DINOv2 with registers"),
    QT_TRANSLATE_NOOP("RuleNames", "DiT at 256"),
    QT_TRANSLATE_NOOP("RuleNames", "DiT at 512"),
    // films
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 3, low and medium"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 3, high"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2.5, low"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2.5, medium and high"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2, 263 a second"),
    QT_TRANSLATE_NOOP("RuleNames", "Gemini 2, 258 a frame and 32 a second of sound"),
    QT_TRANSLATE_NOOP("RuleNames", "VideoMAE, a clip of 16 frames"),
    QT_TRANSLATE_NOOP("RuleNames", "ViViT, a clip of 32 frames"),
    // genes and series
    QT_TRANSLATE_NOOP("RuleNames", "HyenaDNA, single bases"),
    QT_TRANSLATE_NOOP("RuleNames", "DNABERT, overlapping 3-mers"),
    QT_TRANSLATE_NOOP("RuleNames", "DNABERT, overlapping 6-mers"),
    QT_TRANSLATE_NOOP("RuleNames", "Nucleotide Transformer, separate 6-mers"),
    QT_TRANSLATE_NOOP("RuleNames", "Chronos, a bin for each value"),
    QT_TRANSLATE_NOOP("RuleNames", "PatchTST, patches of 16 every 8"),
};

} // namespace

QString ruleNameWords(const std::string& english) {
    return QCoreApplication::translate("RuleNames", english.c_str());
}

} // namespace tokenarium
