// SPDX-License-Identifier: GPL-3.0-or-later
// GPUs as boxes, what lies in each, and arrows for what they send.
#pragma once

#include "widgets/charts/chart.h"

#include <vector>

namespace tokenarium {

struct SplitBox {
    QString title;             ///< "GPU 1"; of a box that stands for many: "… 24 more"
    QString below;             ///< "layers 1–8"
    std::vector<double> parts; ///< bytes, as many as there are segments; none in a box that stands for many
    QString words;             ///< "26 GB"
    bool fits = true;
};

struct SplitPictureData {
    enum class Flow { None, Chain, Ring, All };
    QString finding;
    std::vector<QString> segments;
    std::vector<SplitBox> boxes; ///< at most a dozen
    double memory = 0;           ///< bytes of a GPU: the height of its frame
    QString memoryWords;         ///< at that line: "80 GB"
    Flow flow = Flow::None;
    bool goesBack = false; ///< in training the same way back
    QString arrowWords;    ///< below the arrows: what each carries
};

/// What does not fit stands out of the frame, hatched, and the words below say so. GUI thread only.
class SplitPicture : public Chart {
    Q_OBJECT
public:
    explicit SplitPicture(QWidget* parent = nullptr);
    void setData(SplitPictureData data);
    const SplitPictureData& data() const { return shown; }
    QString finding() const override { return shown.finding; }
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;
    QSize sizeHint() const override { return {600, 18 * fontMetrics().height()}; }
    QSize minimumSizeHint() const override { return {360, 13 * fontMetrics().height()}; }

    // For tests: as it is drawn.
    QRectF frameOf(std::size_t box) const; ///< as high as the GPU's memory, unless it is cut
    bool isCut() const;                    ///< the memory is far above what lies in it
    QRectF filledOf(std::size_t box) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    double fullest() const; ///< bytes
    double most() const;    ///< bytes of the full height
    QRectF area() const;
    QRectF column(std::size_t box) const;
    void measure();
    /// Calls place(x, y, segment) for the names above; returns their lines.
    template<typename Place>
    int flowKeys(Place place) const;
    void paintKeys(QPainter& painter) const;
    void paintBox(QPainter& painter, std::size_t box) const;
    void paintArrows(QPainter& painter) const;
    void paintArrow(QPainter& painter, QPointF from, QPointF to, bool bothWays) const;
    void paintWords(QPainter& painter, const QRectF& place, const QString& words) const;

    SplitPictureData shown;
    std::vector<double> keyWidths;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
