// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens the sound is by each vendor's rule.
#pragma once

#include "app/pages/sound/sound_view.h"

class QComboBox;
class QLabel;
class QTreeWidget;

namespace tokenarium {

class LogBarDelegate;

class SoundRulesView : public SoundView {
    Q_OBJECT
public:
    explicit SoundRulesView(SoundSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("rules"); }
    const char* name() const override { return QT_TR_NOOP("Counting rules"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void arrange();
    void fillTable();
    void showRule();
    double seconds() const;

    QLabel *sentence, *lengthLabel, *arithmetic, *source;
    QComboBox* length;
    QTreeWidget* table;
    LogBarDelegate* bars;
};

} // namespace tokenarium
