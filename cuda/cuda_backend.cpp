// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation of Backend as a call of the module's table: shapes are checked here, numbers stay there.
#include "cuda/cuda_backend.h"

#include "cuda/cuda_context.h"

#include <cassert>
#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

std::size_t lastDimension(const Tensor& tensor) { return tensor.shape[tensor.shape.rank() - 1]; }
std::size_t rowsOf(const Tensor& tensor) { return tensor.shape.elements() / lastDimension(tensor); }
const float* numbers(const Tensor& tensor) { return static_cast<const float*>(tensor.data); }
float* numbers(Tensor& tensor) { return static_cast<float*>(tensor.data); } // null where it is absent

TokenariumCudaMatrix matrixOf(const Tensor& tensor) {
    return {tensor.data, tensor.shape[0], tensor.shape[1], static_cast<std::int32_t>(tensor.dtype)};
}
static_assert(static_cast<int>(DType::F32) == TOKENARIUM_CUDA_F32 &&
              static_cast<int>(DType::F16) == TOKENARIUM_CUDA_F16 &&
              static_cast<int>(DType::BF16) == TOKENARIUM_CUDA_BF16 &&
              static_cast<int>(DType::Q8_0) == TOKENARIUM_CUDA_Q8_0);

TokenariumCudaHeads headsOf(const Shape& square /*[H,T,S]*/, const Tensor& queries, const Tensor& keys) {
    const std::size_t headWidth = queries.shape[1] / square[0];
    assert(queries.shape[1] % square[0] == 0 && keys.shape[1] % headWidth == 0);
    assert(queries.shape[0] == square[1] && keys.shape[0] >= square[2] && square[2] >= square[1]);
    return {square[0], keys.shape[1] / headWidth, headWidth, square[1], square[2]};
}

TokenariumCudaTexts textsOf(const Tensor& q, const Tensor& k, const Tensor& logSums,
                            std::span<const std::uint32_t> lengths) {
    const std::size_t headWidth = q.shape[1] / logSums.shape[0];
    assert(q.shape[1] % logSums.shape[0] == 0 && k.shape[1] % headWidth == 0);
    assert(q.shape[0] == logSums.shape[1] && k.shape[0] == q.shape[0]);
    return {lengths.data(), lengths.size(), q.shape[0], logSums.shape[0], k.shape[1] / headWidth, headWidth};
}

TokenariumCudaAdamWPart partOf(const Tensor& gradient, const AdamWStep& step, Tensor& mean, Tensor& square,
                               Tensor& w) {
    assert(gradient.shape == w.shape && mean.shape == w.shape && square.shape == w.shape && step.step > 0);
    const double time = static_cast<double>(step.step);
    const auto factor = [time](float beta) {
        return static_cast<float>(1 / (1 - std::pow(static_cast<double>(beta), time)));
    };
    return {numbers(gradient),
            numbers(mean),
            numbers(square),
            numbers(w),
            w.shape.elements(),
            {step.rate, step.beta1, step.beta2, step.epsilon, step.weightDecay, factor(step.beta1),
             factor(step.beta2)}};
}

class TableBackend final : public CudaBackend {
public:
    explicit TableBackend(std::shared_ptr<CudaContext> opened)
        : context(std::move(opened))
        , gpu(context->operations()) {}

    bool stopped() const override { return context->failed(); }
    std::string problem() const override { return context->problem(); }
    CudaTrouble trouble() const override { return context->trouble(); }
    bool recover() override { return context->table().forgetError(context->handle()) == TOKENARIUM_CUDA_OK; }
    std::uint64_t freeMemory() const override {
        std::uint64_t free = 0, all = 0;
        const auto answer = context->table().freeMemory(context->handle(), &free, &all);
        return answer == TOKENARIUM_CUDA_OK ? free : 0;
    }
    std::shared_ptr<CudaContext> device() const override { return context; }

    // Memory ---------------------------------------------------------------------------------------------

    Tensor allocate(std::string name, const Shape& shape) override {
        Tensor tensor{std::move(name), shape, DType::F32, memoryOf(shape.elements() * sizeof(float)),
                      nullptr};
        tensor.data = tensor.memory.get();
        return tensor;
    }
    void write(std::span<const float> values, Tensor& tensor) override {
        assert(values.size() == tensor.shape.elements());
        if (tensor.data)
            context->table().copyIn(context->handle(), tensor.data, values.data(), values.size_bytes());
    }
    Tensor storeMatrix(std::string name, const Shape& shape, std::span<const std::byte> rows,
                       DType type) override {
        const auto bytes = context->table().storedBytes(shape[0], shape[1], static_cast<std::int32_t>(type));
        assert(bytes > 0 && rows.size() == storageBytes(shape, type));
        Tensor tensor{std::move(name), shape, type, memoryOf(bytes), nullptr, TensorLayout::Panels};
        tensor.data = tensor.memory.get();
        const TokenariumCudaMatrix matrix = matrixOf(tensor);
        if (tensor.data) context->table().store(context->handle(), rows.data(), &matrix);
        return tensor;
    }
    std::vector<float> read(const Tensor& tensor) override {
        if (tensor.layout == TensorLayout::Panels) return readStored(tensor);
        std::vector<float> values(tensor.shape.elements());
        if (!tensor.data || context->table().copyOut(context->handle(), values.data(), tensor.data,
                                                     values.size() * sizeof(float)) != TOKENARIUM_CUDA_OK)
            values.clear();
        return values;
    }

    // The way forth --------------------------------------------------------------------------------------

    void embedding(std::span<const std::uint32_t> ids, const Tensor& table, Tensor& y) override {
        assert(y.shape == (Shape{ids.size(), table.shape[1]}));
        const TokenariumCudaMatrix matrix = matrixOf(table);
        call(gpu.embedding, ids.data(), ids.size(), &matrix, numbers(y));
    }
    void add(const Tensor& a, const Tensor& b, Tensor& y) override {
        assert(a.shape == b.shape && a.shape == y.shape);
        call(gpu.add, numbers(a), numbers(b), numbers(y), y.shape.elements());
    }
    void layerNorm(const Tensor& x, const Tensor& weight, const Tensor& bias, float epsilon,
                   Tensor& y) override {
        assert(lastDimension(x) == weight.shape[0] && x.shape == y.shape);
        call(gpu.layerNorm, numbers(x), numbers(weight), numbers(bias), epsilon, numbers(y), rowsOf(x),
             weight.shape[0]);
    }
    void rmsNorm(const Tensor& x, const Tensor& weight, float epsilon, Tensor& y) override {
        const std::size_t width = weight.shape[0];
        assert(lastDimension(x) % width == 0 && x.shape == y.shape);
        call(gpu.rmsNorm, numbers(x), numbers(weight), epsilon, numbers(y), x.shape.elements() / width,
             width);
    }
    void linear(const Tensor& x, const Tensor& w, const Tensor& bias, Tensor& y) override {
        assert(w.shape[1] == x.shape[1] && y.shape == (Shape{x.shape[0], w.shape[0]}));
        const TokenariumCudaMatrix matrix = matrixOf(w);
        call(gpu.linear, numbers(x), x.shape[0], &matrix, numbers(bias), numbers(y));
    }
    void gelu(const Tensor& x, GeluKind kind, Tensor& y) override {
        assert(x.shape == y.shape);
        call(gpu.gelu, numbers(x), static_cast<std::int32_t>(kind), numbers(y), y.shape.elements());
    }
    void swiglu(const Tensor& gate, const Tensor& up, Tensor& y) override {
        assert(gate.shape == up.shape && gate.shape == y.shape);
        call(gpu.swiglu, numbers(gate), numbers(up), numbers(y), y.shape.elements());
    }
    void rotations(std::span<const std::uint32_t> positions, std::span<const double> frequencies,
                   Tensor& table) override {
        assert(table.shape == (Shape{positions.size(), 2 * frequencies.size()}));
        call(gpu.rotations, positions.data(), positions.size(), frequencies.data(), frequencies.size(),
             numbers(table));
    }
    void rope(const Tensor& x, const Tensor& table, RopePairs pairs, Tensor& y) override {
        assert(x.shape == y.shape && table.shape[0] == x.shape[0] && x.shape[1] % table.shape[1] == 0);
        call(gpu.rope, numbers(x), numbers(table), static_cast<std::int32_t>(pairs), numbers(y), x.shape[0],
             x.shape[1], table.shape[1]);
    }
    void takeRows(const Tensor& x, std::size_t first, Tensor& y) override {
        assert(x.shape[1] == y.shape[1] && first + y.shape[0] <= x.shape[0]);
        copyRows(x, first * x.shape[1], y, 0, y.shape.elements());
    }
    void putRows(const Tensor& x, std::size_t first, Tensor& y) override {
        assert(x.shape[1] == y.shape[1] && first + x.shape[0] <= y.shape[0]);
        copyRows(x, 0, y, first * y.shape[1], x.shape.elements());
    }
    void attentionScores(const Tensor& q, const Tensor& keys, float scale, Tensor& scores) override {
        const TokenariumCudaHeads heads = headsOf(scores.shape, q, keys);
        call(gpu.attentionScores, &heads, numbers(q), numbers(keys), scale, numbers(scores));
    }
    void causalMask(const Tensor& scores, Tensor& masked) override {
        const TokenariumCudaHeads heads = squareOf(scores.shape);
        assert(scores.shape == masked.shape);
        call(gpu.causalMask, &heads, numbers(scores), numbers(masked));
    }
    void softmax(const Tensor& x, Tensor& y) override {
        assert(x.shape == y.shape);
        call(gpu.softmax, numbers(x), numbers(y), rowsOf(x), lastDimension(x));
    }
    void attentionValues(const Tensor& probs, const Tensor& values, Tensor& y) override {
        const TokenariumCudaHeads heads = headsOf(probs.shape, y, values);
        call(gpu.attentionValues, &heads, numbers(probs), numbers(values), numbers(y));
    }
    void attention(const Tensor& q, const Tensor& k, const Tensor& v, std::span<const std::uint32_t> lengths,
                   float scale, Tensor& y, Tensor& logSums) override {
        const TokenariumCudaTexts texts = textsOf(q, k, logSums, lengths);
        call(gpu.attention, &texts, numbers(q), numbers(k), numbers(v), scale, numbers(y), numbers(logSums));
    }
    void dropout(const Tensor& x, float probability, std::uint64_t seed, Tensor& y) override {
        assert(x.shape == y.shape && probability < 1);
        call(gpu.dropout, numbers(x), probability, seed, numbers(y), y.shape.elements());
    }
    void crossEntropy(const Tensor& logits, std::span<const std::uint32_t> targets, Tensor& losses) override {
        assert(logits.shape[0] == targets.size() && losses.shape == Shape{targets.size()});
        call(gpu.crossEntropy, numbers(logits), targets.data(), targets.size(), logits.shape[1],
             numbers(losses));
    }

    // The way back ---------------------------------------------------------------------------------------

    void embeddingBackward(std::span<const std::uint32_t> ids, const Tensor& dy, Tensor& dTable) override {
        if (!present(dTable) || ids.empty()) return;
        assert(dy.shape == (Shape{ids.size(), dTable.shape[1]}));
        call(gpu.embeddingBackward, ids.data(), ids.size(), numbers(dy), numbers(dTable), dTable.shape[1]);
    }
    void layerNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy, Tensor& dx,
                           Tensor& dWeight, Tensor& dBias) override {
        assert(lastDimension(x) == weight.shape[0] && x.shape == dy.shape);
        call(gpu.layerNormBackward, numbers(x), numbers(weight), epsilon, numbers(dy), numbers(dx),
             numbers(dWeight), numbers(dBias), rowsOf(x), weight.shape[0]);
    }
    void rmsNormBackward(const Tensor& x, const Tensor& weight, float epsilon, const Tensor& dy, Tensor& dx,
                         Tensor& dWeight) override {
        const std::size_t width = weight.shape[0];
        assert(lastDimension(x) % width == 0 && x.shape == dy.shape);
        call(gpu.rmsNormBackward, numbers(x), numbers(weight), epsilon, numbers(dy), numbers(dx),
             numbers(dWeight), x.shape.elements() / width, width);
    }
    void linearBackward(const Tensor& x, const Tensor& w, const Tensor& dy, Tensor& dx, Tensor& dw,
                        Tensor& dBias) override {
        assert(w.shape[1] == x.shape[1] && dy.shape == (Shape{x.shape[0], w.shape[0]}));
        assert(w.layout == TensorLayout::Rows && w.dtype == DType::F32);
        call(gpu.linearBackward, numbers(x), x.shape[0], numbers(w), w.shape[0], w.shape[1], numbers(dy),
             numbers(dx), numbers(dw), numbers(dBias));
    }
    void geluBackward(const Tensor& x, GeluKind kind, const Tensor& dy, Tensor& dx) override {
        if (!present(dx)) return;
        assert(x.shape == dy.shape && x.shape == dx.shape);
        call(gpu.geluBackward, numbers(x), static_cast<std::int32_t>(kind), numbers(dy), numbers(dx),
             x.shape.elements());
    }
    void swigluBackward(const Tensor& gate, const Tensor& up, const Tensor& dy, Tensor& dGate,
                        Tensor& dUp) override {
        assert(gate.shape == up.shape && gate.shape == dy.shape);
        call(gpu.swigluBackward, numbers(gate), numbers(up), numbers(dy), numbers(dGate), numbers(dUp),
             dy.shape.elements());
    }
    void ropeBackward(const Tensor& dy, const Tensor& table, RopePairs pairs, Tensor& dx) override {
        if (!present(dx)) return;
        assert(dy.shape == dx.shape && table.shape[0] == dy.shape[0] && dy.shape[1] % table.shape[1] == 0);
        call(gpu.ropeBackward, numbers(dy), numbers(table), static_cast<std::int32_t>(pairs), numbers(dx),
             dy.shape[0], dy.shape[1], table.shape[1]);
    }
    void takeRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) override {
        if (!present(dx)) return;
        assert(dx.shape[1] == dy.shape[1] && first + dy.shape[0] <= dx.shape[0]);
        if (dx.data) call(gpu.addTo, numbers(dy), numbers(dx) + first * dx.shape[1], dy.shape.elements());
    }
    void putRowsBackward(const Tensor& dy, std::size_t first, Tensor& dx) override {
        if (!present(dx)) return;
        assert(dx.shape[1] == dy.shape[1] && first + dx.shape[0] <= dy.shape[0]);
        if (dy.data) call(gpu.addTo, numbers(dy) + first * dy.shape[1], numbers(dx), dx.shape.elements());
    }
    void attentionScoresBackward(const Tensor& q, const Tensor& keys, float scale, const Tensor& dScores,
                                 Tensor& dq, Tensor& dKeys) override {
        const TokenariumCudaHeads heads = headsOf(dScores.shape, q, keys);
        call(gpu.attentionScoresBackward, &heads, numbers(q), numbers(keys), scale, numbers(dScores),
             numbers(dq), numbers(dKeys));
    }
    void causalMaskBackward(const Tensor& dMasked, Tensor& dScores) override {
        if (!present(dScores)) return;
        const TokenariumCudaHeads heads = squareOf(dMasked.shape);
        assert(dMasked.shape == dScores.shape);
        call(gpu.causalMaskBackward, &heads, numbers(dMasked), numbers(dScores));
    }
    void softmaxBackward(const Tensor& y, const Tensor& dy, Tensor& dx) override {
        if (!present(dx)) return;
        assert(y.shape == dy.shape && y.shape == dx.shape);
        call(gpu.softmaxBackward, numbers(y), numbers(dy), numbers(dx), rowsOf(y), lastDimension(y));
    }
    void attentionValuesBackward(const Tensor& probs, const Tensor& values, const Tensor& dy, Tensor& dProbs,
                                 Tensor& dValues) override {
        const TokenariumCudaHeads heads = headsOf(probs.shape, dy, values);
        call(gpu.attentionValuesBackward, &heads, numbers(probs), numbers(values), numbers(dy),
             numbers(dProbs), numbers(dValues));
    }
    void attentionBackward(const Tensor& q, const Tensor& k, const Tensor& v,
                           std::span<const std::uint32_t> lengths, float scale, const Tensor& y,
                           const Tensor& logSums, const Tensor& dy, Tensor& dq, Tensor& dk,
                           Tensor& dv) override {
        const TokenariumCudaTexts texts = textsOf(q, k, logSums, lengths);
        call(gpu.attentionBackward, &texts, numbers(q), numbers(k), numbers(v), scale, numbers(y),
             numbers(logSums), numbers(dy), numbers(dq), numbers(dk), numbers(dv));
    }
    void dropoutBackward(const Tensor& dy, float probability, std::uint64_t seed, Tensor& dx) override {
        if (!present(dx)) return;
        assert(dy.shape == dx.shape && probability < 1);
        call(gpu.dropoutBackward, numbers(dy), probability, seed, numbers(dx), dx.shape.elements());
    }
    void crossEntropyBackward(const Tensor& logits, std::span<const std::uint32_t> targets, float scale,
                              Tensor& dLogits) override {
        if (!present(dLogits)) return;
        assert(logits.shape[0] == targets.size() && logits.shape == dLogits.shape);
        call(gpu.crossEntropyBackward, numbers(logits), targets.data(), scale, numbers(dLogits),
             targets.size(), logits.shape[1]);
    }

    // The optimizer --------------------------------------------------------------------------------------

    void fill(float value, Tensor& y) override { call(gpu.fill, value, numbers(y), y.shape.elements()); }
    void blend(const Tensor& x, float ofX, float ofY, Tensor& y) override {
        assert(x.shape == y.shape);
        call(gpu.blend, numbers(x), ofX, ofY, numbers(y), y.shape.elements());
    }
    double sumOfSquares(const Tensor& x) override {
        const Tensor* one = &x;
        return sumOfAllSquares({&one, 1});
    }
    double sumOfAllSquares(std::span<const Tensor* const> tensors) override {
        std::vector<TokenariumCudaNumbers> all;
        for (const Tensor* tensor : tensors) all.push_back({numbers(*tensor), tensor->shape.elements()});
        std::vector<double> sums(all.size(), 0);
        call(gpu.sumsOfSquares, all.data(), all.size(), sums.data());
        return std::accumulate(sums.begin(), sums.end(), 0.0);
    }
    void adamW(const Tensor& gradient, const AdamWStep& step, Tensor& mean, Tensor& square,
               Tensor& w) override {
        const TokenariumCudaAdamWPart part = partOf(gradient, step, mean, square, w);
        call(gpu.adamW, &part, std::uint64_t{1}, 1.0F);
    }
    void adamWAll(std::span<const AdamWPart> parts, float gradientScale) override {
        std::vector<TokenariumCudaAdamWPart> all;
        for (const AdamWPart& part : parts)
            all.push_back(partOf(part.gradient, part.step, part.mean, part.square, part.w));
        call(gpu.adamW, all.data(), all.size(), gradientScale);
    }

private:
    /// Nothing is asked once something failed: tensors may have no memory then.
    template<typename... Parameters, typename... Arguments>
    void call(int32_t (*operation)(TokenariumCudaContext*, Parameters...), Arguments... arguments) {
        if (!stopped()) operation(context->handle(), arguments...);
    }

    /// Null where there is none left. Whoever holds it keeps the device open.
    std::shared_ptr<void> memoryOf(std::uint64_t bytes) {
        void* memory = nullptr;
        if (context->table().allocate(context->handle(), bytes, &memory) != TOKENARIUM_CUDA_OK)
            return nullptr;
        return {memory, [owner = context](void* gone) { owner->table().release(owner->handle(), gone); }};
    }

    std::vector<float> readStored(const Tensor& tensor) {
        const TokenariumCudaMatrix matrix = matrixOf(tensor);
        const Tensor wide = allocate(tensor.name, tensor.shape);
        if (!tensor.data || !wide.data) return {};
        context->table().widen(context->handle(), &matrix, static_cast<float*>(wide.data));
        return read(wide);
    }

    void copyRows(const Tensor& from, std::size_t fromAt, Tensor& to, std::size_t toAt, std::size_t count) {
        if (stopped()) return;
        context->table().copyWithin(context->handle(), numbers(to) + toAt, numbers(from) + fromAt,
                                    count * sizeof(float));
    }

    static TokenariumCudaHeads squareOf(const Shape& shape /*[H,T,S]*/) {
        return {shape[0], shape[0], 0, shape[1], shape[2]};
    }

    std::shared_ptr<CudaContext> context;
    const TokenariumCudaOperations& gpu;
};

} // namespace

std::unique_ptr<CudaBackend> createCudaBackend(const std::filesystem::path& module,
                                               const CudaOptions& options) {
    return std::make_unique<TableBackend>(std::make_shared<CudaContext>(module, options));
}

} // namespace tokenarium
