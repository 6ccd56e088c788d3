#include "core/runtime/exceptions.hpp"

#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <typeinfo>

namespace aio {
namespace {

std::string describe(const std::vector<DeadlockError::Pending>& pending) {
  constexpr std::size_t kMost = 20;
  std::string text = fmt::format(
      "deadlock: nothing is ready, no timer is armed, and {} for ever",
      pending.size() == 1 ? "a task waits" : fmt::format("{} tasks wait", pending.size()));
  for (std::size_t i = 0; i < std::min(pending.size(), kMost); ++i) {
    const auto& p = pending[i];
    text += fmt::format("\n  {} waits for {}", p.name, p.what);
    if (!p.where.empty()) text += fmt::format(" ({})", p.where);
  }
  if (pending.size() > kMost) text += fmt::format("\n  and {} more", pending.size() - kMost);
  return text;
}

/// The last part of a type's name, without namespaces.
std::string short_name(const std::type_info& type) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> full(
      abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
  const std::string name = status == 0 ? full.get() : type.name();
  const auto colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
}

}  // namespace

DeadlockError::DeadlockError(std::vector<Pending> pending)
    : RuntimeError(describe(pending)), pending_(std::move(pending)) {}

std::string kind(const std::exception_ptr& error) {
  if (!error) return "";
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError&) {
    return "CancelledError";
  } catch (const GeneratorExit&) {
    return "GeneratorExit";
  } catch (const ExceptionGroup& group) {
    std::string kinds;
    for (const auto& e : group.exceptions()) kinds += (kinds.empty() ? "" : ", ") + kind(e);
    return "ExceptionGroup[" + kinds + "]";
  } catch (const std::exception& e) {
    return short_name(typeid(e));
  } catch (...) {
    return "exception";
  }
}

std::string message(const std::exception_ptr& error) {
  if (!error) return "";
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError& e) {
    return e.message();
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "";
  }
}

bool is_cancelled_error(const std::exception_ptr& error) {
  if (!error) return false;
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace aio
