"""House rules: includes, clang-format, clang-tidy, sizes, and words that must not be there.

Arguments: the repository's root, a configured build folder.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

import include_rules

MAX_LINES = 450
FORBIDDEN = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
GCC_ALONE = re.compile(r" -fno-gnu-unique\b")  # clang-tidy does not know these options
CODE = {".h", ".cpp"}
TEXT = CODE | {".py", ".sh", ".build", ".md", ".def"}


def tracked(root):
    """All files that git knows or would add, less the inputs and outputs of golden tests."""
    command = ["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.split("\n")
    paths = [pathlib.Path(root, name) for name in names]
    return [path for path in paths if path.is_file() and "cases" not in path.parts]


def check_text(root, files):
    problems = []
    for path in files:
        if path.suffix not in TEXT:
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        name = path.relative_to(root)
        if path.suffix in CODE and len(lines) - 1 > MAX_LINES:
            problems.append(f"{name}: {len(lines) - 1} lines, more than {MAX_LINES}: split it")
        for number, line in enumerate(lines, 1):
            if FORBIDDEN.search(line):
                problems.append(f"{name}:{number}: {line.strip()}")
            if line != line.rstrip():
                problems.append(f"{name}:{number}: white space at the end of the line")
    return problems


def check_format(files):
    program = shutil.which("clang-format-19") or shutil.which("clang-format")
    if program is None:
        return ["clang-format is not there"]
    sources = [path for path in files if path.suffix in CODE]
    return [f"{path}: run clang-format-19 -i" for path in sources
            if subprocess.run([program, "--dry-run", "-Werror", path],
                              stderr=subprocess.DEVNULL).returncode]


def one_by_one(entry):
    """The commands of the sources that a unity file includes; of any other file its own."""
    file = pathlib.Path(entry["directory"], entry["file"])
    if "-unity" not in file.name:
        return [entry]
    return [{**entry, "file": source, "command": entry["command"].replace(entry["file"], source)}
            for source in re.findall("#include *[<\"](.*)[>\"]", file.read_text())]


class Tidy:
    """clang-tidy over one file at a time; what was clean is not looked at again until the file, a
    header of ours that it includes, its flags or the checks change."""

    def __init__(self, root, build, files, program):
        self.root, self.program = root, program
        self.clean = pathlib.Path(build, "lint-clean")
        self.clean.mkdir(exist_ok=True)
        commands = [each for entry in json.loads(pathlib.Path(build, "compile_commands.json").read_text())
                    for each in one_by_one(entry)]
        for each in commands:
            each["command"] = GCC_ALONE.sub("", each["command"])
        (self.clean / "compile_commands.json").write_text(json.dumps(commands))
        self.commands = {pathlib.Path(each["directory"], each["file"]).resolve(): each
                         for each in commands}
        # Clang can't read what GCC precompiled: it reads the header itself.
        precompiled = sorted({path.parent for path in files if path.parent.name == "pch"})
        self.options = ["--quiet", "--extra-arg=-Wno-unknown-warning-option",
                        *(f"--extra-arg=-I{folder}" for folder in precompiled)]
        self.version = subprocess.run([program, "--version"], stdout=subprocess.PIPE).stdout
        self.checks = sorted(path for path in files if path.name == ".clang-tidy")

    def stamp(self, path):
        """The file whose presence says that this very input was clean."""
        command = self.commands[path]
        words = strip_outputs(shlex.split(command["command"]))
        listed = subprocess.run([*words, "-MM"], cwd=command["directory"], text=True,
                                stdout=subprocess.PIPE, check=True).stdout
        names = listed.split(": ", 1)[1].replace("\\\n", " ").split()
        key = hashlib.sha256(self.version + " ".join(words + self.options).encode())
        for checks in self.checks:
            if checks.parent in path.parents:
                key.update(checks.read_bytes())
        for name in names:
            key.update(pathlib.Path(command["directory"], name).read_bytes())
        return self.clean / key.hexdigest()

    def check(self, path):
        """The findings in the file; empty if it is clean."""
        stamp = self.stamp(path)
        if stamp.exists():
            return ""
        ran = subprocess.run([self.program, "-p", self.clean, *self.options, path], cwd=self.root, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if ran.returncode == 0:
            stamp.touch()
            return ""
        return ran.stdout or ran.stderr


def strip_outputs(words):
    """Without the options that name outputs, and the names behind them."""
    kept, words = [], iter(words)
    for word in words:
        if word in ("-o", "-MQ", "-MF", "-MT"):
            next(words)
        elif word != "-MD":
            kept.append(word)
    return kept


def check_tidy(root, build, files):
    program = shutil.which("clang-tidy")
    if program is None:
        return ["clang-tidy is not there"]
    tidy = Tidy(root, build, files, program)
    sources = [path.resolve() for path in files if path.resolve() in tidy.commands]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, found in enumerate(pool.map(tidy.check, sources), 1):
            bad += bool(found)
            print(f"{found}[{number}/{len(sources)}] {sources[number - 1].relative_to(root)}",
                  flush=True)
    return [f"clang-tidy: findings in {bad} files, see above"] if bad else []


def main():
    root, build = sys.argv[1:3]
    files = tracked(root)
    problems = (include_rules.check(root) + check_text(root, files) + check_format(files) +
                check_tidy(root, build, files))
    print("\n".join(problems) or "all clean")
    sys.exit(1 if problems else 0)


main()
