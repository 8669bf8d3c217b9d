// SPDX-License-Identifier: GPL-3.0-or-later
// A room of tabs over one session: the Weights, Cost and Serving rooms.
#pragma once

#include "app/pages/page.h"
#include "app/pages/room_view.h"

#include <vector>

class QTabWidget;
class QVBoxLayout;

namespace tokenarium {

class MessageBar;

/// Views come in the order of the tabs; each is one scene of the tour. What a view says stands in the message
/// bar above them.
class TabbedPage : public Page {
    Q_OBJECT
public:
    explicit TabbedPage(QWidget* parent = nullptr);

    void setColors(const TokenColors& colors) override;
    QStringList scenes() const override;
    void showScene(const QString& scene) override { showView(scene); }
    bool isSettled() const override;
    void showView(const QString& id);
    RoomView& currentView() const;
    MessageBar& messages() { return *messageBar; }

protected:
    /// In the constructor of the room. A room whose views look at its members calls removeViews() in its
    /// destructor.
    void addView(RoomView* view);
    void removeViews();
    /// Above the tabs: what the whole room is about. Takes it.
    void setHeader(QWidget* header);
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QVBoxLayout* column;
    MessageBar* messageBar;
    QTabWidget* tabs;
    std::vector<RoomView*> views;
};

} // namespace tokenarium
