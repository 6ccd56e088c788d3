#include "core/trace/trace.hpp"

namespace trace {

Trace::Trace() {
  intern("");
  locations_.push_back({});
}

void Trace::add_chunk() { chunks_.push_back(std::make_unique_for_overwrite<Chunk>()); }

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
