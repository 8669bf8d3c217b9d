// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of one character as boxes: filled where they belong to the token shown, outlined where to its
// neighbours.
#pragma once

#include "engine/view/token_details.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

namespace tokenarium {

/// Its accessible name says the same in words. GUI thread only.
class ByteBoxes : public QWidget {
    Q_OBJECT
public:
    explicit ByteBoxes(QWidget* parent = nullptr);

    /// `invalidByte` is shown for a part that is no character.
    void setPart(const CodePointPart& part, TokenId token, unsigned char invalidByte);
    void setColors(const TokenColors& colors);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Neighbouring boxes with one label under them.
    struct Group {
        QStringList bytes;
        QString label; ///< id or ids of the tokens that cover the bytes; empty when the character is not cut
        bool own = false;
    };
    int groupWidth(const Group& group) const;
    int boxWidth() const;
    int boxHeight() const;
    void describe();

    std::vector<Group> groups;
    TokenColors colors;
};

} // namespace tokenarium
