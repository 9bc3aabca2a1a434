"""Edits that apply wherever their patterns match: what people change in a source, all day long.

A rule finds places in a program's text; comments and strings are masked first, so that only code
matches. How many of them each source gets, and which, is drawn with a fixed seed.
"""
import dataclasses
import random
import re

from corpus import Mutant

SEED = "larder keys 1"
COMMENT_OR_STRING = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""", re.S)
HOST = re.compile(r"^[\w:<>*& ]+\bhost_\w+\([^{;]*\) \{.*?(?:^\}|\}$)", re.M | re.S)
# Lines whose numbers and operators decide whether the source is valid at all.
FRAGILE = re.compile(r"^.*(?:static_assert|template|operator|#).*$", re.M)
KERNEL = r"^LARDER_KERNEL\b[^;{]*\{"
KERNEL_VOID = r"^LARDER_KERNEL (?=void\b[^;{]*\{)"
OPERATORS = {"+": "-", "-": "+", "*": "+", "<": "<=", ">": ">=", "&": "|", "|": "^", "==": "!=",
             "/": "*", "&&": "||"}
OTHER_TYPE = {"int": "long", "unsigned": "int", "float": "double", "double": "float"}


def masked(text):
    """`text` with comments and strings blanked out, and as long."""
    return COMMENT_OR_STRING.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


@dataclasses.dataclass(frozen=True)
class Edit:
    begin: int
    end: int
    new: str

    def applied(self, text):
        return text[:self.begin] + self.new + text[self.end:]


@dataclasses.dataclass(frozen=True)
class Swap:
    """Two neighbours, with an empty line between them."""
    begin: int
    middle: int
    end: int
    new = "its neighbour first"

    def applied(self, text):
        one, other = text[self.begin:self.middle], text[self.middle + 2:self.end]
        return text[:self.begin] + other + "\n\n" + one + text[self.end:]


def spans(pattern, text):
    return [found.span() for found in pattern.finditer(text)]


def outside(edits, taken):
    return [edit for edit in edits
            if not any(begin <= edit.begin < end for begin, end in taken)]


def matches(pattern, new, text):
    return [Edit(*found.span(), found.expand(new) if isinstance(new, str) else new(found))
            for found in re.compile(pattern, re.M).finditer(text)]


# --- what changes code ---------------------------------------------------------------------------

def device_code(pattern, new):
    """A rule for device code in all of the source's files."""
    def find(text):
        return outside(matches(pattern, new, text), spans(HOST, text) + spans(FRAGILE, text))
    return find


def next_number(found):
    return str(int(found[1]) + 1) + found[2]


LITERAL = device_code(r"(?<![\w.<])(\d+)((?:\.\d+f?|u)?)(?![\w.'])", next_number)
OPERATOR = device_code(r"(?<=[\w)\]] )(\+|-|\*|<|>|&&?|\||==|/)(?= [\w(\-*&])",
                       lambda found: OPERATORS[found[1]])
LOCAL_TYPE = device_code(r"(?<=^  )(const )?(int|unsigned|float|double)(?= \w+ = )",
                         lambda found: (found[1] or "") + OTHER_TYPE[found[2]])
VOLATILE = device_code(r"(?<=^  )(?:const )?(int|unsigned|float|double)(?= \w+ = )", r"volatile \1")
CONST_DROPPED = device_code(r"(?<=^  )const (?=(?:int|unsigned|float|double) \w+ = )", "")
UNROLL = device_code(r"^( *)(?=for \()", r"#pragma unroll 1\n\1")
NOINLINE = device_code(r"^__device__ (?=(?!__)[\w:<>*& ]+\([^;]*\{)", "__device__ __noinline__ ")


def launch_bounds(text):
    return matches(KERNEL_VOID, "LARDER_KERNEL __launch_bounds__(96) ", text)


def statement(text):
    return matches(KERNEL, r"\g<0> if (threadIdx.x == 1023) return;", text)


# --- what changes nothing, or nothing of the other kernels ---------------------------------------

def line_starts(text):
    """Where a line may be put in: not into a macro, and not between a word and what follows it."""
    return [found.end() for found in re.finditer(r"[;{}>]\n", text)
            if "\\\n" not in text[found.start() - 1:found.end()]]


def top_level(text):
    """Starts of declarations that begin a line, behind the #include lines."""
    return [found.start() for found in
            re.finditer(r"(?<=\n\n)(?=LARDER_KERNEL|__device__|struct|enum|template|void)", text)]


def inserted(places, lines):
    def find(text):
        return [Edit(at, at, lines[index % len(lines)]) for index, at in enumerate(places(text))]
    return find


COMMENT_LINE = inserted(line_starts, ["// A note.\n", "/* Why this\n   is so. */\n"])
COMMENT_INSIDE = inserted(lambda text: [found.end() for found in re.finditer(r", | = |\(", text)],
                          ["/* a word */ ", "/**/"])
NEW_LINE = inserted(line_starts, ["\n", "\n\n"])
HELPER = inserted(top_level, [
    "__device__ inline int spare_helper(int x) { return 3 * x; }\n",
    "template <class T>\n__device__ T spare_template(T x) {\n  return x + x;\n}\n",
    "struct SpareRecord {\n  int one;\n  float two[3];\n};\n",
    "enum class SpareChoice { kThis, kThat };\n",
    "constexpr int kSpareConstant = 12;\nusing SpareAlias = const float*;\n",
    "inline int host_spare(int x) { return x * 7; }\n",
    "namespace spare {\n__device__ inline float scaled(float x) { return 0.5f * x; }\n}\n"])
MACRO = inserted(top_level, ["#define SPARE_MACRO 3\n", "#define SPARE_MACRO(x) ((x) + 1)\n"])
SIBLING = inserted(top_level, ["LARDER_KERNEL void spare_kernel(int* out) { *out = 7; }\n\n"])


def white_space(text):
    return (matches(r"(?<=^)  (?=\w)", "\t", text) + matches(r" (?==|\+|\*)", "   ", text)
            + matches(r" \{$", "\n{", text))


def include(text):
    lines = ["#include <cstddef>\n", "#include <climits>\n", "#include <stdint.h>\n"]
    start = text.index("#include")
    end = text.index("\n", start) + 1
    return [Edit(end, end, line) for line in lines]


def host_code(text):
    edits = []
    for begin, end in spans(HOST, text):
        body = text.index("{", begin) + 1
        edits.append(Edit(body, body, " static int calls = 0; ++calls;"))
        edits += [edit for edit in matches(r"(?<![\w.])(\d+)()(?![\w.])", next_number, text)
                  if body < edit.begin < end]
    end = len(text)
    return edits + [Edit(end, end, "\nint host_answer() { return 42; }\n")]


DECLARED = re.compile(
    r"\b(?:struct|class|enum|namespace|using)\s+(\w+)|\b(\w+)(?=\()|(\w+)(?= = |\[)")


def reordered(text):
    """Neighbours that declare different things and don't name each other, swapped."""
    edits, at = [], 0
    chunks = re.split(r"(?<=[;}])\n\n(?=\S)", text)
    for one, other in zip(chunks, chunks[1:]):
        names = [{name for groups in DECLARED.findall(chunk) for name in groups if name}
                 for chunk in (one, other)]
        loose = "#" not in one + other and not names[0] & set(re.findall(r"\w+", other))
        if loose and not names[1] & set(re.findall(r"\w+", one)):
            edits.append(Swap(at, at + len(one), at + len(one) + 2 + len(other)))
        at += len(one) + 2
    return edits


# kind: (rule, mutants per source)
CHANGES = {"literal": (LITERAL, 5), "operator": (OPERATOR, 4), "local type": (LOCAL_TYPE, 1),
           "unroll": (UNROLL, 1), "noinline": (NOINLINE, 1), "launch bounds": (launch_bounds, 1),
           "statement": (statement, 2)}
RARE = {"volatile": (VOLATILE, 1), "const dropped": (CONST_DROPPED, 1)}  # in one source of three
HARMLESS = {"comment": (COMMENT_LINE, 3), "comment inside": (COMMENT_INSIDE, 2),
            "new line": (NEW_LINE, 3), "white space": (white_space, 3), "include": (include, 2),
            "host code": (host_code, 3), "unused helper": (HELPER, 5), "unused macro": (MACRO, 1),
            "kernel added": (SIBLING, 1), "reordered": (reordered, 1)}


def of_text(source, kind, rule, limit):
    """Up to `limit` mutants by one rule, over all of a source's files."""
    found = []
    for path, text in source.program.files:
        if rule is not include or path == source.program.main:
            found += [(path, text, edit) for edit in rule(masked(text))]
    chosen = random.Random(f"{SEED} {source.name} {kind}").sample(found, min(limit, len(found)))
    for path, text, edit in sorted(chosen, key=lambda one: (one[0], one[2].begin)):
        line = text.count("\n", 0, edit.begin) + 1
        old = text[edit.begin:edit.end].strip().partition("\n")[0]
        yield Mutant(source.name, kind, f"{path}:{line}: {old!r} => {edit.new!r}",
                     source.program.with_text(path, edit.applied(text)))


def moved(program, main):
    """The program with its main file, and what lies beside it, under another name."""
    shift = main.rpartition("/")[0]
    files = {(f"{shift}/{path}" if shift and path != program.main else
              main if path == program.main else path): text for path, text in program.files}
    return program.changed(files=tuple(sorted(files.items())), main=main)


def of_program(source, index):
    """Mutants of names and flags. Rare ones go to one source in a few."""
    program, name = source.program, source.name
    yield "renamed", f"{program.main} => other.cpp", moved(program, "other.cpp")
    yield "moved", f"{program.main} => deep/down/", moved(program, f"deep/down/{program.main}")
    if index % 4 == 0:
        yield "fast math", "--use_fast_math", program.changed(device_flags=("--use_fast_math",))
    if index % 8 == 1 and program.standard == "c++17":
        yield "standard", "-std=c++20", program.changed(standard="c++20")
    if index % 8 == 5:
        yield "definition", f"-DSPARE_{name.upper()}", program.changed(flags=(f"-DSPARE_{name}=1",))


def mutants(source, index):
    """All mutants of a source, each with other inputs than the rest."""
    out = list(source.mutants)
    for kind, (rule, limit) in (CHANGES | HARMLESS | (RARE if index % 3 == 0 else {})).items():
        out += of_text(source, kind, rule, limit)
    out += [Mutant(source.name, kind, what, program)
            for kind, what, program in of_program(source, index)]
    distinct = {}
    for mutant in out:
        if mutant.program != source.program:
            distinct.setdefault(mutant.program, mutant)
    return list(distinct.values())
