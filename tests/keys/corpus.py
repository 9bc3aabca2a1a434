"""The sources in corpus/, and the edits that each of them asks for.

A source is NAME.cpp and, where it has headers of its own, the folder NAME beside it. NAME.edits
holds its own mutants, beside those that rules.py finds:

    std: c++20                               the standard; c++17 where there is none
    KIND: OLD => NEW                         a mutant: OLD, found once in NAME.cpp, becomes NEW
    KIND: OLD => NEW => OTHER                one mutant for each text after the first
    KIND: OLD => NEW ;; OLD => NEW           one mutant of two edits
    KIND in NAME/inner.h: OLD => NEW         in a header

In OLD and NEW "\\n" is a line's end; in NEW "$&" is OLD. Host functions are named host_*, so that
rules that look for device code can tell.
"""
import dataclasses
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
LINE = re.compile(r"([\w' -]+?)(?: in (\S+\.h))?: (.*)")


@dataclasses.dataclass(frozen=True)
class Program:
    """A compilation: files by their path, which of them is compiled, and how."""
    files: tuple  # of (path, text), sorted
    main: str
    standard: str = "c++17"
    flags: tuple = ()  # for both compilers
    device_flags: tuple = ()  # for nvcc; Larder's keys cover them
    links: tuple = ()  # of (path, target)
    environment: tuple = ()  # of (name, value)

    def text(self, path):
        return dict(self.files)[path]

    def changed(self, **fields):
        return dataclasses.replace(self, **fields)

    def with_text(self, path, text):
        return self.changed(files=tuple(sorted({**dict(self.files), path: text}.items())))


@dataclasses.dataclass(frozen=True)
class Mutant:
    source: str
    kind: str
    what: str
    program: Program


@dataclasses.dataclass(frozen=True)
class Source:
    name: str
    program: Program
    mutants: tuple  # those that its own lines ask for


def words(text):
    return text.strip().replace("\\n", "\n")


def replaced(program, path, old, new):
    text = program.text(path)
    if text.count(old) != 1:
        raise ValueError(f"{path}: found {text.count(old)} times, not once: {old}")
    return program.with_text(path, text.replace(old, new.replace("$&", old)))


def alternatives(program, path, text):
    """(description, program) of each mutant that one line asks for."""
    if " ;; " in text:
        for pair in text.split(" ;; "):
            old, new = re.split(r" =>(?: |$)", pair)
            program = replaced(program, path, words(old), words(new))
        return [(text, program)]
    old, *all_new = re.split(r" =>(?: |$)", text)
    return [(f"{old} => {new}", replaced(program, path, words(old), words(new)))
            for new in all_new]


def load(path):
    headers = sorted(path.with_suffix("").rglob("*.h"))
    files = {str(file.relative_to(path.parent)): file.read_text() for file in [path, *headers]}
    program = Program(tuple(sorted(files.items())), path.name)
    mutants = []
    for line in path.with_suffix(".edits").read_text().splitlines():
        kind, file, rest = LINE.fullmatch(line).groups()
        if kind == "std":
            program = program.changed(standard=rest)
        else:
            mutants += [Mutant(path.stem, kind, what, other)
                        for what, other in alternatives(program, file or path.name, rest)]
    return Source(path.stem, program, tuple(mutants))


def load_all():
    return [load(path) for path in sorted((HERE / "corpus").glob("*.cpp"))]
