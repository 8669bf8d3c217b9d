// SPDX-License-Identifier: GPL-3.0-or-later
// One way of looking at pictures: a tab of the picture room.
#pragma once

#include "app/model/given_model.h"
#include "app/picture/picture_session.h"
#include "engine/image/image_token_rules.h"
#include "widgets/picture/picture_canvas.h"
#include "widgets/style/token_colors.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace tokenarium {

inline CanvasCells canvasCells(const CellGrid& grid) {
    return {grid.columns,   grid.rows,       grid.left,  grid.top,
            grid.cellWidth, grid.cellHeight, grid.right, grid.bottom};
}

/// `session` outlives it. A view that is not visible does no work and catches up when it is shown.
class PictureView : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(PictureSession& pictureSession, QWidget* parent = nullptr)
        : QWidget(parent)
        , session(pictureSession) {}
    /// Untranslated: for tests and the tour.
    virtual QString id() const = 0;
    /// English; marked with QT_TR_NOOP.
    virtual const char* name() const = 0;
    QString title() const { return QCoreApplication::translate(metaObject()->className(), name()); }
    virtual void setColors(const TokenColors& colors) = 0;
    /// Nothing that is to be seen is still being computed.
    virtual bool isSettled() const { return true; }

signals:
    void said(const QString& sentence);
    /// A model was made here that a person wants to step through.
    void modelWanted(const GivenModel& given);

protected:
    /// Everything that is shown, anew.
    virtual void refresh() = 0;
    /// Words that do not change with the picture.
    virtual void retranslate() = 0;
    /// Now, or when it is shown.
    void refreshSoon() {
        if (isVisible()) refresh();
    }
    void showEvent(QShowEvent* event) override {
        refresh();
        QWidget::showEvent(event);
    }
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::LanguageChange) {
            retranslate();
            refreshSoon();
        }
        QWidget::changeEvent(event);
    }

    PictureSession& session;
};

} // namespace tokenarium
