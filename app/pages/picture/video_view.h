// SPDX-License-Identifier: GPL-3.0-or-later
// A film as tokens: which frames are taken, what a block of them becomes, and what an hour of it would fill.
#pragma once

#include "app/pages/picture/picture_view.h"
#include "engine/image/video_tokens.h"

class QComboBox;
class QLabel;
class QListWidget;

namespace tokenarium {

class BarList;

class VideoView : public PictureView {
    Q_OBJECT
public:
    explicit VideoView(PictureSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("video"); }
    const char* name() const override { return QT_TR_NOOP("Video"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void arrange();
    const VideoTokenRule& rule() const;
    void showFrames();
    void showBlock();
    void showBars();

    QLabel *sentence, *filmFacts, *ruleLabel, *arithmetic, *source, *framesLabel, *blockLabel, *barsLabel;
    QComboBox* rules;
    QListWidget* frames;
    PictureCanvas *first, *last;
    BarList* bars;
    VideoTokenCount count;
    std::optional<std::size_t> lit;
};

} // namespace tokenarium
