// SPDX-License-Identifier: GPL-3.0-or-later
// The KV cache drawn growing, with its bytes.
#pragma once

#include "app/pages/model/refreshed_view.h"

class QLabel;
class QTableWidget;

namespace tokenarium {

class CachePicture;

class CacheSection : public RefreshedView {
    Q_OBJECT
public:
    explicit CacheSection(ModelSession& modelSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("cache"); }
    const char* name() const override { return QT_TR_NOOP("KV cache"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;

private:
    void showTable(std::size_t tokens);
    QLabel *sentence, *finding, *formula;
    CachePicture* picture;
    QTableWidget* table;
};

} // namespace tokenarium
