#!/usr/bin/env python3
"""gcov of a program with a CPU variant: lines and branches of the kernel, in the user's own file.
Arguments: larder-generate, the folder of Larder's headers, liblarder.a, the compiler."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

GENERATE, HEADERS, LIBRARY = (pathlib.Path(each).resolve() for each in sys.argv[1:4])
COMPILER = sys.argv[4]
SOURCE = """#include <larder/larder.h>
LARDER_KERNEL void halve(int n, int* values) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  if (values[i] % 2 == 0) {
    values[i] /= 2;  // often
  } else {
    values[i] = -1;  // never
  }
}
int main() {
  larder::Options options;
  options.policy = larder::Policy::kCpu;
  larder::Device device = larder::Device::open(options);
  auto values = device.upload(std::vector<int>(100, 8));
  device.launch(halve, {4, 32}, 100, values);
  std::vector<int> result;
  return device.download(values, result).ok() ? 0 : 1;
}
"""


@unittest.skipUnless(shutil.which("gcov"), "there is no gcov")
class Coverage(unittest.TestCase):
    def test_lines_and_branches_of_a_kernel(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            source, base = folder / "halve.cpp", folder / "halve"
            source.write_text(SOURCE)

            def run(*words):
                environment = dict(os.environ, LARDER_LOG="off")
                return subprocess.run(list(map(str, words)), cwd=folder, env=environment, check=True,
                                      timeout=200, text=True, stdout=subprocess.PIPE).stdout
            run(GENERATE, source, "-o", base, "--archs", "80", "--nvcc", "none", "--probes",
                folder / "probes", "--include-dir", HEADERS, "--", COMPILER, "-std=c++17",
                f"-I{HEADERS}", "--coverage")
            run(COMPILER, "-std=c++17", "-O0", "--coverage", f"-I{HEADERS}", "-c",
                f"{base}.larder.cpp", "-o", f"{base}.o")
            run(COMPILER, "--coverage", f"{base}.o", LIBRARY, "-lpthread", "-ldl", "-o", base)
            run(base)
            report = json.loads(run("gcov", "--json-format", "--stdout", "--branch-probabilities",
                                    f"{base}.o"))
        files = {pathlib.Path(each["file"]).name: each["lines"] for each in report["files"]}
        lines = {each["line_number"]: each for each in files["halve.cpp"]}
        text = SOURCE.splitlines()
        count = {text[number - 1].rpartition("// ")[2]: each["count"]
                 for number, each in lines.items()}
        self.assertEqual(count["often"], 100)
        self.assertEqual(count["never"], 0)
        guard = next(number for number, line in enumerate(text, 1) if "i >= n" in line)
        self.assertEqual({branch["count"] for branch in lines[guard]["branches"]}, {28, 100})


tap.main()
