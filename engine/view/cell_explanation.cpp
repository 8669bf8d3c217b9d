// SPDX-License-Identifier: GPL-3.0-or-later
// One function for every operation of the forward pass, each as its comment in backend.h has it, in double
// precision.
#include "engine/view/cell_explanation.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>

namespace tokenarium {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    if (const auto at = text.find(what); at != text.npos) text.replace(at, what.size(), by);
    return text;
}

/// Negative numbers in brackets where they follow a sign.
std::string operand(double value) {
    const std::string text = formulaNumber(value);
    return value < 0 ? "(" + text + ")" : text;
}

std::string plus(double value) {
    return value < 0 ? " − " + formulaNumber(-value) : " + " + formulaNumber(value);
}

/// Explains one cell of a run; a function returns false where an input is missing.
class Explainer {
public:
    Explainer(const RecordedRun& recorded, const FormulaWords& formulaWords, std::size_t mostTerms)
        : run(recorded)
        , config(recorded.model->opened.config)
        , words(formulaWords)
        , most(mostTerms) {}

    std::optional<CellExplanation> explain(const CellAddress& cell) {
        step = run.trace.find(cell.tensor);
        if (!step || step->values.empty() || !place(cell)) return std::nullopt;
        out.cell = cell;
        out.operation = step->op;
        out.recorded = step->values[(matrix * rows() + row) * width() + column];
        out.formula = name(cell.tensor) + inBrackets(cell) + " = ";
        if (!fill()) return std::nullopt;
        return std::move(out);
    }

private:
    std::size_t width() const { return step->shape[step->shape.rank() - 1]; }
    std::size_t rows() const { return step->shape[step->shape.rank() - 2]; }

    bool place(const CellAddress& cell) {
        row = cell.row;
        column = cell.column;
        const bool matrices = step->shape.rank() == 3;
        if (matrices) {
            matrix = cell.head.value_or(0);
            return matrix < step->shape[0] && row < rows() && column < width();
        }
        if (cell.head) {
            if (column >= config.headWidth) return false;
            column += *cell.head * config.headWidth;
        }
        return row < rows() && column < width();
    }

    bool fill() {
        switch (step->op) {
        case Op::Embedding: return embedding();
        case Op::Add: return add();
        case Op::LayerNorm: return layerNorm();
        case Op::RmsNorm: return rmsNorm();
        case Op::Linear: return linear();
        case Op::Gelu: return gelu();
        case Op::Swiglu: return swiglu();
        case Op::Rotations: return rotations();
        case Op::Rope: return rope();
        case Op::AttentionScores: return scores();
        case Op::CausalMask: return mask();
        case Op::Softmax: return softmax();
        case Op::AttentionValues: return weightedSum();
        default: return false;
        }
    }

    bool embedding() {
        const auto id = static_cast<std::size_t>(step->constants[row]);
        const std::vector<float> values = weightRow(step->inputs[0], id, width());
        if (values.empty()) return false;
        source(step->inputs[0], id, column, {&values[column], 1}, true);
        const bool ofPosition = step->output == "embed.positions";
        out.formula += words.weight + "[" + (ofPosition ? words.position : words.token) + " " +
                       std::to_string(ofPosition ? id + 1 : id) + "][" + words.column + " " +
                       std::to_string(column + 1) + "]";
        out.result = values[column];
        return finish(formulaNumber(out.result));
    }

    bool add() {
        const auto a = one(step->inputs[0]), b = one(step->inputs[1]);
        if (!a || !b) return false;
        out.formula += name(step->inputs[0]) + " + " + name(step->inputs[1]);
        out.result = *a + *b;
        return finish(formulaNumber(*a) + plus(*b));
    }

    bool layerNorm() {
        const std::span<const float> x = input(0);
        const std::vector<float> weight = weightVector(step->inputs[1]);
        if (x.empty() || weight.empty()) return false;
        const auto count = static_cast<double>(x.size());
        const double mean = std::accumulate(x.begin(), x.end(), 0.0) / count;
        double variance = 0;
        for (const float value : x) variance += (value - mean) * (value - mean);
        variance /= count;
        source(step->inputs[0], row, 0, x);
        source(step->inputs[1], 0, column, {&weight[column], 1}, true);
        const double bias = step->inputs.size() > 2 ? weightVector(step->inputs[2])[column] : 0;
        const std::string input = name(step->inputs[0]);
        out.formula += "(" + input + " − " + words.mean + ") / √(" + words.variance + " + ε) · " +
                       words.weight + (step->inputs.size() > 2 ? " + " + words.bias : "");
        out.result = (x[column] - mean) / std::sqrt(variance + step->constants[0]) * weight[column] + bias;
        return finish("(" + formulaNumber(x[column]) + " − " + operand(mean) + ") / √(" +
                      formulaNumber(variance) + " + " + formulaNumber(step->constants[0]) + ") · " +
                      operand(weight[column]) + (step->inputs.size() > 2 ? plus(bias) : ""));
    }

    bool rmsNorm() {
        const std::vector<float> weight = weightVector(step->inputs[1]);
        std::span<const float> x = input(0);
        if (x.empty() || weight.empty()) return false;
        const std::size_t first = column / weight.size() * weight.size(); // every head by itself
        x = x.subspan(first, weight.size());
        double squares = 0;
        for (const float value : x) squares += static_cast<double>(value) * value;
        squares /= static_cast<double>(x.size());
        source(step->inputs[0], row, first, x);
        source(step->inputs[1], 0, column - first, {&weight[column - first], 1}, true);
        out.formula += name(step->inputs[0]) + " / √(" + words.meanSquare + " + ε) · " + words.weight;
        const double value = x[column - first], factor = weight[column - first];
        out.result = value / std::sqrt(squares + step->constants[0]) * factor;
        return finish(formulaNumber(value) + " / √(" + formulaNumber(squares) + " + " +
                      formulaNumber(step->constants[0]) + ") · " + operand(factor));
    }

    bool linear() {
        const std::span<const float> x = input(0);
        const std::vector<float> w = weightRow(step->inputs[1], column, x.size());
        if (x.empty() || w.empty()) return false;
        source(step->inputs[0], row, 0, x);
        source(step->inputs[1], column, 0, w, true);
        double sum = products(x, w);
        out.formula += name(step->inputs[0]) + "[" + words.row + " " + std::to_string(row + 1) + "] · " +
                       words.weight + "[" + words.row + " " + std::to_string(column + 1) + "]";
        std::string numbers = termsText();
        if (step->inputs.size() > 2) {
            const std::vector<float> bias = weightVector(step->inputs[2]);
            source(step->inputs[2], 0, column, {&bias[column], 1}, true);
            out.formula += " + " + words.bias;
            numbers += plus(bias[column]);
            sum += bias[column];
        }
        out.result = sum;
        return finish(numbers);
    }

    bool gelu() {
        const auto x = one(step->inputs[0]);
        if (!x) return false;
        const std::string input = name(step->inputs[0]), number = operand(*x);
        if (static_cast<GeluKind>(static_cast<int>(step->constants[0])) == GeluKind::Erf) {
            out.formula += input + " / 2 · (1 + erf(" + input + " / √2))";
            out.result = *x / 2 * (1 + std::erf(*x / std::sqrt(2.0)));
            return finish(number + " / 2 · (1 + erf(" + number + " / 1.41))");
        }
        constexpr double rootTwoOverPi = 0.79788456080286536, cubic = 0.044715;
        out.formula += input + " / 2 · (1 + tanh(√(2/π) · (" + input + " + 0.0447 · " + input + "³)))";
        out.result = *x / 2 * (1 + std::tanh(rootTwoOverPi * (*x + cubic * *x * *x * *x)));
        return finish(number + " / 2 · (1 + tanh(0.798 · (" + number + " + 0.0447 · " + number + "³)))");
    }

    bool swiglu() {
        const auto gate = one(step->inputs[0]), up = one(step->inputs[1]);
        if (!gate || !up) return false;
        const std::string name0 = name(step->inputs[0]);
        out.formula += name0 + " / (1 + e^(−" + name0 + ")) · " + name(step->inputs[1]);
        out.result = *gate / (1 + std::exp(-*gate)) * *up;
        return finish(formulaNumber(*gate) + " / (1 + e^(" + formulaNumber(-*gate) + ")) · " + operand(*up));
    }

    bool rotations() {
        const std::size_t half = width() / 2, pair = column % half;
        const double position = step->constants[row], frequency = step->constants[rows() + pair];
        const bool sine = column >= half;
        const std::string function = sine ? "sin" : "cos";
        out.formula +=
            function + "(" + words.position + " · " + words.frequency + " " + std::to_string(pair + 1) + ")";
        out.result = sine ? std::sin(position * frequency) : std::cos(position * frequency);
        return finish(function + "(" + formulaNumber(position) + " · " + formulaNumber(frequency) + ")");
    }

    bool rope() {
        const std::span<const float> x = input(0), table = run.row(step->inputs[1], row);
        if (x.empty() || table.empty()) return false;
        const std::size_t D = config.headWidth, half = D / 2, first = column / D * D, inHead = column % D;
        const bool halves = static_cast<RopePairs>(static_cast<int>(step->constants[0])) == RopePairs::Halves;
        const std::size_t pair = halves ? inHead % half : inHead / 2;
        const std::size_t a = first + (halves ? pair : 2 * pair), b = halves ? a + half : a + 1;
        const bool isFirst = column == a;
        const double cosine = table[pair], sine = table[half + pair];
        source(step->inputs[0], row, a, x.subspan(a, 1));
        source(step->inputs[0], row, b, x.subspan(b, 1));
        source(step->inputs[1], row, pair, table.subspan(pair, 1));
        source(step->inputs[1], row, half + pair, table.subspan(half + pair, 1));
        const auto at = [&](std::size_t c) {
            return name(step->inputs[0]) + "[" + words.column + " " + std::to_string(c - first + 1) + "]";
        };
        const std::string by = "(" + words.angle + " " + std::to_string(pair + 1) + ")";
        out.formula += at(a) + (isFirst ? " · cos" : " · sin") + by + (isFirst ? " − " : " + ") + at(b) +
                       (isFirst ? " · sin" : " · cos") + by;
        out.result = isFirst ? x[a] * cosine - x[b] * sine : x[a] * sine + x[b] * cosine;
        return finish(formulaNumber(x[a]) + " · " + operand(isFirst ? cosine : sine) +
                      (isFirst ? " − " : " + ") + operand(x[b]) + " · " + operand(isFirst ? sine : cosine));
    }

    bool scores() {
        const std::size_t D = config.headWidth, keyHead = matrix / (config.heads / config.keyHeads);
        std::span<const float> q = run.row(step->inputs[0], row), k = run.row(step->inputs[1], column);
        if (q.empty() || k.empty()) return false;
        q = q.subspan(matrix * D, D);
        k = k.subspan(keyHead * D, D);
        source(step->inputs[0], row, matrix * D, q);
        source(step->inputs[1], column, keyHead * D, k);
        const double sum = products(q, k);
        out.result = sum * step->constants[0];
        out.formula += name(step->inputs[0]) + "[" + words.row + " " + std::to_string(row + 1) + "] · " +
                       name(step->inputs[1]) + "[" + words.row + " " + std::to_string(column + 1) + "] / √" +
                       std::to_string(D);
        return finish("(" + termsText() + ") / " + formulaNumber(1 / step->constants[0]));
    }

    bool mask() {
        const std::span<const float> x = matrixRow(step->inputs[0]);
        if (x.empty()) return false;
        const std::size_t before = width() - rows(); // the rows are the last of the columns
        const std::string from = name(step->inputs[0]);
        if (column > row + before) {
            out.result = -std::numeric_limits<double>::infinity();
            out.formula += "−∞";
            return finish(
                replaced(replaced(words.later, "%1", words.column + " " + std::to_string(column + 1)), "%2",
                         words.row + " " + std::to_string(row + 1)));
        }
        source(step->inputs[0], row, column, x.subspan(column, 1), false, matrix);
        out.formula += from;
        out.result = x[column];
        return finish(formulaNumber(out.result));
    }

    bool softmax() {
        const std::span<const float> x = matrixRow(step->inputs[0]);
        if (x.empty()) return false;
        source(step->inputs[0], row, 0, x, false, matrix);
        const double greatest = *std::max_element(x.begin(), x.end());
        std::vector<double> powers;
        for (const float value : x.first(readable(x))) powers.push_back(std::exp(value - greatest));
        const double sum = takeTerms(powers, [&](std::size_t i) { return formulaNumber(powers[i]); });
        const double above = std::exp(x[column] - greatest);
        const std::string from = name(step->inputs[0]);
        out.result = above / sum;
        out.formula +=
            "e^(" + from + " − " + words.greatest + ") / Σ e^(" + from + " − " + words.greatest + ")";
        return finish("e^(" + formulaNumber(x[column]) + " − " + operand(greatest) + ") / (" + termsText() +
                      ") = " + formulaNumber(above) + " / " + formulaNumber(sum));
    }

    bool weightedSum() {
        const std::size_t D = config.headWidth, head = column / D;
        const std::size_t keyColumn = head / (config.heads / config.keyHeads) * D + column % D;
        matrix = head;
        const std::span<const float> p = matrixRow(step->inputs[0]);
        const std::span<const float> all = run.values(step->inputs[1]);
        if (p.empty() || all.empty()) return false;
        std::vector<float> v;
        for (std::size_t s = 0; s < p.size(); ++s) v.push_back(all[s * config.keyWidth() + keyColumn]);
        source(step->inputs[0], row, 0, p, false, head);
        for (std::size_t s = 0; s < p.size(); ++s)
            if (p[s] > 0) source(step->inputs[1], s, keyColumn, {&v[s], 1});
        out.result = products(p, v);
        out.formula += "Σ " + name(step->inputs[0]) + "[" + words.row + " " + std::to_string(row + 1) +
                       "] · " + name(step->inputs[1]) + "[" + words.column + " " +
                       std::to_string(column % D + 1) + "]";
        return finish(termsText());
    }

    // What they share. ------------------------------------------------------------------------------------

    /// How many come before those that are masked.
    static std::size_t readable(std::span<const float> x) {
        const auto end = std::find(x.begin(), x.end(), -std::numeric_limits<float>::infinity());
        return static_cast<std::size_t>(end - x.begin());
    }

    std::string name(const std::string& tensor) const { return shortTensorName(tensor); }

    std::string inBrackets(const CellAddress& cell) const {
        return (cell.head ? "[" + words.head + " " + std::to_string(*cell.head + 1) + "]" : "") + "[" +
               words.row + " " + std::to_string(cell.row + 1) + "][" + words.column + " " +
               std::to_string(cell.column + 1) + "]";
    }

    bool finish(std::string numbers) {
        out.numbers = std::move(numbers);
        return true;
    }

    void source(const std::string& tensor, std::size_t sourceRow, std::size_t begin,
                std::span<const float> values, bool isWeight = false,
                std::optional<std::size_t> ofMatrix = std::nullopt) {
        out.sources.push_back({tensor,
                               sourceRow,
                               begin,
                               begin + values.size(),
                               ofMatrix,
                               isWeight,
                               {values.begin(), values.end()}});
    }

    std::span<const float> input(std::size_t which) const { return run.row(step->inputs[which], row); }

    /// The row of an [H, T, S] input that belongs to this cell.
    std::span<const float> matrixRow(const std::string& tensor) const {
        const Step* from = run.trace.find(tensor);
        return from ? run.row(tensor, matrix * from->shape[1] + row) : std::span<const float>();
    }

    /// The number at the same place in an input of the same shape.
    std::optional<double> one(const std::string& tensor) {
        const std::span<const float> values = run.row(tensor, row);
        if (values.empty()) return std::nullopt;
        source(tensor, row, column, values.subspan(column, 1));
        return values[column];
    }

    /// Sets the terms and returns Σ a·b.
    double products(std::span<const float> a, std::span<const float> b) {
        std::vector<double> values;
        values.reserve(a.size());
        for (std::size_t i = 0; i < a.size(); ++i) values.push_back(static_cast<double>(a[i]) * b[i]);
        return takeTerms(values, [&](std::size_t i) { return formulaNumber(a[i]) + " · " + operand(b[i]); });
    }

    /// Keeps the largest, of which it asks for the text, and returns the sum of all.
    template<typename Text>
    double takeTerms(const std::vector<double>& values, const Text& textOf) {
        std::vector<std::size_t> order(values.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        const auto shown = static_cast<std::ptrdiff_t>(std::min(most, order.size()));
        std::partial_sort(order.begin(), order.begin() + shown, order.end(),
                          [&](std::size_t a, std::size_t b) {
                              const double sizeOfA = std::abs(values[a]), sizeOfB = std::abs(values[b]);
                              return sizeOfA != sizeOfB ? sizeOfA > sizeOfB : a < b;
                          });
        out.terms.clear();
        for (auto i = order.begin(); i != order.begin() + shown; ++i)
            out.terms.push_back({*i, values[*i], textOf(*i)});
        out.moreTerms = order.size() - out.terms.size();
        out.moreSum = 0;
        for (auto i = order.begin() + shown; i != order.end(); ++i) out.moreSum += values[*i];
        return std::accumulate(values.begin(), values.end(), 0.0);
    }

    std::string termsText() const {
        std::string text;
        const std::string minus = "−";
        for (const ExplanationTerm& term : out.terms)
            if (text.empty())
                text = term.text;
            else if (term.text.compare(0, minus.size(), minus) == 0)
                text += " − " + term.text.substr(minus.size());
            else
                text += " + " + term.text;
        if (out.moreTerms > 0)
            text += (text.empty() ? "" : " + ") +
                    replaced(replaced(words.more, "%1", std::to_string(out.moreTerms)), "%2",
                             formulaNumber(out.moreSum));
        return text;
    }

    // Weights, through the backend that holds them. -------------------------------------------------------

    const Tensor* weight(const std::string& tensor) {
        if (known.blocks.empty()) known = run.model->opened.weights;
        const Tensor* found = nullptr;
        forEachTensor(known, [&](Tensor& each) {
            if (each.name == tensor) found = &each;
        });
        return found;
    }

    /// One row of a matrix in whatever form it is kept: looked up as an embedding is.
    std::vector<float> weightRow(const std::string& tensor, std::size_t which, std::size_t length) {
        const Tensor* matrixOfWeights = weight(tensor);
        if (!matrixOfWeights || matrixOfWeights->shape[1] != length) return {};
        if (step->op == Op::Linear) out.roundedActivations = matrixOfWeights->dtype == DType::Q8_0;
        Backend& backend = *run.model->backend;
        Tensor looked = backend.allocate("explained.weights", {1, length});
        const auto id = static_cast<std::uint32_t>(which);
        backend.embedding({&id, 1}, *matrixOfWeights, looked);
        return loadValues(backend, looked);
    }

    std::vector<float> weightVector(const std::string& tensor) {
        const Tensor* vector = weight(tensor);
        return vector ? loadValues(*run.model->backend, *vector) : std::vector<float>();
    }

    const RecordedRun& run;
    const ModelConfig& config;
    const FormulaWords& words;
    std::size_t most;
    const Step* step = nullptr;
    std::size_t row = 0, column = 0, matrix = 0; ///< `column` of the whole row
    Weights known;
    CellExplanation out;
};

} // namespace

std::string formulaNumber(double value) {
    if (std::isnan(value)) return "?";
    if (std::isinf(value)) return value < 0 ? "−∞" : "∞";
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.3g", value);
    std::string text;
    for (const char* at = digits; *at; ++at) text += *at == '-' ? std::string("−") : std::string(1, *at);
    return text;
}

std::string shortTensorName(const std::string& tensor) {
    if (tensor.rfind("block.", 0) != 0) return tensor;
    const auto afterNumber = tensor.find('.', 6) + 1;
    for (const char* part : {"attention.", "feedforward."})
        if (tensor.compare(afterNumber, std::char_traits<char>::length(part), part) == 0)
            return tensor.substr(afterNumber + std::char_traits<char>::length(part));
    return tensor.substr(afterNumber);
}

std::optional<CellExplanation> explainCell(const RecordedRun& run, const CellAddress& cell,
                                           const FormulaWords& words, std::size_t mostTerms) {
    try {
        return Explainer(run, words, mostTerms).explain(cell);
    } catch (const std::runtime_error&) {
        return std::nullopt; // a device has failed; the next run finds that out
    }
}

} // namespace tokenarium
