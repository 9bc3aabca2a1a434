"""House rules: clang-format, clang-tidy, sizes, and words that must not be there.

Arguments: the repository's root, a configured build folder.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

MAX_LINES = 500
FORBIDDEN = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
CODE = {".h", ".cpp"}
TEXT = CODE | {".py", ".sh", ".build", ".md", ".def"}


def tracked(root):
    """All files that git knows or would add, less the inputs and outputs of golden tests."""
    command = ["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.split("\n")
    paths = [pathlib.Path(root, name) for name in names]
    return [path for path in paths if path.is_file() and "cases" not in path.parts]


def tool(name):
    return shutil.which(f"{name}-19") or shutil.which(name)


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
    program = tool("clang-format")
    if program is None:
        return ["clang-format is not there"]
    sources = [path for path in files if path.suffix in CODE]
    return [f"{path}: run clang-format-19 -i" for path in sources
            if subprocess.run([program, "--dry-run", "-Werror", path],
                              stderr=subprocess.DEVNULL).returncode]


def check_tidy(root, build, files):
    program = tool("clang-tidy")
    if program is None:
        return ["clang-tidy is not there"]
    known = pathlib.Path(build, "compile_commands.json").read_text()
    sources = [path for path in files
               if path.suffix == ".cpp" and os.path.relpath(path, build) in known]
    # Clang can't read what GCC precompiled: it reads the header itself.
    precompiled = sorted({path.parent for path in files if path.parent.name == "pch"})
    options = ["-p", build, "--quiet", "--extra-arg=-Wno-unknown-warning-option",
               *(f"--extra-arg=-I{folder}" for folder in precompiled)]
    command = ["xargs", "-0", "-n", "4", "-P", str(os.cpu_count()), program, *options]
    names = "\0".join(str(path) for path in sources)
    code = subprocess.run(command, input=names, text=True, cwd=root).returncode
    return ["clang-tidy: see above"] if code else []


def main():
    root, build = sys.argv[1:3]
    files = tracked(root)
    problems = check_text(root, files) + check_format(files) + check_tidy(root, build, files)
    print("\n".join(problems) or "all clean")
    sys.exit(1 if problems else 0)


main()
