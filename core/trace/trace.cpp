#include "core/trace/trace.hpp"

namespace trace {

namespace {

/// What the map from a text to its id adds, roughly.
constexpr std::size_t kTextNode = 64;

}  // namespace

Trace::Trace() {
  intern("");
  locations_.push_back({});
}

void Trace::append(const TraceEvent& event) {
  if (size_ % kChunkEvents == 0) chunks_.push_back(std::make_unique_for_overwrite<Chunk>());
  (*chunks_[size_ / kChunkEvents])[size_ % kChunkEvents] = event;
  ++size_;
}

StringId Trace::intern(std::string_view text) {
  if (const auto it = string_ids_.find(text); it != string_ids_.end()) return it->second;
  const auto id = static_cast<StringId>(strings_.size());
  strings_.emplace_back(text);
  text_bytes_ += text.size() + sizeof(std::string) + kTextNode;
  string_ids_.emplace(strings_.back(), id);
  return id;
}

std::string_view Trace::text(StringId id) const {
  return id < strings_.size() ? std::string_view(strings_[id]) : std::string_view();
}

LocationId Trace::intern_location(std::string_view file, std::uint32_t line) {
  const StringId file_id = intern(file);
  const auto key = (std::uint64_t{file_id} << 32) | line;
  const auto [it, added] = location_ids_.try_emplace(key, 0);
  if (added) {
    it->second = static_cast<LocationId>(locations_.size());
    locations_.push_back({file_id, line});
  }
  return it->second;
}

Location Trace::location(LocationId id) const {
  return id < locations_.size() ? locations_[id] : Location{};
}

}  // namespace trace
