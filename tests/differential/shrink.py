"""Makes a kernel that differs small. Many candidates are tried in one translation unit."""
import copy
import dataclasses
import re
import time

import build
from abstract import TYPES, Expr, render_all, sub_expressions, walk

NAME = re.compile(r"\b[a-z]\d+\b")
TYPE = "int|unsigned|long|char|short|float|double|auto|size_t|char32_t|__int128|I|Q"
DECLARED = re.compile(rf"\b(?:{TYPE})\*?\s+([a-z]\d+)\b|,\s+([a-z]\d+) = ")
LEAVES = re.compile(r"\b(?:break|continue);")
MOST = 40  # candidates of a batch


def differing(tools, kernels, way):
    """For each kernel whether a way's results are not the reference's."""
    if not kernels:
        return []
    named = [dataclasses.replace(each, name=f"k{i}") for i, each in enumerate(kernels)]
    try:
        with build.Batch(tools, named) as batch:
            right = build.digests(batch.run(batch.reference()))
            batch.generate()
            got = build.digests(batch.run(batch.compile(way), way.lowering))
    except build.Failed as failed:
        if len(kernels) == 1:
            return [str(failed).startswith("run program")]
        middle = len(kernels) // 2
        return (differing(tools, kernels[:middle], way) + differing(tools, kernels[middle:], way))
    wrong = {kernel for (kernel, launch), digest in right.items() if got[kernel, launch] != digest}
    return [each.name in wrong for each in named]


# --- edits: (what, number) of a kernel; several are applied from the last to the first

def statements_of(kernel):
    return list(walk(kernel.body)) + list(walk(kernel.functions))


def expressions_of(kernel):
    return [place for _, _, each in statements_of(kernel) for i in range(len(each.exprs))
            for place in sub_expressions(each.exprs, i)]


def simpler(expression):
    """What may stand for an expression."""
    kind = expression.type
    out = [kid if kid.type == kind else Expr(kind, f"({kind.name})($0)", [kid])
           for kid in expression.kids if not kid.type.real or kind.real]
    numbers = [text if kind.name == "int" else f"({kind.name})({text})" for text in "01"]
    if kind in TYPES and expression.text not in numbers:
        out += [Expr(kind, text) for text in numbers]
    return [each for each in out if each.render() != expression.render()]


def edits_of(kernel):
    """Those first that leave out most."""
    out = []  # (how much shorter the text gets, edit)
    for number, (_, _, each) in enumerate(statements_of(kernel)):
        if not each.pinned:
            whole = len(each.render())
            out.append((whole, ("drop", number, 0)))
            loop = re.match(r"\{|for|switch", each.text)
            for way, body in enumerate(each.bodies):
                text = render_all(body)
                leaves = loop and LEAVES.search(text)
                if each.kind in ("plain", "branch") and not leaves and not each.name:
                    out.append((whole - len(text), ("unwrap", number, way)))
    for number, (holder, place) in enumerate(expressions_of(kernel)):
        if not holder[place].pinned:
            whole = len(holder[place].render())
            out += [(whole - len(choice.render()), ("simplify", number, way))
                    for way, choice in enumerate(simpler(holder[place]))]
    for what, count in (("launch", len(kernel.launches)), ("instance", len(kernel.templates))):
        out += [(100 * (count - 1), (what, number, 0)) for number in range(count) if count > 1]
    return [edit for _, edit in sorted(out, key=lambda each: -each[0])]


def applied(kernel, edits):
    out = copy.deepcopy(kernel)
    statements, expressions = statements_of(out), expressions_of(out)
    for what, number, way in sorted(edits, reverse=True):
        if what == "launch":
            out.launches = [out.launches[number]]
        elif what == "instance":
            out.templates = [out.templates[number]]
        elif what == "simplify":
            holder, place = expressions[number]
            choices = simpler(holder[place])
            if way < len(choices):
                holder[place] = choices[way]
        else:
            holder, place, each = statements[number]
            holder[place:place + 1] = each.bodies[way] if what == "unwrap" else []
    words = out.words()
    out.parameters = [each for each in out.parameters if each.name in words] or out.parameters[:1]
    out.shared = [each for each in out.shared if each[1] in words]
    return out


def valid(kernel):
    """Whether all that is mentioned is declared, as far as a look at the text tells."""
    text = render_all(kernel.functions) + render_all(kernel.body)
    declared = {name for pair in DECLARED.findall(text) for name in pair}
    return set(NAME.findall(text)) <= declared | functions_of(kernel) | {"p0", "p1", "p2"}


def functions_of(kernel):
    return {each.name for each in kernel.functions}


def size(kernel):
    return (len(render_all(kernel.functions) + render_all(kernel.body)) +
            100 * len(kernel.launches) + 100 * len(kernel.templates))


def smaller_launches(kernel):
    launch = kernel.launches[0]
    for what in ("grid", "block"):
        extents = getattr(launch, what)
        for axis in range(3):
            for value in {1, extents[axis] // 2, extents[axis] - 1} - {0, extents[axis]}:
                given = tuple(value if i == axis else e for i, e in enumerate(extents))
                yield dataclasses.replace(launch, **{what: given})
    for name, value in launch.numbers.items():
        for less in {0, 1, value // 2} - {value}:
            if abs(less) < abs(value) and name in kernel.words() | {"sn", "su"}:
                yield dataclasses.replace(launch, numbers={**launch.numbers, name: less})


class Shrinker:
    def __init__(self, tools, way, seconds):
        self.tools, self.way, self.end = tools, way, time.monotonic() + seconds

    def late(self):
        return time.monotonic() > self.end

    def best(self, candidates):
        """The smallest of the candidates that differ, or none."""
        candidates = [each for each in candidates if valid(each)][:MOST]
        hits = [each for each, wrong in
                zip(candidates, differing(self.tools, candidates, self.way)) if wrong]
        return min(hits, key=size, default=None)

    def round(self, kernel):
        """One pass over all edits; the kernel itself where none helps."""
        edits, start = edits_of(kernel), kernel
        for first in range(0, len(edits), MOST):
            if self.late():
                return kernel
            some = [edit for edit in edits[first:first + MOST] if valid(applied(start, [edit]))]
            wrong = differing(self.tools, [applied(start, [edit]) for edit in some], self.way)
            good = [edit for edit, hit in zip(some, wrong) if hit]
            if good:
                return self.together(start, good)
        return kernel

    def together(self, kernel, edits):
        """Edits that go alone often go together."""
        one_each = []
        for edit in edits:
            if not any(edit[:2] == other[:2] for other in one_each) and edit[0] not in (
                    other[0] for other in one_each if other[0] in ("launch", "instance")):
                one_each.append(edit)
        groups = [one_each[:count] for count in
                  sorted({1, 2, 3, 5, 8, len(one_each) // 2, len(one_each)})]
        groups += [one_each[start::2] for start in (0, 1)]
        return self.best([applied(kernel, group) for group in groups if group]) or kernel

    def launches(self, kernel):
        while not self.late():
            better = [dataclasses.replace(kernel, launches=[launch])
                      for launch in smaller_launches(kernel)]
            better = [each for each in better if small(each) < small(kernel)]
            better = sorted(better, key=small)[:MOST]
            wrong = differing(self.tools, better, self.way)
            hits = [each for each, hit in zip(better, wrong) if hit]
            if not hits:
                return kernel
            kernel = min(hits, key=small)
        return kernel

    def run(self, kernel):
        while not self.late():
            less = self.round(kernel)
            if size(less) >= size(kernel):
                break
            kernel = less
        return self.launches(kernel) if len(kernel.launches) == 1 else kernel


def small(kernel):
    launch = kernel.launches[0]
    return (launch.threads, sum(abs(each) for each in launch.numbers.values()))
