// SPDX-License-Identifier: GPL-3.0-or-later
// Lists end after a page or two: enough to see what was done.
#include "app/pages/training/data_details.h"

#include "app/training/training_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>

namespace tokenarium {

namespace {

constexpr std::size_t mostDropped = 60;

class Words {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::DataDetails)
};

QString line(const QString& html) { return QStringLiteral("<p style='margin:0 0 6px 0'>%1</p>").arg(html); }

QString escaped(const std::string& text) {
    constexpr qsizetype longest = 240;
    QString shown = QString::fromStdString(text);
    if (shown.size() > longest) shown = shown.left(longest) + QStringLiteral(" …");
    return shown.toHtmlEscaped();
}

QString reasonOf(const DroppedText& one) {
    switch (one.reason) {
    case DropReason::Duplicate: return Words::tr("the same as: %1").arg(escaped(one.other));
    case DropReason::TooShort: return Words::tr("too short");
    case DropReason::Strange: return Words::tr("mostly signs");
    case DropReason::Masked: return Words::tr("replaced by %1").arg(escaped(one.other));
    case DropReason::Weight: break;
    }
    return Words::tr("left out for balance");
}

} // namespace

QString documentsHtml(const std::vector<std::string>& texts) {
    QString html;
    for (const std::string& text : texts) html += line(escaped(text));
    return html;
}

QString droppedHtml(const PreparationStage& stage, const TokenColors& colors) {
    QString html;
    for (std::size_t i = 0; i < std::min(stage.dropped.size(), mostDropped); ++i)
        html += line(
            QStringLiteral("<s>%1</s> <span style='color:%2'>%3</span>")
                .arg(escaped(stage.dropped[i].text), colors.accent().name(), reasonOf(stage.dropped[i])));
    return html.isEmpty() ? line(Words::tr("Nothing was dropped here.")) : html;
}

QString vocabularyHtml(const PreparedData& data) {
    const Vocabulary& vocabulary = data.tokenizer->vocabulary();
    constexpr std::size_t bytes = 256, most = 400;
    QStringList words;
    for (std::size_t id = bytes; id < std::min(vocabulary.size(), bytes + most); ++id)
        words += QStringLiteral("%1&nbsp;<b>%2</b>")
                     .arg(id)
                     .arg(tokenLabel(*data.tokenizer, TokenId(id)).toHtmlEscaped());
    return line(Words::tr("0 to 255: the bytes. Then:")) + line(words.join(QStringLiteral(" &nbsp; ")));
}

QString idsHtml(const PreparedData& data) {
    constexpr std::size_t most = 200;
    QStringList words;
    for (std::size_t i = 0; i < std::min(data.ids.size(), most); ++i)
        words += QStringLiteral("<b>%1</b>&nbsp;%2")
                     .arg(tokenLabel(*data.tokenizer, data.ids[i]).toHtmlEscaped())
                     .arg(data.ids[i]);
    return line(words.join(QStringLiteral(" · ")));
}

QString windowsHtml(const PreparedData& data, std::size_t context) {
    QString html;
    for (std::size_t i = 0; i < std::min<std::size_t>(data.windows, 8); ++i) {
        const std::size_t begin = i * context, end = std::min(begin + context, data.ids.size());
        const std::vector<TokenId> ids(data.ids.begin() + std::ptrdiff_t(begin),
                                       data.ids.begin() + std::ptrdiff_t(end));
        html += line(QStringLiteral("<b>%1</b> %2").arg(i + 1).arg(escaped(data.tokenizer->decode(ids))));
    }
    return html;
}

QString masksText(const PreparationStage& stage) {
    std::map<std::string, int> counts;
    for (const DroppedText& one : stage.dropped)
        if (one.reason == DropReason::Masked) ++counts[one.other];
    QStringList parts;
    for (const auto& [mask, count] : counts)
        parts += QStringLiteral("%1 × %2").arg(QString::fromStdString(mask)).arg(count);
    return parts.join(QStringLiteral(" · "));
}

std::size_t droppedDocuments(const PreparationStage& stage) {
    return std::size_t(std::count_if(stage.dropped.begin(), stage.dropped.end(),
                                     [](const auto& one) { return one.reason != DropReason::Masked; }));
}

} // namespace tokenarium
