// SPDX-License-Identifier: GPL-3.0-or-later
// Writes both loops as one table.
#include "app/pages/model/loop_panel.h"

#include "widgets/style/announcement.h"

#include <QEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>

namespace tokenarium {
namespace {

struct LoopLine {
    LoopPanel::Line line;
    const char* article; ///< nullptr: it leaves this out
    const char* real;
};

using Line = LoopPanel::Line;

constexpr std::array<LoopLine, LoopPanel::lineCount> lines = {
    {{Line::Start, "output = []", "ids = opening_marks"},
     {Line::Prompt, nullptr, "ids += tokenize(prompt)"},
     {Line::Random, nullptr, "random = Random(seed)"},
     {Line::While, "while len(output) < max_length:", "while len(ids) < context:"},
     {Line::Model, "  next_token = model.predict(output)", "  logits = model(ids)[-1]"},
     {Line::Scores, nullptr, "  logits = penalty(logits) / temperature"},
     {Line::Strike, nullptr, "  p = top_k_p_min_p(softmax(logits))"},
     {Line::Draw, nullptr, "  next = draw(p, random())"},
     {Line::Append, "  output.append(next_token)", "  ids.append(next)"},
     {Line::Stop, nullptr, "  if next == end_mark: break"}}};

QString code(const char* text) {
    return QString::fromLatin1(text).toHtmlEscaped().replace(QLatin1Char(' '), QLatin1String("&nbsp;"));
}

} // namespace

LoopPanel::LoopPanel(QWidget* parent) : QWidget(parent), text(new QLabel(this)) {
    setObjectName(QStringLiteral("loopPanel"));
    text->setObjectName(QStringLiteral("loopText"));
    text->setTextFormat(Qt::RichText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this); // of small windows and large letters
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(text);
    text->setAutoFillBackground(false);
    column->addWidget(scroll);
    write();
}

LoopPanel::Line LoopPanel::lineOf(const ModelStage& stage) {
    switch (stage.kind) {
    case StageKind::Draw: return Line::Draw;
    case StageKind::Append: return Line::Append;
    case StageKind::Sampling: break;
    default: return Line::Model;
    }
    const auto kind = stage.sampling.value_or(SamplingStageKind::Temperature);
    const bool moves = kind == SamplingStageKind::RepetitionPenalty || kind == SamplingStageKind::Temperature;
    return moves ? Line::Scores : Line::Strike;
}

void LoopPanel::setLine(std::optional<Line> line) {
    if (line == lit) return;
    lit = line;
    write();
}

void LoopPanel::setNow(const Now& newValues) {
    if (newValues == values) return;
    values = newValues;
    write();
}

void LoopPanel::setColors(const TokenColors& newColors) {
    colors = newColors;
    write();
}

void LoopPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) write();
}

void LoopPanel::write() {
    const auto cell = [](const QString& content, const QString& style) {
        return QStringLiteral("<td style=\"%1\">%2</td>").arg(style, content);
    };
    QString table = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"3\"><tr>");
    for (const QString& heading : {tr("As articles print it"), tr("As it really is"), tr("In this round")})
        table += QStringLiteral("<th align=\"left\">%1</th>").arg(heading);
    table += QStringLiteral("</tr>");
    QString said;
    for (const LoopLine& line : lines) {
        const bool isLit = lit == line.line;
        const QString ground = isLit ? QStringLiteral("background-color:%1; color:%2;")
                                           .arg(colors.accent().name(), colors.background().name())
                                     : QString();
        const QString family = QStringLiteral("font-family:'%1';")
                                   .arg(QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
        const QString missing = QStringLiteral("color:%1;").arg(colors.warning().name());
        const QString& here = values[std::size_t(line.line)];
        table += QStringLiteral("<tr>") +
                 (line.article ? cell(code(line.article), family) : cell(tr("✗ missing"), missing)) +
                 cell((isLit ? QStringLiteral("▶&nbsp;") : QString()) + code(line.real) +
                          (line.article ? QString() : QStringLiteral("&nbsp;＋")),
                      family + ground) +
                 cell(here.toHtmlEscaped(), ground) + QStringLiteral("</tr>");
        if (isLit) said = QStringLiteral("%1: %2").arg(QString::fromLatin1(line.real).trimmed(), here);
    }
    text->setText(table +
                  QStringLiteral("</table><p>%1</p>")
                      .arg(tr("＋ is missing in the article: it starts from nothing, without a prompt; it "
                              "always takes “the” next token, without sampling; and it never stops early.")));
    text->setWordWrap(true);
    text->setAccessibleName(tr("The loop"));
    announce(*text, said);
}

} // namespace tokenarium
