// SPDX-License-Identifier: GPL-3.0-or-later
// What has been predicted after a prompt, with every turn that was taken: a tree of tokens.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <vector>

namespace tokenarium {

/// One token after the prompt. Node 0 is the end of the prompt itself and has no token.
struct BranchNode {
    std::size_t parent = 0;
    TokenId id = 0;
    double probability = 1;      ///< by the model itself, over the whole vocabulary
    bool chosenByPerson = false; ///< else drawn
    std::vector<std::size_t> children;
};

/// Grows only; a plain value.
class BranchTree {
public:
    BranchTree() : nodes(1) {}
    const BranchNode& operator[](std::size_t node) const { return nodes[node]; }
    std::size_t size() const { return nodes.size(); }
    std::size_t depth(std::size_t node) const {
        std::size_t steps = 0;
        for (; node != 0; node = nodes[node].parent) ++steps;
        return steps;
    }
    /// The tokens from the prompt to this node, its own last.
    std::vector<TokenId> path(std::size_t node) const {
        std::vector<TokenId> ids(depth(node));
        for (std::size_t i = ids.size(); i > 0; node = nodes[node].parent) ids[--i] = nodes[node].id;
        return ids;
    }
    /// The child of `parent` with this token; a new one where there is none.
    std::size_t grow(std::size_t parent, TokenId id, double probability, bool chosenByPerson) {
        for (const std::size_t child : nodes[parent].children)
            if (nodes[child].id == id) return child;
        nodes.push_back({parent, id, probability, chosenByPerson, {}});
        nodes[parent].children.push_back(nodes.size() - 1);
        return nodes.size() - 1;
    }

private:
    std::vector<BranchNode> nodes;
};

} // namespace tokenarium
