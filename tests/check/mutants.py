"""Mutants of kernels that are right, and programs of them that are built with checks."""
import collections
import json
import os
import pathlib
import re
import signal
import subprocess
import typing

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
UPDATES_HEADER = '#include "plain_updates.h"\n'
UPDATES = "Add|Sub|Exch|Min|Max|And|Or|Xor|Inc|Dec|CAS"
INDEX = r"(?:threadIdx|blockIdx)\.[xyz]|\b[ixyt]\b|\brow\b|\bcolumn\b|\blane\b|\bindex\b|\btid\b"


class Mutation(typing.NamedTuple):
    what: str
    pattern: str
    replacement: str


MUTATIONS = [
    Mutation("no barrier", r"__sync(threads|warp)\([^()]*(\([^()]*\))?[^()]*\);", ";"),
    Mutation("no barrier", r"\b\w+\.sync\(\);|\bsync\(\w+\);", ";"),
    Mutation("no fence", r"__threadfence(_block|_system)?\(\);", ";"),
    Mutation("not atomic", rf"\batomic({UPDATES})(_block|_system)?\(", r"plain\1("),
    Mutation("no guard", rf"\bif \((?=[^()]*({INDEX}))(?=[^()]*(<|>))[^()]*\) return;", ";"),
    Mutation("no guard", rf"\bif \((?=[^()]*({INDEX}))(?=[^()]*(<|>))[^()]*\) (?!return|break)(?=\w)", ""),
    Mutation("one too many", r"(\bfor \([^;]*; [^;]*[^<])<( [^;<]*;)", r"\1<=\2"),
]


class Mutant(typing.NamedTuple):
    line: int
    what: str
    where: str  # "FUNCTION N": the Nth of its kind in there
    text: str


def device_lines(text):
    """The lines of device code, of functions whose declarations say so: function and number."""
    function, lines = None, []
    for number, line in enumerate(text.splitlines(), 1):
        if function is None and re.search(r"\b(LARDER_KERNEL|__global__|__device__)\b", line):
            names = re.findall(r"(\w+)\(", line)
            function = names[0] if names else line
        if function is not None:
            lines.append((function, number))
        if line.startswith("}") or (line[:1].strip() and line.rstrip().endswith(("}", ";"))):
            function = None
    return lines


def indexes_by(variable, lines):
    return re.search(rf"\[[^\]]*\b{variable}\b", "".join(lines)) is not None


def mutants(text):
    """Each place in device code that a mutation fits."""
    lines = text.splitlines(keepends=True)
    counts = collections.Counter()
    for function, number in device_lines(text):
        code = lines[number - 1].partition("//")[0].rstrip("\n")
        for what, pattern, replacement in MUTATIONS:
            for place in re.finditer(pattern, code):
                loop = re.match(r"for \((?:\w+ )*(\w+) =", place[0])
                if loop and not indexes_by(loop[1], lines[number - 1:number + 2]):
                    continue
                changed = code[:place.start()] + re.sub(pattern, replacement, code[place.start():],
                                                        count=1)
                counts[function, what] += 1
                yield Mutant(number, what, f"{function} {counts[function, what]}", "".join(
                    [UPDATES_HEADER, *lines[:number - 1], changed + "\n", *lines[number:]]))


class Failed(Exception):
    pass


class Checked:
    """Builds programs with checks and runs them by `larder check`. `flags` are those of checks."""

    def __init__(self, larder, generate, headers, libraries, compiler, flags, folder):
        self.larder, self.generate, self.libraries = larder, generate, libraries
        self.compiler, self.headers, self.folder = compiler, headers, pathlib.Path(folder)
        self.plain, self.flags = ["-std=c++17", "-O1", f"-I{headers}", f"-I{HERE}"], flags

    def run(self, *words, fine=(0,)):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("LARDER_")}
        environment |= {"LARDER_LOG": "off", "LARDER_WATCHDOG": "20"}
        # A session of its own, so that nothing outlives it.
        with subprocess.Popen(list(map(str, words)), env=environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              start_new_session=True) as ran:
            try:
                output = ran.communicate(timeout=300)[0]
            except subprocess.TimeoutExpired as expired:
                os.killpg(ran.pid, signal.SIGKILL)
                raise Failed(str(expired)) from expired
        if ran.returncode not in fine:
            raise Failed(output)

    def build(self, text, includes, more=()):
        """The program of a source, which includes files of the folder `includes`; `more` are other
        sources, and libraries."""
        source, base = self.folder / "mutant.cpp", self.folder / "mutant"
        source.write_text(text)
        plain = [f"-I{includes}", *self.plain]
        self.run(self.generate, source, "-o", base, "--archs", "80", "--nvcc", "none",
                 "--probes", self.folder / "probes", "--include-dir", self.headers,
                 "--", self.compiler, "-fsanitize=thread", *plain)
        self.run(self.compiler, *plain, *self.flags, "-c", f"{base}.larder.cpp", "-o", f"{base}.o")
        self.run(self.compiler, *plain, f"{base}.o", *more, *self.libraries, "-lbacktrace",
                 "-lpthread", "-ldl", "-o", base)
        return base

    def findings(self, command):
        report = self.folder / "found.json"
        self.run(self.larder, "check", "--timeout", "60", "--json", report, "--", "sh", "-c", command,
                 fine=(0, 1))
        return json.loads(report.read_text())["findings"]
