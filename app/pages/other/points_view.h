// SPDX-License-Identifier: GPL-3.0-or-later
// A cloud of points as tokens: only the voxels that hold a point, or groups of neighbours.
#pragma once

#include "app/other/points_session.h"
#include "app/pages/other/other_view.h"

#include <functional>

class QLabel;
class QSpinBox;

namespace tokenarium {

class PointCloudView;
class ValueSlider;

/// `session` outlives it.
class PointsView : public OtherView {
    Q_OBJECT
public:
    explicit PointsView(PointsSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("points"); }
    const char* name() const override { return QT_TR_NOOP("Points"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return true; }
    Page::Prompt prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override { session.hoverVoxel(token); }
    void pinToken(std::size_t token) override { session.pinVoxel(token); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void arrange();
    void choose(const std::function<void(PointsChoices&)>& set, const QString& name, int part);
    void showCloud();
    void showLit();
    QString wordsOf(std::size_t voxel) const;

    PointsSession& session;
    QLabel *sentence, *facts, *groups, *place, *members, *seedLabel;
    PointCloudView* cloud;
    ValueSlider *points, *side, *turn;
    QSpinBox* seed;
    double degrees = 35; ///< how far the cloud is turned; no step of undo
};

} // namespace tokenarium
