#!/usr/bin/env python3
"""Finds shapes of co_await that a supported compiler gets wrong, in core/, scenarios/ and tests/.

g++ 12 miscompiles the first three, clang 16 leaks in the next two; the last one makes the line that
a trace shows depend on the compiler. tests/canary holds all of them on purpose and is not read.

    if (co_await f())                  bool ok = co_await f(); if (ok)
    co_await (a ? f() : g())           if and else; also with co_yield, as the next two
    co_await f([x] { ... })            auto callback = [x] { ... }; co_await f(std::move(callback))
    T t{co_await f(), co_await g()}    one variable for each await
    throw co_await f(), new T(co_await f())
    co_await f(a,                      one line; with(), sleep() and create_task() take their own
               b)                      location and may be longer
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("core", "scenarios", "tests")
EXCEPT = "tests/canary"
OWN_LOCATION = ("with", "sleep", "create_task")
AWAITS = ("co_await", "co_yield")
HOIST = "await into a variable first"
CONTROL = ("if", "while", "for", "switch")

TOKEN = re.compile(
    r"""
      (?P<skip>    //[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:\\\n|[^\n])* | \s+ )
    | (?P<string>  (?:u8|[uUL])?R"(?P<end>[^(\s]*)\(.*?\)(?P=end)" | "(?:\\.|[^"\\])*" )
    | (?P<number>  \.?\d(?:'?[\w.])* )
    | (?P<char>    '(?:\\.|[^'\\])*' )
    | (?P<word>    \w+ )
    | (?P<sign>    :: | -> | && | \|\| | [=!<>+*/%&|^-]= | . )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(eq=False)
class Token:
    text: str
    line: int
    word: bool = False
    match: int = -1  # index of the other bracket
    body: bool = False  # is the { of a lambda's body

    def __eq__(self, text):
        return self.text == text


def tokenize(source):
    tokens, line = [], 1
    for found in TOKEN.finditer(source):
        kind, text = found.lastgroup, found[0]
        if kind == "end":  # a raw string
            kind = "string"
        if kind != "skip":
            tokens.append(Token('""' if kind == "string" else text, line, kind == "word"))
        line += text.count("\n")
    opened = []
    for index, token in enumerate(tokens):
        if token.text in "([{":
            opened.append(index)
        elif token.text in ")]}" and opened:
            tokens[index].match = opened.pop()
            tokens[tokens[index].match].match = index
    if opened or any(token.text in ")]}" and token.match < 0 for token in tokens):
        raise ValueError("brackets do not match")
    return tokens


class File:
    def __init__(self, source):
        self.tokens = tokenize(source)
        self.found = []  # (line, sentence)
        for index in range(len(self.tokens)):
            self.mark_lambda(index)
        self.block(0, len(self.tokens))
        self.found.sort()

    def tell(self, token, sentence):
        self.found.append((token.line, sentence))

    def at(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    # -- From tokens to statements

    def is_lambda(self, index):
        if self.at(index) != "[" or "[" in (self.at(index - 1), self.at(index + 1)):
            return False
        before = self.at(index - 1)
        if before in (")", "]", "auto", "operator", "delete") or before == '""':
            return False
        if before in ("&", "&&") and self.at(index - 2) == "auto":  # auto& [a, b] = ...
            return False
        return before in ("return", "co_return", *AWAITS) or not re.fullmatch(r"\w+", before)

    def mark_lambda(self, index):
        if not self.is_lambda(index):
            return
        at = self.tokens[index].match + 1
        while self.at(at) not in ("{", ";", ""):
            at = self.tokens[at].match + 1 if self.at(at) == "(" else at + 1
        if self.at(at) == "{":
            self.tokens[at].body = True

    def opens_block(self, statement, index):
        """Whether the brace at `index` opens a block, not an initializer."""
        token = self.tokens[index]
        if token.body or not statement or statement[0].text in ("namespace", "extern", "enum"):
            return True
        if any(t.text in ("struct", "class", "union") for t in statement[:1]):
            return True
        if statement[-1].text in (")", "}", "else", "do", "try", "const", "noexcept", "override"):
            return True
        at = index + 1
        while at < token.match:
            if self.at(at) == ";":
                return True
            at = self.tokens[at].match + 1 if self.at(at) in "([{" else at + 1
        return False

    def block(self, at, end):
        """Checks the statements of tokens[at:end]; bodies of lambdas are blocks of their own."""
        statement = []
        while at < end:
            token = self.tokens[at]
            if token == ";":
                self.check(statement)
                statement = []
            elif token == "{" and self.opens_block(statement, at):
                self.check(statement)
                statement = []
                self.block(at + 1, token.match)
                at = token.match
            elif token.text in "([{":
                self.group(statement, at)
                at = token.match
                if token == "(" and self.is_head(statement):
                    self.check(statement)
                    statement = []
            elif token != "else" or statement:
                statement.append(token)
            at += 1
        self.check(statement)

    def is_head(self, statement):
        """Whether the statement is `if (...)` or the like, complete."""
        opening = 2 if statement[1] == "constexpr" else 1
        return statement[0].text in CONTROL and statement[opening].match >= 0 and (
            self.tokens[statement[opening].match] is statement[-1]
        )

    def group(self, statement, at):
        """Adds the bracketed tokens from `at` to the statement, bodies of lambdas as {}."""
        last = self.tokens[at].match
        statement.append(self.tokens[at])
        if self.tokens[at].body:
            self.block(at + 1, last)
        else:
            at += 1
            while at < last:
                if self.at(at) in "([{":
                    self.group(statement, at)
                    at = self.tokens[at].match
                else:
                    statement.append(self.tokens[at])
                at += 1
        statement.append(self.tokens[last])

    # -- The rules

    def check(self, statement):
        awaits = [i for i, token in enumerate(statement) if token.text in AWAITS]
        if not awaits:
            return
        first = statement[awaits[0]]
        if statement[0].text in CONTROL:
            self.check_condition(statement)
        if any(token == "?" for token in statement):
            self.tell(first, "an await and ?: in one statement: use if and else")
        for index, token in enumerate(statement):
            if token == "[" and self.captures_by_value(statement, index):
                self.tell(token, "an await and a lambda that captures by value in one statement: "
                                 "name the lambda first")
            if token == "{" and not token.body:
                close = self.closing(statement, index)
                if sum(t.text in AWAITS for t in statement[index:close]) > 1:
                    self.tell(token, "several awaits in one braced initializer: " + HOIST)
            if token.text in ("throw", "new") and index < awaits[-1]:
                self.tell(token, f"{token.text} and an await in one statement: " + HOIST)
        for index in awaits:
            if statement[index] == "co_await":
                self.check_line(statement, index)

    def closing(self, statement, index):
        other = self.tokens[statement[index].match]
        return next(i for i, token in enumerate(statement) if token is other)

    def check_condition(self, statement):
        """Each part of the head that awaits must declare a variable."""
        opening = next(i for i, token in enumerate(statement) if token == "(")
        part = []
        for token in [*statement[opening + 1 : -1], Token(";", 0)]:
            if token != ";":
                part.append(token)
                continue
            words = [t.text for t in part]
            if "co_await" in words:
                head = words[: words.index("co_await")]
                sign = next((i for i, text in enumerate(head) if text in ("=", ":", "{")), 0)
                if sign < 2 or {"(", "->", "."} & set(head[:sign]):
                    self.tell(part[0], "an await in a condition that declares nothing: " + HOIST)
            part = []

    def captures_by_value(self, statement, index):
        begin = next(i for i, token in enumerate(self.tokens) if token is statement[index])
        if not self.is_lambda(begin):
            return False
        captures, depth, capture = [], 0, []
        for token in self.tokens[begin + 1 : self.tokens[begin].match]:
            depth += (token.text in "([{") - (token.text in ")]}")
            if token == "," and depth == 0:
                captures.append(capture)
                capture = []
            else:
                capture.append(token.text)
        captures.append(capture)
        return any(c and c[0] != "&" and c != ["this"] for c in captures)

    def check_line(self, statement, index):
        """The await and its operand stand on one line."""
        at, name, last = index + 1, "", statement[index]
        while at < len(statement):
            token = statement[at]
            if token.text in "([{":
                if token == "(" and name in OWN_LOCATION and last.line == statement[index].line:
                    return
                at = self.closing(statement, at)
            elif token == "<" and last.word:
                close = self.template_end(statement, at)
                if close < 0:
                    break
                at = close
            elif token.word:
                name = token.text
            elif token.text not in ("::", ".", "->", '""') and not (
                last == "co_await" and token.text in ("*", "&", "!", "-", "~")
            ):
                break
            last = statement[at]
            at += 1
        if last.line != statement[index].line:
            self.tell(statement[index], "an await over several lines: put it on one, "
                                        "or its operand into a variable")

    def template_end(self, statement, at):
        depth = 0
        for index in range(at, len(statement)):
            text = statement[index].text
            depth += (text == "<") - (text == ">")
            if depth == 0:
                follows = statement[index + 1].text if index + 1 < len(statement) else ""
                return index if follows in ("(", "{", "::") else -1
            if text in ("&&", "||"):
                return -1
        return -1


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    failed = False
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix not in (".hpp", ".cpp") or name.startswith(EXCEPT + "/"):
                continue
            source = path.read_text()
            if not any(word in source for word in AWAITS):
                continue
            try:
                found = File(source).found
            except ValueError as error:
                found = [(1, str(error))]
            for line, sentence in found:
                failed = True
                print(f"{name}:{line}: {sentence}")
    if not failed:
        print("awaits: no shape that a compiler gets wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
