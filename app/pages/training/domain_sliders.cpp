// SPDX-License-Identifier: GPL-3.0-or-later
// A slider counts quarters.
#include "app/pages/training/domain_sliders.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace tokenarium {

namespace {

constexpr int quarters = 4, mostTimes = 3;

} // namespace

DomainSliders::DomainSliders(QWidget* parent) : QWidget(parent) {
    setLayout(new QGridLayout);
    layout()->setContentsMargins(0, 0, 0, 0);
}

void DomainSliders::setDomains(const std::vector<std::string>& names) {
    std::erase_if(sliders, [&](const auto& one) {
        if (std::find(names.begin(), names.end(), one.first) != names.end()) return false;
        delete one.second.first;
        delete one.second.second;
        return true;
    });
    for (const std::string& name : names)
        if (sliders.count(name) == 0) add(name);
}

void DomainSliders::add(const std::string& name) {
    auto* slider = new QSlider(Qt::Horizontal, this);
    auto* label = new QLabel(this);
    slider->setObjectName(QStringLiteral("dataWeight-") + QString::fromStdString(name));
    slider->setRange(0, mostTimes * quarters);
    slider->setValue(quarters);
    slider->setPageStep(quarters);
    label->setBuddy(slider);
    auto* grid = static_cast<QGridLayout*>(layout());
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0);
    grid->addWidget(slider, row, 1);
    sliders[name] = {slider, label};
    say(name);
    connect(slider, &QSlider::valueChanged, this, [this, name] {
        say(name);
        emit changed();
    });
}

void DomainSliders::say(const std::string& name) {
    const auto& [slider, label] = sliders.at(name);
    label->setText(tr("%1: × %2")
                       .arg(QString::fromStdString(name),
                            QLocale().toString(double(slider->value()) / quarters, 'g', 3)));
    slider->setAccessibleName(label->text());
}

std::map<std::string, double> DomainSliders::weights() const {
    std::map<std::string, double> found;
    for (const auto& [name, parts] : sliders) found[name] = double(parts.first->value()) / quarters;
    return found;
}

void DomainSliders::reset() {
    for (const auto& [name, parts] : sliders) {
        const QSignalBlocker quiet(parts.first);
        parts.first->setValue(quarters);
        say(name);
    }
}

void DomainSliders::retranslate() {
    for (const auto& [name, parts] : sliders) say(name);
}

} // namespace tokenarium
