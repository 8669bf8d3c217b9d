// SPDX-License-Identifier: GPL-3.0-or-later
// The context window: what of the open prompt lies in it, what is beyond, and how much room the answer has.
#pragma once

#include "app/pages/cost/cost_view.h"

class QComboBox;
class QTreeWidget;

namespace tokenarium {

class ShareBar;

class WindowView : public CostView {
    Q_OBJECT
public:
    explicit WindowView(CostDesk& desk, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("window"); }
    void setColors(const TokenColors& colors) override;
    const char* name() const override { return QT_TR_NOOP("Context window"); }
    bool isSettled() const override { return !desk.isCounting() && CostView::isSettled(); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    std::uint64_t windowTokens() const;
    void showWindows();
    void showBar();
    void showParts();
    void showFigures();
    ShareBar *bar, *enlarged; ///< the whole window; what is used of it
    QComboBox* windows;
    ValueSlider* output;
    QTreeWidget* parts;
};

} // namespace tokenarium
