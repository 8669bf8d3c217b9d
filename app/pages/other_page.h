// SPDX-License-Identifier: GPL-3.0-or-later
// The other room: genes, series, volumes and points become tokens.
#pragma once

#include "app/other/gene_session.h"
#include "app/other/points_session.h"
#include "app/other/series_session.h"
#include "app/other/volume_session.h"
#include "app/pages/page.h"

#include <QUndoStack>

#include <vector>

class QTabWidget;

namespace tokenarium {

class MessageBar;
class OtherView;

class OtherPage : public Page {
    Q_OBJECT
public:
    explicit OtherPage(const TokenizerCatalog& catalog, QWidget* parent = nullptr);
    ~OtherPage() override;

    QString id() const override { return QStringLiteral("other"); }
    const char* name() const override { return QT_TR_NOOP("Other"); }
    void setColors(const TokenColors& colors) override;
    QUndoStack* undoStack() override { return &changes; }
    std::optional<Prompt> prompt() const override;
    void hoverToken(std::optional<std::size_t> token) override;
    void pinToken(std::size_t token) override;
    bool showsParts(Modality modality) const override {
        return modality == Modality::Gene || modality == Modality::Series;
    }
    void showPart(const PromptPart& part) override;
    QStringList scenes() const override;
    void showScene(const QString& scene) override { showView(scene); }
    bool isSettled() const override;

    GeneSession& genes() { return geneState; }
    SeriesSession& series() { return seriesState; }
    VolumeSession& volume() { return volumeState; }
    PointsSession& points() { return pointsState; }
    MessageBar& messages() { return *messageBar; }
    void showView(const QString& id);
    /// Genes or series by the ending of its name; of others the view that is open decides. Reads on a worker;
    /// says in the room why not.
    void openFile(const QString& path);

protected:
    void connectNotify(const QMetaMethod& signal) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void createViews();
    void paste();
    void retranslate();
    OtherView& view() const;

    QUndoStack changes;
    GeneSession geneState;
    SeriesSession seriesState;
    VolumeSession volumeState;
    PointsSession pointsState;
    MessageBar* messageBar;
    QTabWidget* tabs;
    std::vector<OtherView*> views;
};

} // namespace tokenarium
