#include "core/trace/texts.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

namespace trace {

namespace {

constexpr std::size_t kBlock = 64 * 1024;

/// Texts that differ in their last letter only, such as numbers that count up, have neighbouring
/// hashes: so they stand in one line of the cache.
std::uint64_t hash_of(std::string_view text) {
  if (text.empty()) return 0;
  const auto last = static_cast<unsigned char>(text.back());
  return std::hash<std::string_view>()(text.substr(0, text.size() - 1)) + last;
}

/// The id of a text that is a number, as it is usually written; 0 for others.
StringId number_id(std::string_view text) {
  constexpr std::size_t kMostDigits = 10;
  if (text.empty() || text.size() > kMostDigits) return 0;
  if (text[0] == '0' && text.size() > 1) return 0;
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    number = 10 * number + static_cast<std::uint64_t>(c - '0');
  }
  return number < kNumbers ? kNumbers + static_cast<StringId>(number) : 0;
}

}  // namespace

std::string_view Texts::Numbers::spelled(std::uint32_t number) {
  const std::scoped_lock lock(mutex_);
  std::string& text = spelled_[number];
  if (text.empty()) text = std::to_string(number);
  return text;
}

StringId Texts::intern(std::string_view text) {
  if (const StringId number = number_id(text); number != 0) return number;
  const std::uint64_t whole = hash_of(text);
  const auto hash = static_cast<std::uint32_t>(whole);
  Part& part = index_[whole >> 56];
  if (2 * (part.used + 1) > part.slots.size()) grow(part);
  const std::size_t mask = part.slots.size() - 1;
  std::size_t at = hash & mask;
  for (; part.slots[at].next_id != 0; at = (at + 1) & mask) {
    const Slot& slot = part.slots[at];
    if (slot.hash == hash && texts_[slot.next_id - 1] == text) return slot.next_id - 1;
  }
  const auto id = static_cast<StringId>(texts_.size());
  texts_.push_back(keep(text));
  part.slots[at] = {hash, id + 1};
  ++part.used;
  bytes_ += text.size() + sizeof(std::string_view) + 2 * sizeof(Slot);
  return id;
}

std::string_view Texts::keep(std::string_view text) {
  if (text.size() > room_) {
    const std::size_t size = std::max(kBlock, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    free_ = blocks_.back().get();
    room_ = size;
  }
  if (!text.empty()) std::memcpy(free_, text.data(), text.size());
  const std::string_view kept(free_, text.size());
  free_ += text.size();
  room_ -= text.size();
  return kept;
}

void Texts::grow(Part& part) {
  std::vector<Slot> more(part.slots.empty() ? 8 : 2 * part.slots.size());
  const std::size_t mask = more.size() - 1;
  for (const Slot& slot : part.slots) {
    if (slot.next_id == 0) continue;
    std::size_t at = slot.hash & mask;
    while (more[at].next_id != 0) at = (at + 1) & mask;
    more[at] = slot;
  }
  part.slots = std::move(more);
}

}  // namespace trace
