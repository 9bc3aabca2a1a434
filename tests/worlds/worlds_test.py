#!/usr/bin/env python3
"""Which macros a source sees in the scan. The toolkit is a script that answers --dryrun as nvcc
does, with the host compiler's preprocessor and a header of a few lines.
Arguments: larder-generate, the folder of Larder's headers."""
import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from generate import generate  # noqa: E402

GENERATE, INCLUDE_DIR = map(os.path.abspath, sys.argv[1:3])

# The flags that concern the preprocessor go there, -ftz to cicc; the words are counted in "runs".
NVCC = r"""#!/bin/sh
here=$(dirname "$0")
case $* in
  *--list-gpu-arch*) echo compute_80; echo compute_90; exit ;;
esac
echo run >> "$here/runs"
ftz=0
words=
for word; do
  case $word in
    -arch=sm_*) arch=${word#-arch=sm_} ;;
    -ftz=true) ftz=1 ;;
    -D*|-I*|-std=*) words="$words $word" ;;
    -broken) echo 'nvcc fatal   : broken' >&2; exit 1 ;;
  esac
done
echo "#\$ _HERE_=$here"
echo "#\$ PATH=$PATH"
echo "#\$ c++ -D__CUDA_ARCH__=${arch}0 $words -E -x c++ -D__CUDACC__ -D__NVCC__" \
  "-D__CUDACC_VER_MAJOR__=13 \"-I$here/include\" -include \"cuda_runtime.h\" \"/dev/null\"" \
  "-o \"x.ii\""
echo "#\$ cicc --c++17 -ftz=$ftz \"x.ii\" -o \"x.ptx\""
echo "#\$ ptxas -arch=sm_$arch \"x.ptx\" -o \"x.cubin\""
"""
RUNTIME = """#pragma once
#include <cmath>
#define CUDART_VERSION 13000
#define OF_THE_TOOLKIT(a, ...) a + OF_THE_TOOLKIT_TOO
#define OF_THE_TOOLKIT_TOO 5
#if __CUDA_ARCH__ >= 900
#define HAS_CLUSTERS
#endif
#ifdef STEERED
int steered;
#endif
"""
KERNEL = """#include <larder/kernel.h>
%s
LARDER_KERNEL void k(%s* out) { *out = %s; }
"""


class WorldsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder worlds "))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "toolkit/include").mkdir(parents=True)
        (self.folder / "toolkit/include/cuda_runtime.h").write_text(RUNTIME)
        self.nvcc = self.folder / "toolkit/nvcc"
        self.nvcc.write_text(NVCC)
        self.nvcc.chmod(0o755)

    def source(self, text):
        (self.folder / "input.cpp").write_text(text)

    def scan(self, *options, flags=("c++", "-std=c++17"), archs="90", fails=False):
        done = generate(GENERATE, INCLUDE_DIR, self.folder, archs=archs, flags=flags,
                        options=("--nvcc", str(self.nvcc), *options))
        self.assertEqual(done.returncode, 1 if fails else 0, done.stderr)
        return done.stderr

    def variant(self):
        """The CUDA variant, without the whole text behind it."""
        return (self.folder / "input.larder.cuda").read_text().split("#else  // LARDER_WHOLE")[0]

    def value(self, condition, *options, **more):
        """Whether the kernel sees a condition of #if as true, by what it is made of."""
        self.source(KERNEL % (f"#if {condition}\n#define V 71\n#else\n#define V 72\n#endif",
                              "int", "V"))
        self.said = self.scan(*options, **more)
        text = self.variant()
        self.assertTrue(("71" in text) != ("72" in text), text)
        return "71" in text

    def key(self, *options, kind="int", body="3", **more):
        self.source(KERNEL % ("", kind, body))
        self.scan(*options, **more)
        kernels = json.loads((self.folder / "input.larder.json").read_text())["kernels"]
        return json.dumps(kernels[0]["keys"])

    def test_user_code_sees_what_nvccs_preprocessor_defines(self):
        for condition in ("defined(__NVCC__)", "__CUDACC_VER_MAJOR__ == 13", "__CUDA_ARCH__ == 900",
                          "CUDART_VERSION >= 13000", "defined(_GLIBCXX_RELEASE)", "defined(M_PI)", "defined(__STRICT_ANSI__)"):
            self.assertTrue(self.value(condition), condition)

    def test_macros_with_arguments_are_nvccs_too(self):
        self.source(KERNEL % ("#ifdef __NVCC__\n#define V OF_THE_TOOLKIT(66, 7, 8)\n#else\n"
                              "#define V 72\n#endif", "int", "V"))
        self.scan()
        self.assertIn("66 + 5", self.variant())

    def test_user_code_sees_nothing_of_the_scan(self):
        for condition in ("defined(__clang__)", "defined(LARDER_SCAN)", "defined(__CUDA__)",
                          "defined(__clang_major__)", "defined(__has_feature) && __clang__",
                          "defined(__OPTIMIZE__)", "defined(__EDG__)"):
            self.assertFalse(self.value(condition), condition)

    def test_a_header_of_the_user_is_user_code_by_whatever_flag_it_is_found(self):
        (self.folder / "lib").mkdir()
        for flag in ("-Ilib", "-isystem lib", "-isystemlib"):
            for condition, expected in (("defined(__NVCC__)", "1"), ("defined(__clang__)", "2")):
                (self.folder / "lib/lib.h").write_text(
                    f"#if {condition}\n#define LIB 71\n#else\n#define LIB 72\n#endif\n")
                self.source(KERNEL % ("#include <lib.h>", "int", "LIB"))
                self.scan(flags=("c++", "-std=c++17", *flag.split()))
                self.assertIn("7" + expected, self.variant())

    def test_the_toolchains_headers_see_clangs(self):
        self.source(KERNEL % ("#include <vector>\n#include <cmath>\n#include <algorithm>\n"
                              "#include <string>\n#if __GNUC__ > 4 && !defined(__clang__)\n"
                              "#include <functional>\n#include <tuple>\n#endif\n",
                              "float", "std::sqrt(2.0f) + std::max(1.0f, *out)"))
        self.scan()

    def test_what_the_user_defines_wins(self):
        define = "#undef CUDART_VERSION\n#define CUDART_VERSION 1\n#undef __NVCC__\n"
        (self.folder / "own.h").write_text(define)
        for text in (define, '#include "own.h"\n', '#include "own.h"\n#include <vector>\n'):
            self.source(KERNEL % (text + "#if CUDART_VERSION == 1 && !defined(__NVCC__)\n"
                                  "#define V 71\n#else\n#define V 72\n#endif", "int", "V"))
            self.scan()
            self.assertIn("71", self.variant(), text)

    def test_a_header_that_defines_a_name_wins(self):
        self.assertTrue(self.value("1"))
        self.source(KERNEL % ("#include <climits>\n", "int", "INT_MAX + CHAR_BIT"))
        self.scan()

    def test_flags_of_nvcc_reach_the_source(self):
        self.assertTrue(self.value("TILE == 5", "--device-flag=-DTILE=5"))
        self.assertFalse(self.value("TILE == 5", "--device-flag=-DTILE=6"))

    def test_a_difference_between_gpu_and_cpu_is_warned_of(self):
        self.source(KERNEL % ("__device__ int f() {\n#ifdef %s\n return 1;\n#else\n return 2;\n"
                              "#endif\n}" % "__AVX2__", "int", "f()"))
        said = self.scan(flags=("c++", "-std=c++17", "-mavx2"))
        self.assertIn("differs between the GPU's code and the CPU variant", said)
        self.assertEqual(self.scan(), "")
        self.value("__GNUC__ > 4 && !defined(__clang__)")
        self.assertEqual(self.said, "")

    def test_the_host_sees_nothing_of_gpus_compilers(self):
        self.source(KERNEL % ("#ifdef __CUDACC__\n#define V 71\n#else\n#define V 72\n"
                              "static_assert(sizeof(int) == 4);\n#endif", "int", "V"))
        self.assertIn("differs between the GPU's code and the CPU variant", self.scan())
        self.source("#include <larder/kernel.h>\nLARDER_KERNEL void k(int* out) {\n"
                    "#ifdef __CUDACC__\n*out = 7;\n#else\n__syncthreads(); *out = 8;\n#endif\n}\n")
        self.scan()
        host = (self.folder / "input.larder.cpp").read_text()
        self.assertIn("Lowering::kFibers", host)

    def test_a_counter_in_host_code_is_nothing_to_kernels(self):
        host = "static int CAT(host_, __COUNTER__) = 3;\n"
        cat = "#define CAT(a, b) CAT2(a, b)\n#define CAT2(a, b) a##b\n"
        keys = []
        for text in (cat, cat + host, cat + host + host):
            self.source(KERNEL % (text, "int", "7"))
            self.scan()
            made = json.loads((self.folder / "input.larder.json").read_text())
            keys.append(json.dumps(made["kernels"][0]["keys"]))
        self.assertEqual(len(set(keys)), 1)
        self.source(KERNEL % ("", "int", "__COUNTER__"))
        self.scan()
        self.assertIn("__COUNTER__", (self.folder / "input.larder.json").read_text())

    def test_questions_whose_answers_architectures_of_one_number_do_not_share(self):
        keys = []
        for value in (71, 73):
            self.source(KERNEL % (f"#ifdef __CUDA_ARCH_FEAT_SM90_ALL\n#define V {value}\n#else\n"
                                  "#define V 72\n#endif", "int", "V"))
            self.scan(archs="90;90a")
            made = json.loads((self.folder / "input.larder.json").read_text())
            self.assertIn("__CUDA_ARCH_FEAT_SM90_ALL", made["whole"])
            keys.append(json.dumps(made["kernels"][0]["keys"]))
        self.assertNotEqual(*keys)

    def test_an_identifier_in_a_condition_counts_though_only_the_host_has_it(self):
        self.source(KERNEL % ("__device__ int f() {\n#if __AVX2__\n return 1;\n#else\n"
                              " return 2;\n#endif\n}", "int", "f()"))
        self.assertIn("differs", self.scan(flags=("c++", "-std=c++17", "-mavx2")))

    def test_architectures_are_told_apart_by_what_differs_there(self):
        for condition, count in (("defined(HAS_CLUSTERS)", 2), ("CUDART_VERSION > 1", 1)):
            self.source(KERNEL % (f"#if {condition}\n#define V 71\n#else\n#define V 72\n#endif",
                                  "int", "V"))
            self.scan(archs="80;90")
            keys = json.loads((self.folder / "input.larder.json").read_text())["kernels"][0]["keys"]
            self.assertEqual(len(keys), count, condition)

    def test_compilers_are_asked_once(self):
        self.value("1")
        self.value("2")
        runs = self.folder / "toolkit/runs"
        self.assertEqual(runs.read_text().count("run"), 1)
        with open(self.folder / "toolkit/include/cuda_runtime.h", "a") as header:
            header.write("#define ADDED 1\n")
        self.assertTrue(self.value("ADDED"))
        self.assertEqual(runs.read_text().count("run"), 2)

    def test_keys_cover_what_nvcc_says_of_its_flags(self):
        first = self.key()
        self.assertNotEqual(self.key("--device-flag=-DSTEERED"), first)
        self.assertEqual(self.key("--device-flag=-DNOBODY_ASKS"), first)
        with open(self.folder / "toolkit/include/cuda_runtime.h", "a") as header:
            header.write("int another_function();\n")
        self.assertNotEqual(self.key(), first)

    def test_a_flag_for_floating_point_numbers_changes_only_code_that_has_them(self):
        fast = "--device-flag=-ftz=true"
        self.assertEqual(self.key(fast), self.key())
        self.assertNotEqual(self.key(fast, kind="float", body="*out * 3"),
                            self.key(kind="float", body="*out * 3"))

    def test_an_nvcc_that_refuses_its_flags_is_an_error(self):
        self.source(KERNEL % ("", "int", "3"))
        self.assertIn("nvcc fatal   : broken", self.scan("--device-flag=-broken", fails=True))

    def test_an_nvcc_that_is_not_understood_is_an_error(self):
        self.nvcc.write_text("#!/bin/sh\ncase $* in *--list-gpu-arch*) echo compute_90; exit ;; esac\n"
                             "echo '#$ gcc -E `date`'\n")
        self.source(KERNEL % ("", "int", "3"))
        self.assertIn("can't be understood", self.scan(fails=True))

    def test_the_depfile_names_the_toolkits_files(self):
        self.value("1")
        text = (self.folder / "input.larder.d").read_text().replace("\\ ", " ")
        self.assertIn("toolkit/nvcc", text)
        self.assertIn("cuda_runtime.h", text)


if __name__ == "__main__":
    tap.main()
