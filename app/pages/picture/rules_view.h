// SPDX-License-Identifier: GPL-3.0-or-later
// What a model really sees of the picture, how many tokens that is, and the size that would be cheapest.
#pragma once

#include "app/pages/picture/picture_view.h"

#include <QImage>

#include <memory>
#include <optional>

class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace tokenarium {

class PicturePrices;

class CurveChart;
class ValueSlider;

class RulesView : public PictureView {
    Q_OBJECT
public:
    explicit RulesView(PictureSession& session, QWidget* parent = nullptr);
    ~RulesView() override { stepsJob.cancel(); }
    QString id() const override { return QStringLiteral("rules"); }
    const char* name() const override { return QT_TR_NOOP("As models see it"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !stepsJob.isBusy() && !stepsWanted && !pricesJob.isBusy(); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    struct Thumbnail {
        QImage picture;
        PictureStep step;
    };
    void createControls();
    void arrange();
    const ImageTokenRule& rule() const;
    PictureSize sentSize() const;
    void fillTable();
    void readPrices();
    void showPrice(QTreeWidgetItem& item, const std::string& rule, std::optional<std::size_t> billed) const;
    void showCount();
    void showCurve();
    void showSteps();
    void computeSteps();

    QLabel *sentence, *ruleName, *arithmetic, *source, *offer, *minimumLabel, *stepsLabel;
    PictureCanvas* canvas;
    QListWidget* steps;
    QTreeWidget* table;
    ValueSlider* share;
    CurveChart* chart;
    QSpinBox* minimum;
    QPushButton* useOffer;
    ImageTokenCount count;
    std::vector<Thumbnail> thumbnails;
    std::shared_ptr<const Image> stepsOf;
    std::string stepsRule;
    PictureSize stepsSize;
    bool stepsWanted = false;
    Job stepsJob;
    std::shared_ptr<const PicturePrices> prices; ///< null until they are read, or where there are none
    bool pricesAsked = false;
    Job pricesJob;
};

} // namespace tokenarium
