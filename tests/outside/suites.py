"""Where public suites keep their programs, how these are built and run, and how they tell whether
they were right."""
import re
import shutil

# The output of programs that compared their results. "0 errors" is not a failure.
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

    def lacks_data(self, folder):
        """Whether inputs of a program, whose copy lies in a folder, have to be fetched apart."""
        return False

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

    def lacks_data(self, folder):
        uses = "../data/" in (folder / "Makefile").read_text(errors="replace")
        places = [folder, *([folder.parent / "data"] if uses else [])]
        return any(not note.with_suffix("").exists()
                   for place in places for note in place.rglob("*.dvc"))

    def run(self, program):
        """Smaller than the default: the last argument of most says how often a kernel is run."""
        commands = "make -s -n CC=larder-nvcc ARCH=sm_80 run"
        return ["sh", "-c", f"{commands} | sed -E 's/ [0-9]{{2,}}$/ 2/' | sh -e"]


class CudaSamples(Suite):
    """Its builds are CMake's, one for all; each program is all sources of its folder."""
    name, title = "cuda-samples", "cuda-samples (NVIDIA/cuda-samples)"

    def folder(self, program):
        return f"Samples/{program}"

    def needed(self, program):
        return ("Common",)

    def build(self, program):
        folder = self.path / self.folder(program)
        sources = sorted(path.name for path in folder.iterdir() if path.suffix in (".cu", ".cpp"))
        return [["larder-nvcc", "-O3", "-std=c++17", "-arch=sm_80", "-I", "../../../Common",
                 *sources, "-o", "main"]]

    def run(self, program):
        return ["./main"]


class PolyBench(Suite):
    name, title = "polybench", "PolyBench-ACC (cavazos-lab/PolyBench-ACC), CUDA"

    def folder(self, program):
        return f"CUDA/{program}"

    def needed(self, program):
        return ("CUDA/utilities",)

    def build(self, program):
        utilities = "/".join([".."] * program.count("/") + ["../utilities"])
        source = next((self.path / self.folder(program)).glob("*.cu")).name
        return [["larder-nvcc", "-O3", "-arch=sm_80", "-DMINI_DATASET", f"-I{utilities}", source,
                 "-o", "main"]]

    def run(self, program):
        return ["./main"]

    def judge(self, status, output):
        """It counts elements that differ from the CPU's by more than some per cent."""
        counted = re.search(r"(Non-Matching CPU-GPU Outputs.*|Number of misses): (\d+)", output)
        if status != 0 or not counted:
            return "wrong"
        return "right" if counted[2] == "0" else "wrong"


class LlmC(Suite):
    name, title = "llm.c", "llm.c (karpathy/llm.c), dev/cuda"

    def folder(self, program):
        return "dev/cuda"

    def build(self, program):
        return [["larder-nvcc", "-O3", "-arch=sm_80", f"{program}.cu", "-o", "main"]]

    def run(self, program):
        return ["./main", "1"]


ALL = {each.name: each for each in (HeCBench, CudaSamples, PolyBench, LlmC)}
