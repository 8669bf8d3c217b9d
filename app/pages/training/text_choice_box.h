// SPDX-License-Identifier: GPL-3.0-or-later
// A box of texts to train with; asks for files where a person wants their own.
#pragma once

#include "app/training/training_setup.h"

#include <QComboBox>

#include <vector>

namespace tokenarium {

/// Texts that are not on this machine are listed too and marked; problem() says what is missing. GUI thread
/// only.
class TextChoiceBox : public QComboBox {
    Q_OBJECT
public:
    explicit TextChoiceBox(std::vector<TextChoice> offered, QWidget* parent = nullptr);
    TextChoice choice() const { return current; }
    const std::vector<std::filesystem::path>& files() const { return own; }
    void choose(TextChoice choice, std::vector<std::filesystem::path> files = {});
    /// Why the chosen texts cannot be had here; empty where they can.
    QString problem() const;
    void retranslate();

signals:
    void chosen();

private:
    void take(int row);
    std::vector<TextChoice> choices;
    TextChoice current;
    std::vector<std::filesystem::path> own;
};

} // namespace tokenarium
