// SPDX-License-Identifier: GPL-3.0-or-later
// Composes the page from the catalog, so that it is true for this installation.
#include "app/pages/about_page.h"

#include "app/device_sentence.h"
#include "widgets/style/number_text.h"

#include <QApplication>
#include <QEvent>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <utility>

namespace tokenarium {

/// The catalog speaks ids and English; these are the words for people.
QString AboutPage::algorithmName(const std::string& algorithm) {
    if (algorithm == "byte-level BPE") return tr("byte-level byte-pair encoding");
    if (algorithm == "bytes") return tr("one token for each byte");
    if (algorithm == "characters") return tr("one token for each code point");
    return QString::fromStdString(algorithm);
}

QString AboutPage::gpuSentence() {
    static const CudaDevices found = findCudaDevices(defaultCudaModule(
        QCoreApplication::applicationDirPath().toStdString())); // cannot change while we run
    return deviceSentence(found);
}

AboutPage::AboutPage(const TokenizerCatalog& known, QWidget* parent)
    : Page(parent)
    , catalog(known)
    , text(new QTextBrowser(this)) {
    text->setOpenExternalLinks(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setObjectName(QStringLiteral("aboutText"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(text);
    text->document()->setDocumentMargin(16);
}

void AboutPage::retranslate() {
    text->setAccessibleName(title());
    QString html = QStringLiteral("<h2>Tokenarium %1</h2>").arg(QCoreApplication::applicationVersion());
    html +=
        QStringLiteral("<p>%1</p><p>%2</p>")
            .arg(
                tr("A free program in which people see AI tokens: how a model reads, offline, on an ordinary "
                   "computer. Nothing you type leaves it."),
                tr("Licence: GPL-3.0-or-later. Built on Qt %1, Qt Charts and ICU; see NOTICE for everything "
                   "used.")
                    .arg(QString::fromLatin1(qVersion())));
    html += QStringLiteral("<p>%1 %2</p>").arg(tr("Everything here runs on the processor."), gpuSentence());
    html += QStringLiteral("<h3>%1</h3><p>%2</p>")
                .arg(tr("Vocabularies"), tr("They are their makers' work and come from pinned packages, "
                                            "checked by hash when the program is built."));
    html += QStringLiteral(
        "<table cellpadding='6' border='1' cellspacing='0' style='border-collapse:collapse'><tr>");
    for (const QString& head : {tr("Name"), tr("Used by"), tr("Algorithm"), tr("Entries"), tr("Source"),
                                tr("Licence"), tr("State")})
        html += QStringLiteral("<th align='left'>%1</th>").arg(head);
    html += QStringLiteral("</tr>");
    for (const TokenizerInfo& info : catalog.all()) {
        const auto cell = [](const std::string& value) {
            return QString::fromStdString(value).toHtmlEscaped();
        };
        html += QStringLiteral(
                    "<tr><td>%1</td><td>%2</td><td>%3</td><td align='right'>%4</td><td>%5</td><td>%6</td>"
                    "<td>%7</td></tr>")
                    .arg(cell(info.name), info.source == "built in" ? QStringLiteral("–") : cell(info.title),
                         algorithmName(info.algorithm), info.size ? grouped(info.size) : QStringLiteral("–"),
                         info.source == "built in" ? tr("built in") : cell(info.source), cell(info.licence),
                         info.present ? tr("here") : tr("missing: run ./run with a network once"));
    }
    html += QStringLiteral("</table>");
    text->setHtml(html);
}

void AboutPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && wasShown) retranslate();
    Page::changeEvent(event);
}

void AboutPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (std::exchange(wasShown, true)) return;
    retranslate();
}

} // namespace tokenarium
