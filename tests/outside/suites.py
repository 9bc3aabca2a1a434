"""Where public suites keep their programs, how these are built and run, and how they tell whether
they were right."""
import pathlib
import re
import shutil

# The output of programs that compared their results. "0 errors" is not a failure.
RIGHT = re.compile(r"\b(PASS(ED)?|SUCCESS(FUL(LY)?)?|OK|Test passed|correct)\b", re.I)
WRONG = re.compile(r"\bFAIL(ED|URE|S)?\b|\bmismatch|\bincorrect\b|\bINVALID\b|CUDA error|\bnan\b", re.I)


# Libraries of others that programs link, or whose headers they read.
LIBRARY = re.compile(r"-l(?:cublas|cufft|curand|cusparse|cusolver|cudnn|nccl|nvshmem|gdal|gsl|omp)\w*|"
                     r"\b(?:mpi|gsl|gdal|torch|nccl|nvshmem|cudnn)\w*(?:/\w+)?\.h\b|\bnvc\+\+|-stdpar|"
                     r"\bboost/[\w/]+\.hpp|\bFetchContent_Declare")


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
                shutil.copytree(self.path / folder, scratch / folder, dirs_exist_ok=True,
                                ignore_dangling_symlinks=True)
        return scratch / self.folder(program)

    def build(self, program):
        """The commands, each a list of words."""
        raise NotImplementedError

    def run(self, program):
        raise NotImplementedError

    def library(self, program):
        """A library that the program needs and that comes neither with it nor with CUDA C++."""
        folder = self.path / self.folder(program)
        for path in sorted(folder.rglob("*")):
            if (path.name in ("Makefile", "setup.py", "CMakeLists.txt") or
                    path.suffix in (".cu", ".h", ".cpp", ".cuh")):
                found = LIBRARY.search(path.read_text(errors="replace"))
                if found:
                    return found[0]
        return None

    def lacks_data(self, folder):
        """Whether inputs of a program, whose copy lies in a folder, have to be fetched apart."""
        return False

    def judge(self, status, output):
        if status != 0 or WRONG.search(output):
            return "wrong"
        return "right" if RIGHT.search(output) else "ran"


class HeCBench(Suite):
    name, title = "hecbench", "HeCBench (zjin-lcf/HeCBench)"
    # What sed does to the commands of programs for whom few repetitions are not enough, or whose
    # last argument is something else.
    SMALLER = {
        "adjacent": "s/100000000/1000000/",
        "backprop": "s/main .*/main 65536/",
        "bgmv": "s/--tokens 512/--tokens 8/",
        "channelSum": "s/224 224/32 32/",
        "d3q19-bgk": "s/main .*/main 16/",
        "dp4a": "s/268435456/65536/",
        "gemv": "s/16384 -i 100/2048 -i 2/;s/-x 512/-x 128/",
        "glu": "s/1024/64/",
        "langevin": "s/268435456/1048576/",
        "lfib4": "s/main .*/main 2000000/",
        "logic-rewrite": "s/resyn2; write/b; write/",
        "lud": "s/main .*/main -s 256/",
        "mallocFree": "s/main .*/main 16777216/",
        "matrixT": "s/16384 16384/1024 1024/",
        "maxpool3d": "s/2048 2048 96/256 256 8/",
        "michalewicz": "s/100000000/1000000/",
        "moe": "s/32768/1024/",
        "moe-sum": "s/16384/1024/",
        "multimaterial": "/ 2000 2$/d;s/2000 2000/200 200/",
        "multinomial": "s/65536/1024/",
        "mxfp4": "s/536870912/1048576/",
        "nbody": "s/main .*/main 2048 3/",
        "ne": "s/8192 8192/512 512/",
        "nw": "s/16384/1024/",
        "page-rank": "s/20000/2000/",
        "pcc": "s/main .*/main 1024 165/",
        "reshapeKVCache": "s/1024 32 128/64 4 128/",
        "rsc": "s|main .*|main -f input/vectors.csv -g 256|",
        "s3d": "s/-n 100/-n 2/",
        "scan2": "s/main .*/main 2 1048576 256/",
        "scatterAdd": "s/10000000/100000/",
        "scel": "s/2048 50176/64 50176/",
        "silu": "s/32 32 256 256/2 32 64 64/",
        "simpleSpmv": "s/16777216 10240/65536 1024/",
        "simplemoc": "s/5000000/5000/",
        "sobol": "s/1000000 1000/10000 100/",
        "softmax": "s/100000/1000/",
        "softmax-fused": "s/(4|16) 12 [0-9]+ [0-9]+/2 2 256 256/",
        "spgeam": "s/ 1000 1$/ 2 1/",
        "spgemm": "s/ 1000 ([01])$/ 2 \\1/",
        "spmv": "s/16777216 10240/65536 1024/",
        "streamUM": "s/4 [0-9]+/4 20/",
        "streamcluster": "s/256 65536 65536/64 4096 4096/",
        "tissue": "s/main 32/main 8/",
        "tridiagonal": "s/524288/1024/",
        "vadd": "s/16384 8192/1024 1024/",
        "vanGenuchten": "s/256 256 256/64 64 64/",
        "wyllie": "s/8000000/100000/",
    }

    # Inputs that other files than the Makefile name.
    INPUTS = {"nn-cuda": "../data/nn/cane4_0.db", "word2vec-cuda": "text8"}

    def folder(self, program):
        return f"src/{program}-cuda"

    def needed(self, program):
        texts = [path.read_text(errors="replace")
                 for path in (self.path / self.folder(program)).rglob("*") if path.name == "Makefile"
                 or path.suffix in (".cu", ".h", ".cpp")]
        beside = {name for text in texts for name in re.findall(r"\.\./([\w+-]+-(?:sycl|omp|hip|cuda))\b", text)}
        return ("src/include", "src/data", *(f"src/{name}" for name in sorted(beside)))

    @staticmethod
    def place(folder):
        """Of the Makefile, from the program's folder on."""
        return next((each for each in (".", "src", "bin") if (folder / each / "Makefile").exists()), ".")

    def lacks_data(self, folder):
        makefile = folder / self.place(folder) / "Makefile"
        if not makefile.exists():
            return False
        text = makefile.read_text(errors="replace")
        places = [folder, *([folder.parent / "data"] if "../data/" in text else [])]
        # Files of arguments, and folders beside the program's; an output is there by now.
        named = re.findall(r"(?<=\s)[\w./+-]*[A-Za-z_]\w*\.[A-Za-z]\w+\b|(?<=\s)\.\./[\w./+-]+",
                           text.partition("\nrun:")[2])
        named.append(self.INPUTS.get(folder.name, "."))
        return any(not (makefile.parent / name).exists() for name in named) or any(
            not note.with_suffix("").exists()
            for place in places for note in place.rglob("*.dvc"))

    def variables(self, program):
        """Of make. What ARCH holds differs."""
        folder = self.path / self.folder(program)
        makefile = folder / self.place(folder) / "Makefile"
        text = makefile.read_text(errors="replace") if makefile.exists() else ""
        arch = "80" if "sm_$(ARCH)" in text else "sm_80"
        return ["CC=larder-nvcc", "NVCC=larder-nvcc", f"ARCH={arch}"]

    def build(self, program):
        place = self.place(self.path / self.folder(program))
        return [["make", "-C", place, *self.variables(program)]]

    def run(self, program):
        """Smaller than the default: the last argument of most says how often a kernel is run."""
        place = self.place(self.path / self.folder(program))
        commands = " ".join(["make -s -n", *self.variables(program), "run"])
        smaller = "s/ [0-9]{2,}$/ 2/;" + self.SMALLER.get(program, "")
        return ["sh", "-c", f"cd {place} && {commands} | sed -E '{smaller}' | sh -e"]


class CudaSamples(Suite):
    """Its builds are CMake's, one for all; each program is all sources of its folder, or of "src"
    there."""
    name, title = "cuda-samples", "cuda-samples (NVIDIA/cuda-samples)"
    # In CMakeLists.txt: libraries that are closed, and graphics.
    LIBRARY = re.compile(r"CUDA::(?:cublas|cufft|curand|cusparse|cusolver|nvrtc|npp)\w*|"
                         r"OpenGL|GLUT|EGL|Vulkan|NvSci|nvsci\w*|d3d1\d|LLVM|\bMPI")

    def folder(self, program):
        return f"Samples/{program}"

    def needed(self, program):
        return ("Common",)

    def build(self, program):
        folder = self.path / self.folder(program)
        sources = sorted(str(path.relative_to(folder))
                         for path in (*folder.glob("*"), *folder.glob("src/*"))
                         if path.suffix in (".cu", ".cpp"))
        openmp = "OpenMP" in (folder / "CMakeLists.txt").read_text()
        return [["larder-nvcc", "-O3", "-std=c++17", "-arch=sm_80", "-I", "../../../Common",
                 "-I", "inc", *(("-Xcompiler", "-fopenmp") if openmp else ()), *sources,
                 "-o", "main"]]

    def library(self, program):
        lists = self.path / self.folder(program) / "CMakeLists.txt"
        found = self.LIBRARY.search(lists.read_text(errors="replace"))
        return found[0] if found else super().library(program)

    def judge(self, status, output):
        """A sample that waives says what its device does not have; one shows an assertion fail."""
        if status == 2 and "waiv" in output.lower():
            return "ran"
        expected = re.compile(r".*([Aa]ssertion .* failed|failed as expected).*")
        return super().judge(status, expected.sub("", output))

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
    HANDLES = pathlib.Path(__file__).resolve().parent / "cublas_handles.cpp"
    PRODUCT = re.compile(r"\bcublas\w*(?:gemm|gemv|Gemm|Matmul)\w*\(|#include <nccl")

    def folder(self, program):
        return "dev/cuda"

    def text(self, program):
        return (self.path / self.folder(program) / f"{program}.cu").read_text()

    def library(self, program):
        found = self.PRODUCT.search(self.text(program))
        return found[0].rstrip("(") if found else None

    def build(self, program):
        """Its programs run each kernel up to 2000 times, by a constant in the source: once here."""
        once = f"{program}.once.cu"
        shorten = f"sed -E 's/(int repeat_times = )[0-9]+/\\11/' {program}.cu > {once}"
        return [["sh", "-c", shorten],
                ["larder-nvcc", "-O3", "-arch=sm_80", once, str(self.HANDLES), "-o", "main"]]

    def run(self, program):
        """All versions of its kernel, which have numbers."""
        found = {int(number) for number in re.findall(r"\bcase (\d+):", self.text(program))}
        return ["sh", "-c", "; ".join(f"echo version {number}; ./main {number}; echo ended with $?"
                                      for number in sorted(found) or [1])]

    def judge(self, status, output):
        """Each program compares every version of its kernel with code for the CPU. Some versions
        are for single precision alone, and end at once."""
        versions = [text for text in output.split("version ")[1:] if "only supported" not in text]
        right = [text for text in versions
                 if "All results match" in text and "ended with 0" in text]
        if status == 0 and len(right) == len(versions):
            return "right"
        if all("ended with 0" in text for text in versions):
            return super().judge(status, output)
        return "wrong"


class Rodinia(Suite):
    """Its Makefiles name /usr/local/cuda and link by gcc, so each program is compiled in one step."""
    name, title = "rodinia", "Rodinia (yuhc/gpu-rodinia), CUDA"
    DATA = "../../data"
    # A program's folder, its sources, and arguments that are small.
    PROGRAMS = {
        "backprop": ("backprop", "backprop.c facetrain.c imagenet.c backprop_cuda.cu", "65536"),
        "bfs": ("bfs", "bfs.cu", f"{DATA}/bfs/graph65536.txt"),
        "gaussian": ("gaussian", "gaussian.cu", "-s 64"),
        "hotspot": ("hotspot", "hotspot.cu",
                    f"512 2 2 {DATA}/hotspot/temp_512 {DATA}/hotspot/power_512 output.out"),
        "kmeans": ("kmeans", "cluster.c getopt.c kmeans.c kmeans_clustering.c kmeans_cuda.cu rmse.c",
                   f"-o -i {DATA}/kmeans/kdd_cup"),
        "lud": ("lud/cuda", "lud.cu lud_kernel.cu ../common/common.c", "-s 256 -v"),
        "nn": ("nn", "nn_cuda.cu", "filelist_4 -r 5 -lat 30 -lng 90"),
        "nw": ("nw", "needle.cu", "512 10"),
        "pathfinder": ("pathfinder", "pathfinder.cu", "10000 100 20"),
        "srad_v1": ("srad/srad_v1", "main.cu", "10 0.5 502 458"),
        "srad_v2": ("srad/srad_v2", "srad.cu", "512 512 0 127 0 127 0.5 2"),
        "streamcluster": ("streamcluster",
                          "streamcluster_cuda_cpu.cpp streamcluster_cuda.cu streamcluster_header.cu",
                          "10 20 64 4096 4096 1000 none output.txt 1"),
    }

    def folder(self, program):
        return f"cuda/{self.PROGRAMS[program][0]}"

    def needed(self, program):
        return ("cuda/util", "cuda/lud/common", f"data/{program}")

    def build(self, program):
        sources = self.PROGRAMS[program][1].split()
        return [["larder-nvcc", "-O3", "-arch=sm_80", "-I../common", "-I../util", *sources, "-o",
                 "main"]]

    def run(self, program):
        return ["./main", *self.PROGRAMS[program][2].split()]

    def lacks_data(self, folder):
        return not any(each.is_dir() for each in (self.path / "data").iterdir())

    def judge(self, status, output):
        """Some end well without the file that they were to read."""
        return "wrong" if re.search(r"\berror\b", output, re.I) else super().judge(status, output)


class Shoc(Suite):
    """Its builds are Autoconf's, one for all; a program is its folder's source and the suite's own
    library."""
    name, title = "shoc", "SHOC (vetter/shoc), level 1"
    LIBRARY = ("CTimer", "InvalidArgValue", "Option", "OptionParser", "ProgressBar", "ResultDatabase",
               "Timer")

    def folder(self, program):
        return f"src/cuda/level1/{program}"

    def needed(self, program):
        return ("src/common", "src/cuda/common")

    def build(self, program):
        common = "../../../common"
        source = f"{program.capitalize()}.cu"
        return [["touch", f"{common}/config.h"],  # which configure writes, for other systems
                ["larder-nvcc", "-O3", "-arch=sm_80", "-DHAVE_GETTIMEOFDAY", f"-I{common}",
                 "-I../../common", source,
                 "../../common/main.cpp", *(f"{common}/{name}.cpp" for name in self.LIBRARY), "-o",
                 "main"]]

    def run(self, program):
        return ["./main", "-s", "1", "-n", "1"]


ALL = {each.name: each for each in (HeCBench, CudaSamples, Rodinia, LlmC, Shoc, PolyBench)}
