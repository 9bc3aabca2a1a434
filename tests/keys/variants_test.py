#!/usr/bin/env python3
"""A few of the sources of keys_bench.py: what their caches ship is nvcc's code of the user's own
source, whatever else was stale, in any order and with any number of compilers at once.
Arguments: larder-generate, larder-pack, larder, nvcc or an empty word, the folder of Larder's
headers."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import compilers  # noqa: E402
import corpus  # noqa: E402
import pairs  # noqa: E402
import pairs_run  # noqa: E402
import shipped  # noqa: E402
import tap  # noqa: E402
import variants  # noqa: E402

GENERATE, PACK, LARDER, NVCC, INCLUDE = sys.argv[1:6]

# In all companies: a function that is not inlined, strings, tables of pointers, an unnamed namespace.
IN_COMPANY = ["noinline_chain", "printing", "function_pointers", "namespaces"]
# The source before the edit; what the kernel depends on is reached through more than a name.
OF_PAIRS = ["traits: _v variable template", "traits: conditional_t base",
            "specialisation: bit-field width", "specialisation: array bound of a field",
            "specialisation: numeric_limits specialised by user", "bindings: tuple_element's type",
            "lookup: ADL-only call in a template", "questions: __NVCC__",
            "compiler branches: __CUDACC_VER_MAJOR__ in a header of -I",
            "lambdas: generic lambda to a function pointer, ADL", "flags: -isystem order"]


def checks(arch):
    nvcc = compilers.Nvcc(NVCC, os.path.abspath(INCLUDE), arch)
    generate = compilers.Generate(os.path.abspath(GENERATE), os.path.abspath(INCLUDE), NVCC, arch)
    return variants.Variants(shipped.Shipper(generate, os.path.abspath(PACK),
                                             os.path.abspath(LARDER), nvcc))


@unittest.skipUnless(NVCC, "no nvcc on this machine")
class VariantsTest(unittest.TestCase):
    def check(self, arch, title, program, companies):
        check = checks(arch)
        check.check(title, program, companies=companies)
        self.assertEqual("\n".join(check.failures), "")
        self.assertGreater(check.compared, 0)

    def test_a_cache_does_not_depend_on_order_or_jobs(self):
        check = checks(compilers.ARCH)
        with tempfile.TemporaryDirectory(prefix="order ") as name:
            folder = pathlib.Path(name)
            manifests = [self.generated(check, folder / source, SOURCES[source])
                         for source in IN_COMPANY]
            first = self.packed(folder, manifests, "1")
            self.assertEqual(self.packed(folder, manifests[::-1], "3"), first)

    @staticmethod
    def generated(check, folder, program):
        compilers.write(program, folder)
        check.shipper.generate.made(program).write(folder)
        return folder / compilers.MANIFEST

    def packed(self, folder, manifests, jobs):
        ran = subprocess.run([PACK, *manifests, "-o", folder / f"{jobs}.larder", "--archs",
                              compilers.ARCH, "--nvcc", NVCC, "--store", folder / f"store-{jobs}",
                              "-j", jobs], text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        return [(folder / f"{jobs}.larder{end}").read_bytes() for end in ("", "-data")]


def add_case(arch, title, program, companies):
    setattr(VariantsTest, f"test_{title}",
            lambda self: self.check(arch, title, program, companies))


SOURCES = {source.name: source.program for source in corpus.load_all()}
PAIRS = {pair.title: pair for pair in pairs.load_all()}
for each in IN_COMPANY:
    add_case(compilers.ARCH, each, SOURCES[each], True)
for each in OF_PAIRS:
    add_case(pairs_run.ARCH, each, PAIRS[each].before, False)

if __name__ == "__main__":
    tap.main()
