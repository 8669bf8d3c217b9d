// SPDX-License-Identifier: GPL-3.0-or-later
// A function passed down a call and not kept: like std::function, but it owns nothing and allocates nothing.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace tokenarium {

template<typename Signature>
class FunctionView;

/// Refers to a callable that must outlive it: take it as an argument, never as a member.
template<typename Result, typename... Arguments>
class FunctionView<Result(Arguments...)> {
public:
    template<typename Callable>
    requires(!std::is_same_v<std::remove_cvref_t<Callable>, FunctionView>)
        FunctionView(Callable&& callable) // NOLINT: converts, as std::function does
        : object(const_cast<void*>(static_cast<const void*>(std::addressof(callable))))
        , call([](void* target, Arguments... arguments) -> Result {
            return (*static_cast<std::remove_reference_t<Callable>*>(target))(
                std::forward<Arguments>(arguments)...);
        }) {}

    Result operator()(Arguments... arguments) const {
        return call(object, std::forward<Arguments>(arguments)...);
    }

private:
    void* object;
    Result (*call)(void*, Arguments...);
};

} // namespace tokenarium
