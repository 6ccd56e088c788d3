// Questions about a run on paper: text for a terminal, a page for a browser or a printer, GIFT for
// a learning platform. Equal runs and seeds give equal papers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/questions.hpp"

namespace scenarios {

enum class QuizFormat : std::uint8_t { Text, Html, Gift };

/// Null for a word that names no format: "text", "html", "gift".
std::optional<QuizFormat> quiz_format(std::string_view word);
/// "txt", "html", "gift": what a file of that format ends with.
std::string_view extension(QuizFormat format);

struct Quiz {
  std::string title;    ///< of the scenario
  std::string program;  ///< its text; empty: none is shown
  std::string path;     ///< of that text
  std::string student;  ///< whom it is for; empty: nobody
  std::uint64_t seed = 0;
  bool answers = false;  ///< with the key behind the questions; GIFT always has it
};

/// The paper. `questions` are about `timeline`.
std::string to_text(const Quiz& quiz, const model::Timeline& timeline,
                    const std::vector<model::Question>& questions, QuizFormat format);

/// "a" for the first answer.
char letter(std::size_t answer);

/// The names of a class: the first column of a table of comma-separated values, without a head
/// ("name", "student", ...) and empty lines.
std::vector<std::string> read_roster(std::string_view text);
/// A seed for each name, the same wherever it stands in the list.
std::uint64_t seed_for(std::string_view student, std::uint64_t seed);
/// A name as that of a file: letters, digits, '-' and '_'.
std::string file_name(std::string_view student);
/// One field of a table: quoted where it must be, and never taken for a formula.
std::string csv_field(std::string_view text);

}  // namespace scenarios
