// ContextVar: a value that belongs to whatever runs: a task, or a callback.
//
// A task runs all its steps in one context, a copy of its creator's made when it was created; a
// callback runs in a copy of the context in which it was registered. Plain awaits share it.
// A context that holds nothing costs nothing.   Python: contextvars
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/runtime/exceptions.hpp"
#include "core/runtime/ref.hpp"

namespace aio {

/// The values of one context; shared by all that run in it.
class ContextState final : public Counted {
 public:
  using Values = std::map<const void*, std::shared_ptr<const void>>;
  std::shared_ptr<const Values> values = std::make_shared<const Values>();
};

/// Where the present context stands; null as long as it holds nothing.
using ContextSlot = Ref<ContextState>;

/// Makes a slot the present one, for as long as it lives.
class ContextScope {
 public:
  explicit ContextScope(ContextSlot& slot) : outer_(std::exchange(present_, &slot)) {}
  ContextScope(const ContextScope&) = delete;
  ContextScope& operator=(const ContextScope&) = delete;
  ~ContextScope() { present_ = outer_; }

  /// The present one; null outside of all scopes.
  static ContextSlot* present() { return present_; }

 private:
  static inline constinit thread_local ContextSlot* present_ = nullptr;
  ContextSlot* outer_;
};

/// Of this thread.
ContextSlot& outermost_context();
inline ContextSlot& current_context() {
  ContextSlot* const present = ContextScope::present();
  return present != nullptr ? *present : outermost_context();
}
ContextSlot copy_of(const ContextSlot& slot);
/// A context of its own with the values of the present one.
inline ContextSlot copy_of_current_context() {
  const ContextSlot& now = current_context();
  return now ? copy_of(now) : ContextSlot();
}

/// A context that can be given to tasks and callbacks; copies stand for the same one. Its values
/// are read through the variables only: there is no mapping.   Python: Context
class Context {
 public:
  /// Holds nothing.
  Context() : state_(new ContextState) {}
  /// One that holds nothing stays null: it is shared with nobody.
  struct Bare {};
  Context(ContextSlot state, Bare) : state_(std::move(state)) {}
  explicit Context(ContextSlot state) : state_(std::move(state)) {
    if (!state_) state_ = ContextSlot(new ContextState);
  }
  /// Runs `f()` in it, at once, and results in what that returns.   Python: Context.run
  template <class F>
  auto run(F f) const {
    ContextSlot slot = state_;
    const ContextScope scope(slot);
    return f();
  }
  const ContextSlot& state() const { return state_; }

 private:
  ContextSlot state_;
};

/// A copy of the present context; later changes in either do not reach the other.
/// Python: copy_context
inline Context copy_context() { return Context(copy_of_current_context()); }

/// A variable that has a value of its own in each context.   Python: ContextVar
/// REQUIRES: it outlives the contexts it was set in (its address is its key): make it static.
template <class T>
class ContextVar {
 public:
  /// `initial`: its value in contexts where it was not set.   Python: default
  explicit ContextVar(std::string name, std::optional<T> initial = std::nullopt)
      : name_(std::move(name)), initial_(std::move(initial)) {}
  ContextVar(const ContextVar&) = delete;
  ContextVar& operator=(const ContextVar&) = delete;

  /// What the variable was before a set(): see reset().   Python: Token
  class Token {
    friend class ContextVar;
    std::shared_ptr<const void> before_;
    const ContextVar* variable_ = nullptr;
    const ContextState* context_ = nullptr;
    std::shared_ptr<bool> used_ = std::make_shared<bool>(false);
  };

  const std::string& name() const { return name_; }

  /// Its value in the present context, else the initial one. Throws LookupError if it has neither.
  T get() const {
    if (const auto* value = find()) return *value;
    if (initial_) return *initial_;
    throw LookupError(name_);
  }
  /// Its value in the present context, else `otherwise`.
  T get(T otherwise) const {
    const auto* value = find();
    return value ? *value : std::move(otherwise);
  }
  /// In the present context, for all that run in it. Contexts copied before keep theirs.
  Token set(T value) const {
    Token token;
    token.before_ = replace(std::make_shared<const T>(std::move(value)));
    token.variable_ = this;
    token.context_ = current_context().get();
    return token;
  }
  /// Back to what it was before the set() that gave `token`. Throws RuntimeError if the token was
  /// used before, ValueError if it is another variable's or another context's.
  void reset(const Token& token) const {
    if (*token.used_) throw RuntimeError("the Token has already been used once");
    if (token.variable_ != this) {
      throw ValueError("the Token was created by a different ContextVar");
    }
    if (token.context_ != current_context().get()) {
      throw ValueError("the Token was created in a different Context");
    }
    *token.used_ = true;
    replace(token.before_);
  }

 private:
  const T* find() const {
    const ContextSlot& slot = current_context();
    if (!slot) return nullptr;
    const auto it = slot->values->find(this);
    return it == slot->values->end() ? nullptr : static_cast<const T*>(it->second.get());
  }
  std::shared_ptr<const void> replace(std::shared_ptr<const void> value) const {
    ContextSlot& slot = current_context();
    if (!slot) slot = ContextSlot(new ContextState);
    auto values = std::make_shared<ContextState::Values>(*slot->values);
    std::shared_ptr<const void> before = std::exchange((*values)[this], value);
    if (!value) values->erase(this);
    slot->values = std::move(values);
    return before;
  }

  std::string name_;
  std::optional<T> initial_;
};

}  // namespace aio
