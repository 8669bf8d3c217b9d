// SPDX-License-Identifier: GPL-3.0-or-later
// The undo command of a plain value: what was chosen before and after.
#pragma once

#include <QUndoCommand>

#include <functional>
#include <utility>

namespace tokenarium {

/// `apply` gets the value that is to count; what it needs must outlive the stack. Neighbouring commands with
/// the same `part` (not −1) become one, so that dragging a slider is one step back.
template<typename Value>
class ChangeValue : public QUndoCommand {
public:
    using Apply = std::function<void(const Value&)>;
    ChangeValue(Apply toApply, Value before, Value after, const QString& name, int ofPart = -1)
        : QUndoCommand(name)
        , apply(std::move(toApply))
        , old(std::move(before))
        , wanted(std::move(after))
        , part(ofPart) {}

    void redo() override { apply(wanted); }
    void undo() override { apply(old); }
    int id() const override { return part; }
    bool mergeWith(const QUndoCommand* next) override {
        wanted = static_cast<const ChangeValue*>(next)->wanted; // QUndoStack compares id() first
        setObsolete(wanted == old);
        return true;
    }

private:
    Apply apply;
    Value old, wanted;
    int part;
};

} // namespace tokenarium
