// SPDX-License-Identifier: GPL-3.0-or-later
// A slider with its name and its value in words beside it, over a list of values.
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QSlider;

namespace tokenarium {

/// The steps are values of the owner's choosing, in rising order, so that a scale need not be even. GUI
/// thread only.
class ValueSlider : public QWidget {
    Q_OBJECT
public:
    explicit ValueSlider(QWidget* parent = nullptr);
    /// At least one value. The nearest one to the present value is shown afterwards; nothing is emitted.
    void setValues(std::vector<double> steps);
    /// Takes the slider to the nearest step; emits nothing.
    void setValue(double value);
    double value() const;
    /// Name, the words for a value, and what the tool tip says.
    void setTexts(const QString& name, std::function<QString(double)> words, const QString& tip);
    /// What the name wants; and at least so much room for it, so that sliders below each other begin alike.
    int nameWidth() const;
    void setNameWidth(int pixels);
    QSlider& slider() { return *bar; }
    QString shownValue() const;

signals:
    /// By the person.
    void valueChosen(double value);

private:
    void showValue();
    std::vector<double> values{0};
    std::function<QString(double)> wordsOf;
    QLabel *nameLabel, *valueLabel;
    QSlider* bar;
};

} // namespace tokenarium
