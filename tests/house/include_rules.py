"""Include rules: checks the sources against the table of folders in ARCHITECTURE.md."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
ROW = re.compile(r"^\| `([\w/]+)` \|.*\| ([^|]*) \|$")
LIBRARIES = {"Clang": ("clang/", "clang-c/", "llvm/"), "JSON": ("nlohmann/",), "fmt": ("fmt/",),
             "libsodium": ("sodium",), "CLI11": ("CLI/",), "CCCL": ("cub/", "cuda/functional", "cuda/ptx", "cuda/std/",
                                                      "thrust/")}
CUDA = re.compile(r"cuda(_\w+)?\.h|nv\w+\.h|cuda/.*")
PUBLIC = "runtime/include"  # "larder/..." in the sources


class Rules:
    """The rows: for each folder, the folders and libraries that its files may include."""

    def __init__(self, architecture):
        rows = [ROW.match(line) for line in architecture.splitlines()]
        self.allowed = {row[1]: re.findall(r"[\w/]+", row[2]) for row in rows if row}

    def room(self, path):
        """The folder of the table that a path lies in; None where it lies in none."""
        parents = [str(parent) for parent in pathlib.PurePosixPath(path).parents]
        return next((parent for parent in parents if parent in self.allowed), None)

    def may(self, room, other):
        """Whether files of one folder may include a file of another one, or of a library."""
        top = room.split("/")[0]
        names = self.allowed[room]
        return other in names or any(f"{top}/{name}" == other for name in names)

    def unknown_names(self):
        """Names in rows that are neither a folder of the table nor a library."""
        for room, names in self.allowed.items():
            top = room.split("/")[0]
            for name in names:
                if not {name, f"{top}/{name}"} & (self.allowed.keys() | LIBRARIES.keys()):
                    yield f"ARCHITECTURE.md: the row of {room} names {name}, which has no row"


def included_room(rules, path):
    """The folder or the library that an included file belongs to; None: of no concern here."""
    if path.startswith(("generator/", "runtime/")):
        return rules.room(path)
    return next((name for name, starts in LIBRARIES.items() if path.startswith(starts)), None)


def problems_of(rules, name, text):
    room = rules.room(name)
    if room is None:
        yield f"{name}: its folder has no row in ARCHITECTURE.md"
        return
    for found in INCLUDE.finditer(text):
        mark, path = found[1], found[2]
        line = text.count("\n", 0, found.start(2)) + 1
        other = included_room(rules, path)
        if mark == "<" and CUDA.fullmatch(path) and not rules.may(room, other):
            yield f"{name}:{line}: nothing includes CUDA: {path}"
        elif other not in (None, room, "runtime") and not rules.may(room, other):
            yield f"{name}:{line}: {room} may not include {path}: see the folders in ARCHITECTURE.md"


def check(root):
    """One line for each include that the table does not allow."""
    root = pathlib.Path(root)
    rules = Rules((root / "ARCHITECTURE.md").read_text())
    problems = list(rules.unknown_names())
    for path in sorted([*root.glob("generator/**/*"), *root.glob("runtime/**/*")]):
        if path.suffix in (".cpp", ".h"):
            problems += problems_of(rules, path.relative_to(root).as_posix(), path.read_text())
    return problems


if __name__ == "__main__":
    found = check(sys.argv[1])
    print("\n".join(found) or "all includes are allowed")
    sys.exit(1 if found else 0)
