// SPDX-License-Identifier: GPL-3.0-or-later
// From the tensors of a file to those of a model: the whole file is compared with the configuration before
// memory is taken for the first tensor.
#include "engine/model/load_weights.h"

#include "engine/backend/packed_matrix.h"
#include "engine/model/weight_sources.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace tokenarium {
namespace {

/// A tensor of ours as it was found in the file.
struct Found {
    WeightSource source;
    StoredTensor stored;
    bool scaled = false; ///< a pair of I8 numbers and F16 scales; `stored` are the numbers
};

class Finder {
public:
    Finder(const Checkpoint& opened, const ModelConfig& modelConfig, const std::string& fileName)
        : checkpoint(opened)
        , config(modelConfig)
        , file(fileName) {}

    /// Throws where the tensor is missing, has another shape, or a format that holds no weights.
    Found find(const std::string& name, const Shape& wanted) const {
        const std::vector<WeightSource> sources = weightSources(config, name, checkpoint.format());
        for (const WeightSource& source : sources) {
            const StoredTensor* stored = checkpoint.find(source.name);
            if (!stored) continue;
            const Shape expected = shapeInFile(source, wanted);
            if (stored->shape != expected)
                refuse(source.name, "has the shape " + stored->shape.text() +
                                        ", but the configuration of the model asks for " + expected.text());
            const bool scaled = stored->dtype == DType::I8 && checkpoint.find(source.name + ".scale");
            if (!scaled && (stored->dtype == DType::I8 || stored->dtype == DType::I32))
                refuse(source.name, std::string("is ") + dtypeName(stored->dtype) +
                                        " without scales, which are no weights");
            return {source, *stored, scaled};
        }
        throw std::runtime_error(file + ": the tensor \"" + sources.back().name +
                                 "\" is missing, which the configuration of the model asks for.");
    }

    std::vector<float> values(const Found& found) const {
        std::vector<float> numbers(found.stored.shape.elements());
        if (found.scaled)
            dequantize(loadScaledPair(checkpoint, found.source.name, file)->stored(), numbers);
        else
            dequantize(found.stored, numbers);
        if (!std::all_of(numbers.begin(), numbers.end(), [](float value) { return std::isfinite(value); }))
            refuse(found.source.name, notFinite);
        return numbers;
    }

    /// The rows that are wanted, as they lie in the file, or in `pair` where the file has them in two
    /// tensors.
    std::span<const std::byte> rows(const Found& found, const Shape& wanted, OwnedTensor& pair) const {
        StoredTensor part = found.stored;
        if (found.scaled) {
            pair = *loadScaledPair(checkpoint, found.source.name, file);
            part = pair.stored();
        }
        const std::size_t size = storageBytes(wanted, part.dtype);
        part.bytes = part.bytes.subspan(found.source.part * size, size);
        part.shape = wanted;
        if (hasNonFinite(part)) refuse(found.source.name, notFinite);
        return part.bytes;
    }

private:
    static constexpr const char* notFinite = "holds a number that is not finite; the file is damaged";

    [[noreturn]] void refuse(const std::string& tensor, const std::string& why) const {
        throw std::runtime_error(file + ": the tensor \"" + tensor + "\" " + why + ".");
    }

    const Checkpoint& checkpoint;
    const ModelConfig& config;
    const std::string& file;
};

/// The part that is wanted of the values of a file, as [outputs, inputs].
std::vector<float> arranged(const WeightSource& source, const Shape& wanted, std::vector<float> values) {
    const std::size_t count = wanted.elements(), first = source.part * wanted[0];
    if (!source.transposed) {
        if (source.parts == 1) return values;
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(source.part * count);
        return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }
    const std::size_t inputs = wanted[1], outputs = wanted[0], stride = outputs * source.parts;
    constexpr std::size_t tile = 32; // read by rows and written by columns: small squares stay in the cache
    std::vector<float> turned(count);
    for (std::size_t top = 0; top < inputs; top += tile)
        for (std::size_t left = 0; left < outputs; left += tile)
            for (std::size_t o = left; o < std::min(left + tile, outputs); ++o)
                for (std::size_t i = top; i < std::min(top + tile, inputs); ++i)
                    turned[o * inputs + i] = values[i * stride + first + o];
    return turned;
}

DType formatInFile(const Found& found) { return found.scaled ? DType::Q8_0 : found.stored.dtype; }

DType formatFor(WeightStorage storage, const Found& found, const Shape& shape) {
    const bool asInFile = storage == WeightStorage::AsInFile || storage == WeightStorage::InFile;
    const DType wanted = asInFile                         ? formatInFile(found)
                         : storage == WeightStorage::F16  ? DType::F16
                         : storage == WeightStorage::BF16 ? DType::BF16
                         : storage == WeightStorage::Q8_0 ? DType::Q8_0
                                                          : DType::F32;
    return canPack(shape, wanted) ? wanted : DType::F32;
}

bool isAligned(std::span<const std::byte> numbers) {
    return reinterpret_cast<std::uintptr_t>(numbers.data()) % alignof(float) == 0;
}

bool looksUpOnly(const std::string& name) { return name == "embed.positions.weight"; }

Tensor storedMatrix(const Finder& finder, const Found& found, const std::string& name, const Shape& shape,
                    WeightStorage storage, Backend& backend) {
    const DType type = formatFor(storage, found, shape);
    if (type != formatInFile(found) || found.source.transposed)
        return backend.storeMatrix(
            name, shape, quantize(arranged(found.source, shape, finder.values(found)), shape, type), type);
    OwnedTensor pair;
    const std::span<const std::byte> rows = finder.rows(found, shape, pair);
    if (storage == WeightStorage::InFile && type == DType::F32 && pair.bytes.empty() && isAligned(rows))
        return {name, shape, type, nullptr, const_cast<std::byte*>(rows.data())}; // nobody writes to weights
    return backend.storeMatrix(name, shape, rows, type);
}

} // namespace

void checkWeights(const Checkpoint& checkpoint, const ModelConfig& config, const std::string& file) {
    const Finder finder(checkpoint, config, file);
    makeWeights(config, [&](const std::string& name, const Shape& shape) {
        finder.find(name, shape);
        Tensor unread;
        unread.name = name;
        unread.shape = shape;
        return unread;
    });
}

Weights loadWeights(const Checkpoint& checkpoint, const ModelConfig& config, Backend& backend,
                    const std::string& file, WeightStorage storage) {
    checkWeights(checkpoint, config, file);
    const Finder finder(checkpoint, config, file);
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        const Found found = finder.find(name, shape);
        if (storage != WeightStorage::Writable && shape.rank() == 2 && !looksUpOnly(name))
            return storedMatrix(finder, found, name, shape, storage, backend);
        const std::vector<float> values = arranged(found.source, shape, finder.values(found));
        Tensor tensor = backend.allocate(name, shape);
        backend.write(values, tensor);
        return tensor;
    });
}

void layOut(Weights& weights, Backend& backend) {
    const bool isTied = weights.head.name == weights.tokens.name;
    forEachTensor(weights, [&](Tensor& tensor) {
        if (tensor.memory || tensor.shape.rank() != 2) return;
        const std::size_t bytes = storageBytes(tensor.shape, tensor.dtype);
        tensor = backend.storeMatrix(tensor.name, tensor.shape,
                                     {static_cast<const std::byte*>(tensor.data), bytes}, tensor.dtype);
    });
    if (isTied) weights.head = weights.tokens;
}

} // namespace tokenarium
