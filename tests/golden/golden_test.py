#!/usr/bin/env python3
"""What larder-generate makes of each folder in cases/: input.cpp in, host source, CUDA variant and
manifest out, and where such a file is kept the whole text, compared with the files kept there. With
--update as the last word (or LARDER_UPDATE=1 in the environment) the kept files are written instead.
Arguments: larder-generate, the folder of Larder's headers."""
import difflib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from generate import generate, read_outputs  # noqa: E402

GENERATE, INCLUDE_DIR = map(os.path.abspath, sys.argv[1:3])
KEPT_CLANG = "19."
DIGEST = re.compile(r"\b[0-9a-f]{32}\b")
DIGEST_BYTES = re.compile(r"\{\d+(?:, \d+){15}\}")
UPDATE = "--update" in sys.argv or os.environ.get("LARDER_UPDATE") == "1"
KEPT = {"host": "expected-host.cpp", "cuda": "expected-cuda.txt",
        "manifest": "expected-manifest.json", "whole": "expected-whole.txt"}


def texts(folder):
    """The outputs, with the two texts for nvcc apart."""
    outputs = read_outputs(folder)
    begin, end = "#ifndef LARDER_WHOLE\n", "#endif  // LARDER_WHOLE\n"
    cuda = outputs["cuda"]
    assert cuda.startswith(begin) and cuda.endswith(end), cuda
    variant, whole = cuda[len(begin):-len(end)].split("#else  // LARDER_WHOLE\n", 1)
    quiet = '# 1 "input.cpp" 3\n'
    assert variant.endswith(quiet), variant
    return dict(outputs, cuda=variant.removesuffix(quiet), whole=whole)


# Knows two architectures, and preprocesses as the host compiler does.
NVCC = r"""#!/bin/sh
case $* in *--list-gpu-arch*) printf 'compute_70\ncompute_72\n'; exit ;; esac
echo "#\$ _HERE_=$(dirname "$0")"
echo "#\$ c++ -E -x c++ \"/dev/null\" -o \"x.ii\""
echo "#\$ cicc \"x.ii\" -o \"x.ptx\""
echo "#\$ ptxas \"x.ptx\" -o \"x.cubin\""
"""


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder golden "))
        self.addCleanup(shutil.rmtree, self.folder)

    def scan(self, *arguments, **options):
        done = generate(GENERATE, INCLUDE_DIR, self.folder, *arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done


def without_digests(text):
    """Keys of the same code differ between Clang's major versions."""
    return DIGEST_BYTES.sub("{KEY}", DIGEST.sub("KEY", text))


class GoldenTest(Folder):
    def check(self, case):
        for file in case.iterdir():
            if not file.name.startswith("expected-"):
                shutil.copy(file, self.folder)
        self.scan()
        now = texts(self.folder)
        other_clang = not json.loads(now["manifest"])["clang"].startswith(KEPT_CLANG)
        self.assertFalse(UPDATE and other_clang, f"the kept files are Clang {KEPT_CLANG}'s")
        for kind, text in now.items():
            kept = case / KEPT[kind]
            text = re.sub(r'("clang": )"[^"]+"', r'\1"VERSION"', text)
            if kind == "whole" and not kept.exists():
                continue
            if UPDATE:
                kept.write_text(text)
            expected = kept.read_text()
            if other_clang:
                expected, text = without_digests(expected), without_digests(text)
            difference = difflib.unified_diff(expected.splitlines(), text.splitlines(),
                                              str(kept.relative_to(HERE)), "now", lineterm="")
            self.assertEqual("\n".join(difference), "")


def add_case(case):
    setattr(GoldenTest, "test_" + case.name, lambda self: self.check(case))


for folder in sorted((HERE / "cases").iterdir()):
    add_case(folder)

KERNEL = """#include <larder/kernel.h>
#include "helper.h"
LARDER_KERNEL void fill(int* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) out[i] = helper(i);
}
"""
HELPER = "#pragma once\n__device__ inline int helper(int i) { return 3 * i; }\n"


class OutputTest(Folder):
    def setUp(self):
        super().setUp()
        (self.folder / "input.cpp").write_text(KERNEL)
        (self.folder / "helper.h").write_text(HELPER)

    def key(self):
        manifest = json.loads((self.folder / "input.larder.json").read_text())
        return manifest["kernels"][0]["keys"][0]["key"]

    def test_same_bytes_in_another_folder(self):
        self.scan()
        first = read_outputs(self.folder)
        other = pathlib.Path(tempfile.mkdtemp(prefix="elsewhere "))
        self.addCleanup(shutil.rmtree, other)
        for name in ("input.cpp", "helper.h"):
            shutil.copy(self.folder / name, other)
        generate(GENERATE, INCLUDE_DIR, other)
        self.assertEqual(first, read_outputs(other))

    def test_no_absolute_path_is_emitted(self):
        self.scan()
        for kind, text in read_outputs(self.folder).items():
            self.assertNotIn(str(self.folder), text, kind)

    def test_unchanged_outputs_keep_their_time(self):
        self.scan()
        before = {name: os.stat(self.folder / name).st_mtime_ns
                  for name in ("input.larder.cpp", "input.larder.cuda", "input.larder.json")}
        time.sleep(0.02)
        self.scan()
        for name, stamp in before.items():
            self.assertEqual(os.stat(self.folder / name).st_mtime_ns, stamp, name)

    def test_depfile_names_headers(self):
        self.scan()
        text = (self.folder / "input.larder.d").read_text()
        self.assertTrue(text.startswith("input.larder.cpp input.larder.json input.larder.cuda:"))
        for name in ("input.cpp", "helper.h", "larder/kernel.h"):
            self.assertIn(name, text)

    def test_key_ignores_comments_layout_and_host_code(self):
        self.scan()
        key = self.key()
        changed = KERNEL.replace("const int i", "// which element\n\n  const  int i")
        (self.folder / "input.cpp").write_text(changed + "\nint host() { return 1; }\n")
        self.scan()
        self.assertEqual(self.key(), key)

    def test_key_sees_a_change_in_a_header(self):
        self.scan()
        key = self.key()
        (self.folder / "helper.h").write_text(HELPER.replace("3", "4"))
        self.scan()
        self.assertNotEqual(self.key(), key)

    def test_key_sees_device_flags(self):
        self.scan()
        key = self.key()
        self.scan(options=["--device-flag=--maxrregcount=32"])
        self.assertNotEqual(self.key(), key)

    def test_key_sees_the_salt(self):
        self.scan()
        key = self.key()
        self.scan(options=["--salt", "2"])
        self.assertNotEqual(self.key(), key)

    def test_key_sees_lines_where_images_hold_them(self):
        keys = set()
        for flag in ("-lineinfo", "-G"):
            for before in ("", "\n"):
                (self.folder / "input.cpp").write_text(before + KERNEL)
                self.scan(options=["--device-flag=" + flag])
                keys.add(self.key())
        self.assertEqual(len(keys), 4)

    def test_key_sees_an_overload_that_moved(self):
        first, second = ("__device__ inline int pick(%s) { return %d; }\n" % pair
                         for pair in (("long", 1), ("int", 2)))
        caller = "__device__ inline int helper(int i) { return pick(i); }\n"
        keys = []
        for header in (first + caller + second, first + second + caller, second + first + caller):
            (self.folder / "helper.h").write_text("#pragma once\n" + header)
            # All three are reached whichever one the call in the header takes.
            (self.folder / "input.cpp").write_text(
                KERNEL.replace("helper(i)", "helper(i) + pick(1) + pick(1L)"))
            self.scan()
            keys.append(self.key())
        self.assertNotEqual(keys[0], keys[1])
        self.assertEqual(keys[1], keys[2])

    def test_flags_come_from_the_compilation_database(self):
        (self.folder / "input.cpp").write_text(KERNEL.replace("helper(i)", "helper(i) + EXTRA"))
        entry = {"directory": str(self.folder), "file": "input.larder.cpp",
                 "command": "c++ -std=c++17 -DEXTRA=7 -O2 -Wall -o x.o -c input.larder.cpp"}
        (self.folder / "compile_commands.json").write_text(json.dumps([entry]))
        self.scan(flags=None)
        self.assertIn("+ 7", (self.folder / "input.larder.cuda").read_text())

    def test_outputs_may_lie_far_from_the_source(self):
        with tempfile.TemporaryDirectory(dir="/var/tmp") as far:
            source = pathlib.Path(far, "sub", "input.cpp")
            source.parent.mkdir()
            source.write_text(KERNEL)
            (source.parent / "helper.h").write_text(HELPER)
            done = generate(GENERATE, INCLUDE_DIR, self.folder, source=str(source))
            self.assertEqual(done.returncode, 0, done.stderr)
            host = (self.folder / "input.larder.cpp").read_text()
            self.assertIn(f'#include "{far}/sub/helper.h"', host)

    def test_headers_beside_larders_are_the_users(self):
        shared = self.folder / "shared" / "include"
        shared.mkdir(parents=True)
        shutil.copytree(pathlib.Path(INCLUDE_DIR) / "larder", shared / "larder")
        (self.folder / "helper.h").rename(shared / "helper.h")
        (self.folder / "link").symlink_to(shared.parent)
        for include_dir, searched in (("shared/include", "shared/include"),
                                      ("link/include", "shared/include"),
                                      ("shared/include", "link/include/../include")):
            done = generate(GENERATE, include_dir, self.folder,
                            flags=("-std=c++17", "-I" + searched))
            self.assertEqual(done.returncode, 0, done.stderr)
            variant = (self.folder / "input.larder.cuda").read_text()
            self.assertIn("int helper(int i) { return 3 * i; }", variant)
            self.assertNotIn("threadIdx;", variant)

    def test_a_function_of_a_header_is_an_error_where_it_is_launched_unmarked(self):
        (self.folder / "helper.h").write_text(HELPER + "inline void old(int* out) { *out = 1; }\n")
        self.scan()
        (self.folder / "input.cpp").write_text(
            KERNEL + "#include <larder/device.h>\n"
            "void run(larder::Device& d) { d.launch(old, {1, 1}, nullptr); }\n")
        done = generate(GENERATE, INCLUDE_DIR, self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("error: function 'old' is launched but not marked", done.stderr)

    def test_openmps_header_is_the_host_compilers(self):
        (self.folder / "helper.h").write_text(HELPER)
        (self.folder / "input.cpp").write_text(
            KERNEL + "#include <omp.h>\nint threads() { return omp_get_max_threads(); }\n")
        self.scan(flags=("g++", "-std=c++17", "-fopenmp"))

    def archs(self, archs, *options):
        self.scan(archs=archs, options=options)
        return json.loads((self.folder / "input.larder.json").read_text())["archs"]

    def refused(self, archs, *options):
        done = generate(GENERATE, INCLUDE_DIR, self.folder, archs=archs, options=options)
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stderr

    def test_the_manifest_names_the_architectures_of_the_list(self):
        self.assertEqual(self.archs("90a-real;75,80-virtual"), [75, 80, 90])
        self.assertEqual(self.archs("all-major"), [75, 80, 90, 100, 110, 120])
        (self.folder / "gpus").write_text("8.6\n7.5\n8.6\n")
        self.assertEqual(self.archs("native", "--native-archs", "gpus"), [75, 86])

    def test_nvcc_knows_the_architectures(self):
        nvcc = self.folder / "nvcc"
        nvcc.write_text(NVCC)
        nvcc.chmod(0o755)
        self.assertEqual(self.archs("all", "--nvcc", "./nvcc"), [70, 72])
        self.assertIn("./nvcc", (self.folder / "input.larder.d").read_text().split())
        self.assertIn('"80": known are 70, 72', self.refused("80", "--nvcc", "./nvcc"))
        self.assertEqual(self.archs("80", "--nvcc", "none"), [80])
        nvcc.write_text("#!/bin/sh\necho unknown option; exit 1\n")
        self.assertIn("nvcc 11.5 or later", self.refused("80", "--nvcc", "./nvcc"))

    def test_what_is_no_architecture_is_an_error(self):
        self.assertIn('larder-generate: error: unknown GPU architecture "sm_90": write 90',
                      self.refused("sm_90"))
        self.assertIn('unknown GPU architecture "77": known are 75, 80, ', self.refused("80;77"))

    def test_what_a_manifest_can_not_say_is_an_error(self):
        source = os.fsencode(self.folder / "input.cpp")
        named = source.replace(b"input.cpp", b"\xff.cpp")
        shutil.copy(source, named)
        done = generate(GENERATE, INCLUDE_DIR, self.folder, source=os.path.basename(named))
        self.assertEqual(done.returncode, 1)
        self.assertIn("can't be written: a path, name or flag in it is not UTF-8", done.stderr)
        self.assertFalse((self.folder / "input.larder.cuda").exists())

    def test_the_summary_of_errors_names_the_architecture_asked_for(self):
        (self.folder / "input.cpp").write_text(KERNEL + "\nsyntax error\n")
        done = generate(GENERATE, INCLUDE_DIR, self.folder, archs="100;120")
        self.assertEqual(done.returncode, 1)
        self.assertIn("generated when compiling for sm_100.\n", done.stderr)
        self.assertNotIn("sm_80", done.stderr)

    def test_failed_scan_leaves_outputs_alone(self):
        self.scan()
        before = read_outputs(self.folder)
        (self.folder / "input.cpp").write_text(KERNEL + "\nsyntax error\n")
        done = generate(GENERATE, INCLUDE_DIR, self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(read_outputs(self.folder), before)


if __name__ == "__main__":
    tap.main()
