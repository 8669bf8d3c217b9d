// SPDX-License-Identifier: GPL-3.0-or-later
// A slider over a few sizes that make sense, with its name and the chosen size.
#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QString>

#include <cstdint>
#include <vector>

class QGridLayout;
class QLabel;
class QSlider;
class QWidget;

namespace tokenarium {

/// "12", "2,048" or "1 M", in the language of the window.
QString shortCount(std::uint64_t count);

/// Three widgets in a row of a grid; a screen reader hears name and size together. GUI thread only.
class SizeSlider : public QObject {
    Q_OBJECT
public:
    /// `sizes` rise. Takes the next free row of `grid`; `parent` owns this and the widgets.
    SizeSlider(const char* objectName, std::vector<std::uint64_t> sizes, QGridLayout& grid, QWidget* parent);
    std::uint64_t size() const;
    /// One that is not in the list is shown beside the slider, whose handle stays. Does not emit.
    void setSize(std::uint64_t size);
    void setName(const QString& name, const QString& toolTip = {});
    void setEnabled(bool on);

signals:
    void moved(); ///< by a person

private:
    void say(std::uint64_t size);
    std::vector<std::uint64_t> choices;
    QString name;
    QLabel *label, *value;
    QSlider* slider;
};

} // namespace tokenarium
