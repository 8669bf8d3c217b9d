// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a list of tensors line by line; used by the families of models.
#pragma once

#include "engine/cost/tensor_list.h"

#include <optional>
#include <string>
#include <utility>

namespace tokenarium {

class TensorListBuilder {
public:
    using Role = ListedTensor::Role;

    /// From here on everything counts for `module`; nothing: for what it does.
    void enterModule(std::optional<ParameterPart> which) { module = which; }

    ListedTensor& add(ParameterPart part, std::string name, const Shape& shape, Role role = Role::Plain) {
        tensors.push_back({std::move(name), shape, part, module.value_or(part), role, 1, 1, 1});
        return tensors.back();
    }
    /// NAME.weight [outputs, inputs] and, where there is one, NAME.bias [outputs].
    void linear(ParameterPart part, const std::string& name, std::size_t outputs, std::size_t inputs,
                bool bias) {
        add(part, name + ".weight", {outputs, inputs});
        if (bias) add(part, name + ".bias", {outputs});
    }
    /// The same for GPT-2's class, which stores [inputs, outputs].
    void turnedLinear(ParameterPart part, const std::string& name, std::size_t inputs, std::size_t outputs,
                      bool bias) {
        add(part, name + ".weight", {inputs, outputs});
        if (bias) add(part, name + ".bias", {outputs});
    }
    void norm(const std::string& name, std::size_t width, bool bias) {
        add(ParameterPart::Norms, name + ".weight", {width});
        if (bias) add(ParameterPart::Norms, name + ".bias", {width});
    }
    void tokenTable(const std::string& name, std::size_t vocabulary, std::size_t width) {
        add(ParameterPart::Embedding, name + ".weight", {vocabulary, width}, Role::TokenTable);
    }
    void languageHead(const std::string& name, std::size_t vocabulary, std::size_t width, bool bias = false) {
        add(ParameterPart::Head, name + ".weight", {vocabulary, width}, Role::LanguageHead);
        if (bias) add(ParameterPart::Head, name + ".bias", {vocabulary}, Role::LanguageHead);
    }

    TensorList tensors;

private:
    std::optional<ParameterPart> module;
};

} // namespace tokenarium
