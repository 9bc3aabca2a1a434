#!/usr/bin/env python3
"""`larder check` of a public suite whose programs have labelled faults: a table of what was found,
missed, and found without a label.

Arguments: the suite, --path CHECKOUT, and further ones (see --help). Nothing of the suites is kept.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

RACES = ("race", "scope too small", "acquire without a fence")
Program = collections.namedtuple("Program", "name source includes arguments faults")


def gpuverify(path, scratch):
    """Kernels without a main function; the first line says what GPUVerify must find."""
    (scratch / "cuda.h").touch()
    for folder in ("basicbarrier", "atomics", "fail_tests"):
        for source in sorted((path / "testsuite/CUDA" / folder).rglob("kernel.cu")):
            text = source.read_text()
            name = "_".join(source.relative_to(path / "testsuite/CUDA").parts[:-1])
            driver = scratch / f"{name}.cu"
            driver.write_text(with_main(text))
            wrong = not text.startswith("//pass")
            yield Program(name, driver, [scratch], [], ["any"] if wrong else [])


def with_main(text):
    """Launches each kernel as the first lines say, on arrays of 1 MiB."""
    block, grid = (re.search(rf"--{name}=(\d+)", text).group(1) for name in ("blockDim", "gridDim"))
    launches = []
    for name, parameters in re.findall(r"__global__\s+void\s+(\w+)\s*\(([^)]*)\)", text):
        values = [f"zeros<{each.rpartition('*')[0]}>()" if "*" in each else "1"
                  for each in parameters.split(",") if each.strip()]
        launches.append(f"{name}<<<{grid}, {block}>>>({', '.join(values)}); cudaDeviceSynchronize();")
    return f"""#include <cassert>
#define __assert(condition) assert(condition)
{text}
template <class T> T* zeros() {{
  T* memory;
  cudaMalloc(&memory, 1 << 20);
  cudaMemset(memory, 0, 1 << 20);
  return memory;
}}
int main() {{ {' '.join(launches)} }}
"""


def indigo2(path, _):
    """Programs without faults."""
    graph = path / "small-inputs/undirected_all_possible_graph_63_3n_6e.egr"
    for source in sorted(path.glob("codes/cuda/*/*.cu")):
        code = source.name.split("_")[0].lower()
        arguments = {"bfs": [graph, 0, 1], "sssp": [graph, 0, 1], "pr": [graph]}.get(code, [graph, 1])
        yield Program(source.stem, source, [path / "include"], arguments, [])


def indigo3(path, _):
    """Programs that its generator has made; their names tell their faults."""
    graph = path / "inputs/undirect_5max_degree_250n_918e.egr"
    for source in sorted(path.glob("generatedCodes/CUDA/*/*.cu")):
        code = source.name.split("_")[0].lower()
        faults = [word for word in source.stem.split("_")
                  if word.endswith("Bug") and not word.startswith("No")]
        if code in ("bfs", "cc", "pr", "sssp") and "LivelockBug" not in faults:
            arguments = [graph, 1, 0] if code in ("bfs", "sssp") else [graph, 1]
            yield Program(source.stem, source, [path / "lib"], arguments, faults)


SUITES = {"gpuverify": gpuverify, "indigo2": indigo2, "indigo3": indigo3}
# What the checks must find for a label. Other labels are not about memory.
WANTED = {"any": None, "RaceBug": RACES, "SyncBug": RACES}


def check(program, options):
    """The kinds that were found; None: the program was not built."""
    with tempfile.TemporaryDirectory(prefix="larder-suite-") as own:
        return check_in(pathlib.Path(own), program, options)


def check_in(scratch, program, options):
    environment = {**os.environ, "LARDER_LOG": "off"}

    def run(*words):
        return subprocess.run(list(map(str, words)), cwd=scratch, env=environment, text=True,
                              errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    bin_folder, report = options.prefix / "bin", scratch / "found.json"
    flags = [f"-I{folder}" for folder in program.includes]
    compiled = run(bin_folder / "larder-nvcc", "--check", "-O1", "-arch=sm_80", *flags, "-c",
                   program.source, "-o", "program.o")
    environment["LARDER_NVCC"] = "none"
    linked = run(bin_folder / "larder-nvcc", "--check", "program.o", "-o", "program")
    if compiled.returncode != 0 or linked.returncode != 0:
        print(f"{program.name}: not built\n{(compiled.stdout + linked.stdout)[-500:]}")
        return None
    run(bin_folder / "larder", "check", "--timeout", options.timeout, "--json", report, "--",
        "./program", *program.arguments)
    if not report.exists():
        return None
    return {finding["kind"] for finding in json.loads(report.read_text())["findings"]}


def judge(program, kinds):
    if kinds is None:
        return "not built"
    if not program.faults:
        return "false alarm" if kinds else "silent"
    labels = [label for label in program.faults if label in WANTED]
    missed = [label for label in labels if not kinds & set(WANTED[label] or kinds)]
    if not labels:
        return "another fault"
    return "missed" if missed or not kinds else "found"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--path", type=pathlib.Path, required=True, help="a checkout of the suite")
    parser.add_argument("--prefix", type=pathlib.Path, required=True, help="where Larder is installed")
    parser.add_argument("--sample", type=int, help="so many programs, the same each time")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="so many at a time")
    parser.add_argument("--timeout", type=int, default=60, help="seconds for each run")
    options = parser.parse_args()
    options.path, options.prefix = options.path.resolve(), options.prefix.resolve()
    table = collections.Counter()
    with (tempfile.TemporaryDirectory(prefix="larder-suite-") as scratch,
          concurrent.futures.ThreadPoolExecutor(options.jobs) as pool):
        programs = list(SUITES[options.suite](options.path, pathlib.Path(scratch)))
        if options.sample is not None and options.sample < len(programs):
            programs = random.Random(1).sample(programs, options.sample)
        for program, kinds in zip(programs, pool.map(lambda each: check(each, options), programs)):
            verdict = judge(program, kinds)
            table[verdict] += 1
            if verdict in ("missed", "false alarm", "another fault"):
                print(f"{verdict}: {program.name}: {', '.join(sorted(kinds)) or 'nothing'}")
    for verdict, count in sorted(table.items()):
        print(f"{verdict:14}{count:6}")
    return 1 if table["missed"] or table["false alarm"] or not programs else 0


sys.exit(main())
