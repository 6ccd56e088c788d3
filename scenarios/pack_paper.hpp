// A lesson pack on paper: the teacher's script, and what the class gets. Both ask the runs
// themselves, so that what they say is what the window will show.
#pragma once

#include <optional>
#include <string>

#include "core/model/questions.hpp"
#include "scenarios/packs.hpp"

namespace scenarios {

/// The question of a step at its moment; null if it has none, or if the run gives none.
std::optional<model::Question> question_of(const PackStep& step, const model::Timeline& timeline);

/// With minutes, what to say, the keys of the questions and the wrong answers to expect.
std::string script_of(const Pack& pack, bool html);
/// The programs, the questions without their keys, and room to write.
std::string handout_of(const Pack& pack, bool html);

}  // namespace scenarios
