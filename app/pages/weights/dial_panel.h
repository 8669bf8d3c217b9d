// SPDX-License-Identifier: GPL-3.0-or-later
// The sizes of a model as sliders: the important ones at once, the rest behind "More".
#pragma once

#include "engine/cost/model_dials.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QToolButton;

namespace tokenarium {

class ValueSlider;

/// Sliders are made once and take another dial where the model has others. GUI thread only.
class DialPanel : public QWidget {
    Q_OBJECT
public:
    explicit DialPanel(QWidget* parent = nullptr);
    void setDials(const std::vector<ModelDial>& dials);
    /// For tests: the slider of a dial; null where it has none.
    ValueSlider* sliderOf(ModelDial::Kind kind) const;

signals:
    void turned(tokenarium::ModelDial::Kind kind, std::size_t value);

protected:
    void changeEvent(QEvent* event) override;

private:
    void bind(std::size_t slider, const ModelDial& dial);
    void arrange();
    void retranslate();

    struct Bound {
        ValueSlider* slider = nullptr;
        ModelDial dial{};
        bool isUsed = false;
    };
    std::vector<Bound> bound;
    QCheckBox* tied;
    bool hasTied = false;
    QToolButton* more;
};

} // namespace tokenarium
