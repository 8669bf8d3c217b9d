// SPDX-License-Identifier: GPL-3.0-or-later
// Does it fit? What is needed, as a bar inside the memory of every device.
#pragma once

#include "widgets/charts/chart.h"

#include <QStaticText>

#include <functional>
#include <optional>
#include <vector>

namespace tokenarium {

struct FitRow {
    QString name;
    double memory = 0; ///< bytes
    bool fits = false;
    QString words; ///< behind the row: "fits, 12 GB free"
};

struct FitData {
    QString finding;
    std::vector<QString> segments;
    std::vector<double> parts; ///< of what is needed; the same for every device
    std::vector<FitRow> rows;
    std::function<QString(double)> bytesWords;
    std::optional<std::size_t> lit;
};

/// A device is a frame as long as its memory; what is needed lies in it and, where that is more, sticks out,
/// hatched. A tick or a cross and words say the same. A click, or Up and Down, choose a device. GUI thread
/// only.
class FitChart : public Chart {
    Q_OBJECT
public:
    explicit FitChart(QWidget* parent = nullptr);
    void setData(FitData data);
    const FitData& data() const { return shown; }
    QString finding() const override { return shown.finding; }
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // For tests: as it is drawn.
    QRectF frameOf(std::size_t row) const;
    QRectF needOf(std::size_t row) const;

signals:
    void chosen(std::size_t row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    double needed() const;
    double scaleEnd() const; ///< bytes at the right end
    double rowHeight() const;
    double headHeight() const;
    QRectF plot() const;
    void measure();
    void measureKeys();
    QString frameWords() const;
    /// Calls place(x, y, segment) for the names above, the last one for the frame; returns their lines.
    template<typename Place>
    int flowKeys(Place place) const;
    void paintKeys(QPainter& painter) const;
    void paintRow(QPainter& painter, std::size_t row) const;
    std::optional<std::size_t> rowAt(const QPointF& place) const;

    FitData shown;
    /// Words of a row as they are painted, laid out only where they change.
    struct RowWords {
        QStaticText name, words;
        bool isStrong = false;
    };
    std::vector<RowWords> laidOut;
    bool fontChanged = true;
    std::vector<double> keyWidths;
    double widestName = 0, widestWords = 0;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
