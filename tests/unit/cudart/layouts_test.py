#!/usr/bin/env python3
"""The structures of the runtime API have CUDA's layouts: objects that were compiled with CUDA's own
headers may be linked with Larder's. Arguments: the repository's root, the C++ compiler, and the folder
of CUDA's headers or "none"."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import tap  # noqa: E402

ROOT, COMPILER, CUDA = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
HEADERS = ROOT / "runtime" / "cudart" / "include"
STRUCTURE = re.compile(r"^struct (cuda\w+) \{\n(.*?)^\}", re.M | re.S)
FIELD = re.compile(r"(\w+)(?:\[\d+\])?;")
OLD = {"clockRate", "memoryClockRate", "deviceOverlap", "kernelExecTimeoutEnabled", "computeMode",
       "cooperativeMultiDeviceLaunch", "maxTexture1DLinear", "singleToDoublePrecisionPerfRatio",
       "reserved", "pad"}


def fields_of(body):
    """The names on the structure's own level, without those that CUDA 13 has removed."""
    lines = [line for line in body.splitlines() if re.match(r"  \S", line)]
    return [found[1] for line in lines for found in [FIELD.search(line.split("///")[0])]
            if found and found[1] not in OLD]


def structures():
    files = [HEADERS / "driver_types.h", *sorted((HEADERS / "larder_cudart").glob("*.h"))]
    return {name: fields_of(body) for file in files for name, body in STRUCTURE.findall(file.read_text())}


def layouts(*folders):
    """{"cudaExtent.width": its place}, and the sizes, as the headers in `folders` have them."""
    lines = "".join(f'  std::printf("{name} %zu\\n", sizeof({name}));\n' + "".join(
        f'  std::printf("{name}.{field} %zu\\n", offsetof({name}, {field}));\n' for field in fields)
        for name, fields in structures().items())
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder, "layouts.cpp"), pathlib.Path(folder, "layouts")
        source.write_text("#include <cuda_runtime_api.h>\n#include <cstddef>\n#include <cstdio>\n"
                          f"int main() {{\n{lines}}}\n")
        subprocess.run([COMPILER, "-std=c++17", "-w", *(f"-I{each}" for each in folders), source, "-o",
                        program], check=True)
        out = subprocess.run([program], check=True, text=True, stdout=subprocess.PIPE).stdout
    return dict(line.split() for line in out.splitlines())


class Layouts(unittest.TestCase):
    @unittest.skipIf(CUDA == "none", "there are no headers of CUDA's")
    def test_are_cudas(self):
        ours = layouts(HEADERS, ROOT / "runtime" / "include")
        self.assertGreater(len(ours), 200)
        self.assertEqual(ours, layouts(CUDA))


tap.main()
