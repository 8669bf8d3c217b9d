// SPDX-License-Identifier: GPL-3.0-or-later
// The Weights room in the real window, and what a person does in it.
#pragma once

#include "tests/app/window_fixture.h"

#include "app/pages/weights_page.h"
#include "widgets/figures/figure_list.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QSlider>
#include <QUndoStack>

#include <stdexcept>
#include <string>

namespace tokenarium {

class WeightsRoomTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        window->showPage(&page());
        settle();
    }
    WeightsPage& page() {
        for (Page* one : window->pages())
            if (auto* weights = qobject_cast<WeightsPage*>(one)) return *weights;
        throw std::runtime_error("there is no Weights room");
    }
    WeightsSession& session() { return page().session(); }
    void settle() {
        EXPECT_TRUE(waitFor([&] { return page().isSettled(); }, 60'000));
        QCoreApplication::processEvents();
    }
    void show(const char* view) {
        page().showView(QLatin1String(view));
        settle();
    }
    /// In the view that is shown, else anywhere in the room.
    template<typename Widget>
    Widget* part(const char* name) {
        Widget* widget = page().currentView().findChild<Widget*>(QLatin1String(name));
        if (!widget) widget = page().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    std::string text(const char* label) { return part<QLabel>(label)->text().toStdString(); }
    /// As a person does it: first the family, then the model.
    void chooseModel(const char* id) {
        const KnownModel* known = knownModel(id);
        ASSERT_NE(known, nullptr) << id;
        auto* families = part<QComboBox>("modelFamily");
        families->setCurrentText(QString::fromUtf8(known->family));
        emit families->activated(families->currentIndex());
        auto* models = part<QComboBox>("knownModel");
        models->setCurrentIndex(models->findData(QString::fromLatin1(id)));
        emit models->activated(models->currentIndex());
        settle();
    }
    /// Moves a slider to the step with this value.
    void slide(const char* name, double value) {
        auto* bar = part<QSlider>(name);
        ASSERT_NE(bar, nullptr);
        auto* slider = qobject_cast<ValueSlider*>(bar->parentWidget());
        ASSERT_NE(slider, nullptr);
        for (int step = bar->minimum(); step <= bar->maximum(); ++step) {
            bar->setValue(step);
            if (slider->value() == value) return settle();
        }
        FAIL() << name << " has no step of " << value;
    }
    FigureList& figures(const char* name = "weightFigures") { return *part<FigureList>(name); }
    std::string figure(const char* label) { return figures().valueOf(QLatin1String(label)).toStdString(); }
};

} // namespace tokenarium
