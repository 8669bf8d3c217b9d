// SPDX-License-Identifier: GPL-3.0-or-later
// How often each kind of text is read: a slider for every domain.
#pragma once

#include <QWidget>

#include <map>
#include <string>
#include <utility>
#include <vector>

class QLabel;
class QSlider;

namespace tokenarium {

/// From 0 (left out) to 3 (three times), 1 at the beginning. GUI thread only.
class DomainSliders : public QWidget {
    Q_OBJECT
public:
    explicit DomainSliders(QWidget* parent = nullptr);
    /// Sliders of domains that stay keep their place.
    void setDomains(const std::vector<std::string>& names);
    std::map<std::string, double> weights() const;
    void reset(); ///< all to 1; does not emit
    void retranslate();

signals:
    void changed(); ///< by a person

private:
    void add(const std::string& name);
    void say(const std::string& name);
    std::map<std::string, std::pair<QSlider*, QLabel*>> sliders;
};

} // namespace tokenarium
