"""Where public suites keep their programs, how these are built and run, and how they tell whether
they were right."""
import re
import shutil

# What programs print when they compared results. "0 errors" is none.
RIGHT = re.compile(r"\b(PASS(ED)?|SUCCESS(FUL(LY)?)?|OK|Test passed|correct)\b", re.I)
WRONG = re.compile(r"\bFAIL(ED|URE|S)?\b|\bmismatch|\bincorrect\b|\bINVALID\b|CUDA error|\bnan\b", re.I)


class Suite:
    """A checkout."""
    name = title = ""

    def __init__(self, path):
        self.path = path

    def folder(self, program):
        """Of a program's sources, in the checkout."""
        raise NotImplementedError

    def needed(self, program):
        """Other folders of the checkout that a program refers to."""
        return ()

    def copy(self, program, scratch):
        """Copies the program and what it refers to; gives its own folder there."""
        for folder in (*self.needed(program), self.folder(program)):
            if (self.path / folder).is_dir():
                shutil.copytree(self.path / folder, scratch / folder, dirs_exist_ok=True)
        return scratch / self.folder(program)

    def build(self, program):
        """The commands, each a list of words."""
        return [["make", "CC=larder-nvcc", "NVCC=larder-nvcc", "ARCH=sm_80"]]

    def run(self, program):
        return ["make", "-s", "CC=larder-nvcc", "ARCH=sm_80", "run"]

    def judge(self, status, output):
        if status != 0 or WRONG.search(output):
            return "wrong"
        return "right" if RIGHT.search(output) else "ran"


class HeCBench(Suite):
    name, title = "hecbench", "HeCBench (zjin-lcf/HeCBench)"

    def folder(self, program):
        return f"src/{program}-cuda"

    def needed(self, program):
        texts = [path.read_text(errors="replace")
                 for path in (self.path / self.folder(program)).rglob("*") if path.name == "Makefile"
                 or path.suffix in (".cu", ".h", ".cpp")]
        beside = {name for text in texts for name in re.findall(r"\.\./([\w+-]+-(?:sycl|omp|hip|cuda))\b", text)}
        return ("src/include", "src/data", *(f"src/{name}" for name in sorted(beside)))


ALL = {each.name: each for each in (HeCBench,)}
