// SPDX-License-Identifier: GPL-3.0-or-later
// Checks shared by the readers and writers of weights, and their messages.
#include "engine/tensor/checkpoint_contents.h"

#include "engine/tensor/saturating.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

namespace tokenarium {

namespace {

void checkNames(const std::string& file, const std::vector<StoredTensor>& tensors) {
    std::unordered_set<std::string_view> names;
    for (const StoredTensor& tensor : tensors)
        if (!names.insert(tensor.name).second)
            refuse(file, "tensor " + inQuotes(tensor.name) + " is there twice");
}

} // namespace

void refuse(const std::string& file, const std::string& reason) {
    throw std::runtime_error(file + ": " + reason);
}

std::size_t checkedBytes(const std::string& file, std::string_view name,
                         std::span<const std::size_t> dimensions, DType type) {
    constexpr std::size_t mostDimensions = 4, mostElements = std::size_t{1} << 48;
    const std::string tensor = "tensor " + inQuotes(name);
    if (dimensions.size() > mostDimensions)
        refuse(file,
               tensor + " has " + std::to_string(dimensions.size()) + " dimensions; at most 4 can be read");
    std::size_t elements = 1; // also an empty tensor must not have a dimension that nobody could allocate
    for (const std::size_t size : dimensions)
        elements = saturatingProduct(elements, std::max<std::size_t>(size, 1));
    const Shape shape(dimensions);
    if (elements > mostElements)
        refuse(file, tensor + " has the shape " + shape.text() + ": no file is so large");
    if (blockElements(type) > 1 && (dimensions.empty() || dimensions.back() % blockElements(type) != 0))
        refuse(file, tensor + " has the shape " + shape.text() + ", but " + dtypeName(type) +
                         " needs a last dimension that is a multiple of " +
                         std::to_string(blockElements(type)));
    return storageBytes(shape, type);
}

void checkLayout(const std::string& file, const std::vector<StoredTensor>& tensors,
                 std::span<const std::byte> area, Gaps gaps) {
    checkNames(file, tensors);
    const auto begin = [&area](const StoredTensor& tensor) {
        return static_cast<std::size_t>(tensor.bytes.data() - area.data());
    };
    std::vector<const StoredTensor*> inOrder;
    for (const StoredTensor& tensor : tensors) inOrder.push_back(&tensor);
    std::sort(inOrder.begin(), inOrder.end(), [&begin](const StoredTensor* a, const StoredTensor* b) {
        return std::pair(begin(*a), a->bytes.size()) < std::pair(begin(*b), b->bytes.size());
    });
    std::size_t end = 0;
    const StoredTensor* previous = nullptr;
    for (const StoredTensor* tensor : inOrder) {
        if (previous && begin(*tensor) < end)
            refuse(file, "tensors " + inQuotes(previous->name) + " and " + inQuotes(tensor->name) +
                             " overlap: the file is damaged or made to deceive");
        if (gaps == Gaps::Refused && begin(*tensor) != end)
            refuse(file, std::to_string(begin(*tensor) - end) + " bytes before tensor " +
                             inQuotes(tensor->name) + " belong to no tensor");
        end = begin(*tensor) + tensor->bytes.size();
        previous = tensor;
    }
    if (gaps == Gaps::Refused && end != area.size())
        refuse(file, std::to_string(area.size() - end) + " bytes at the end belong to no tensor");
}

void checkToWrite(const std::string& file, const std::vector<StoredTensor>& tensors) {
    checkNames(file, tensors);
    for (const StoredTensor& tensor : tensors) {
        std::vector<std::size_t> dimensions;
        for (std::size_t i = 0; i < tensor.shape.rank(); ++i) dimensions.push_back(tensor.shape[i]);
        const std::size_t bytes = checkedBytes(file, tensor.name, dimensions, tensor.dtype);
        if (bytes != tensor.bytes.size())
            refuse(file, "tensor " + inQuotes(tensor.name) + " of shape " + tensor.shape.text() + " needs " +
                             std::to_string(bytes) + " bytes, not " + std::to_string(tensor.bytes.size()));
    }
}

} // namespace tokenarium
