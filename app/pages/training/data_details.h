// SPDX-License-Identifier: GPL-3.0-or-later
// What the steps of data preparation did, as rich text: lists of documents, words, ids and windows.
#pragma once

#include "engine/train/data_preparation.h"
#include "widgets/style/token_colors.h"

#include <QString>

namespace tokenarium {

QString documentsHtml(const std::vector<std::string>& texts);
/// Struck out, each with the reason.
QString droppedHtml(const PreparationStage& stage, const TokenColors& colors);
QString vocabularyHtml(const PreparedData& data);
QString idsHtml(const PreparedData& data);
QString windowsHtml(const PreparedData& data, std::size_t context);
/// "[mail] × 2 · [phone] × 3": what stands where personal data stood; empty without any.
QString masksText(const PreparationStage& stage);
/// Whole documents that are gone, without those in which only a passage was replaced.
std::size_t droppedDocuments(const PreparationStage& stage);

} // namespace tokenarium
