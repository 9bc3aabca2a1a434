"""The pairs of sources in pairs/: one before and one after an edit, with nvcc's verdict on it.

A file CATEGORY.pairs holds pairs with an empty line between them:

    pair: NAME
    same: SYMBOL                 nvcc makes the same image of this kernel from both sides
    differs: SYMBOL              another one, if only in its table of lines
    miss: CAUSE                  why the key changes though nvcc makes the same image
    refused: before|after        nvcc refuses this side: only the other one is of use
    std: c++20                   the standard; c++17 where there is none
    flags: WORD...               for both compilers
    nvcc flags: WORD...          for nvcc; Larder's keys cover them
    environment: NAME=VALUE...
    link: PATH TARGET            a symbolic link
    file: PATH                   and its text, as a diff would show the edit:
    | a line of both sides
    - a line before the edit
    + a line after it
    \\                            the line above has no newline at its end

Any of std, flags, nvcc flags, environment, link and file may be followed by the word "before" or
"after": then it is of that side alone. The file that is compiled is a.cpp.
"""
import dataclasses
import pathlib
import shlex

import compilers
from corpus import Program

FOLDER = pathlib.Path(__file__).resolve().parent / "pairs"
MAIN = "a.cpp"
SIDES = ("before", "after")
MARGIN = {"|": SIDES, "-": ("before",), "+": ("after",)}


@dataclasses.dataclass(frozen=True)
class Pair:
    category: str
    name: str
    before: Program
    after: Program
    image: dict  # symbol: "same" or "differs"
    refused: str = ""  # the side that nvcc refuses
    miss: str = ""  # why a false miss is expected

    @property
    def title(self):
        return f"{self.category}: {self.name}"

    @property
    def sides(self):
        """The programs that nvcc takes."""
        return [getattr(self, side) for side in SIDES if side != self.refused]


class Side:
    """One side while it is read."""

    def __init__(self):
        self.files, self.fields = {}, {}

    def program(self):
        return Program(files=tuple(sorted(self.files.items())), main=MAIN, **self.fields)

    def take(self, word, value):
        words = shlex.split(value)
        if word == "std":
            self.fields["standard"] = value
        elif word == "flags":
            self.fields["flags"] = tuple(words)
        elif word == "nvcc flags":
            self.fields["device_flags"] = tuple(words)
        elif word == "environment":
            self.fields["environment"] = tuple(tuple(each.split("=", 1)) for each in words)
        elif word == "link":
            self.fields["links"] = (*self.fields.get("links", ()), tuple(words))
        elif word == "file":
            self.files[value] = ""
        else:
            raise ValueError(f"no field is named {word!r}")


class Reader:
    """Reads one pair, line by line."""

    def __init__(self, category):
        self.category, self.name, self.refused, self.image = category, "", "", {}
        self.miss = ""
        self.sides = {side: Side() for side in SIDES}
        self.path, self.last = "", ()  # of the text that is read; whose the last line was

    def line(self, line):
        if line[0] in MARGIN:
            self.last = MARGIN[line[0]]
            for side in self.last:
                self.sides[side].files[self.path] += line[2:] + "\n"
        elif line == "\\":
            for side in self.last:
                files = self.sides[side].files
                files[self.path] = files[self.path].removesuffix("\n")
        else:
            word, value = line.split(": ", 1)
            self.field(word, value)

    def field(self, word, value):
        if word == "pair":
            self.name = value
        elif word in ("same", "differs"):
            self.image[value] = word
        elif word == "refused":
            self.refused = value
        elif word == "miss":
            self.miss = value
        else:
            start, _, side = word.rpartition(" ")
            word, sides = (start, (side,)) if side in SIDES else (word, SIDES)
            self.path = value
            for each in sides:
                self.sides[each].take(word, value)

    def pair(self):
        before, after = (self.sides[side].program() for side in SIDES)
        return Pair(self.category, self.name, before, after, self.image, self.refused,
                    self.miss)


def read(path):
    """The pairs of one file."""
    out = []
    for block in path.read_text().strip("\n").split("\n\n"):
        reader = Reader(path.stem.replace("_", " "))
        try:
            for line in block.split("\n"):
                reader.line(line)
            out.append(reader.pair())
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path}: pair {reader.name!r}: {line!r}: {error}") from error
    return out


def load_all():
    return [pair for path in sorted(FOLDER.glob("*.pairs")) for pair in read(path)]


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a pair shows of the keys of one kernel, or of none where larder-generate refuses it."""
    pair: Pair
    what: str  # right, false hit, false miss, refused, gone
    note: str = ""


def outcomes(pair, keys, image=None):
    """`keys`: {program: its keys, or what larder-generate said when it refused it}. `image` may be
    another verdict than the one that was written down."""
    refused = [keys[side].args[1] for side in pair.sides
               if isinstance(keys[side], compilers.Refused)]
    if refused:
        return [Outcome(pair, "refused", refused[0])]
    out = []
    for symbol, verdict in (pair.image if image is None else image).items():
        before, after = key_of(keys[pair.before], symbol), key_of(keys[pair.after], symbol)
        if None in (before, after):
            out.append(Outcome(pair, "gone", f"{symbol} is no kernel of both sources"))
        else:
            out.append(Outcome(pair, judged(verdict, before != after), symbol))
    return out


def key_of(keys, symbol):
    """A kernel's key, or None. Its symbol is found even where the tools name constrained templates
    differently, if it is the only kernel."""
    if symbol not in keys and len(keys) == 1:
        symbol, = keys
    return keys[symbol][1] if symbol in keys else None


def judged(verdict, key_changed):
    if verdict == "differs":
        return "right" if key_changed else "false hit"
    return "false miss" if key_changed else "right"
