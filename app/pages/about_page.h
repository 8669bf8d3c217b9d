// SPDX-License-Identifier: GPL-3.0-or-later
// The room that says what this is, which data it uses, from where and under which licence.
#pragma once

#include "app/pages/page.h"
#include "engine/text/tokenizer_catalog.h"

class QTextBrowser;

namespace tokenarium {

class AboutPage : public Page {
    Q_OBJECT
public:
    explicit AboutPage(const TokenizerCatalog& catalog, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("about"); }
    const char* name() const override { return QT_TR_NOOP("About"); }
    void setColors(const TokenColors&) override {}

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    /// Which GPU there is, or why none.
    static QString gpuSentence();
    static QString algorithmName(const std::string& algorithm);
    const TokenizerCatalog& catalog;
    QTextBrowser* text;
    bool wasShown =
        false; ///< asking the GPU's driver takes up to a second: not before somebody wants to know
};

} // namespace tokenarium
