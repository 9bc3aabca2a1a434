#!/usr/bin/env python3
"""A few of the mutants of keys_bench.py, without nvcc: whose keys change, and whose do not.
Arguments: larder-generate, the folder of Larder's headers."""
import concurrent.futures
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import compilers  # noqa: E402
import corpus  # noqa: E402
import rules  # noqa: E402
import tap  # noqa: E402

GENERATE = compilers.Generate(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))

# Kind of edit, source, and the kernels whose keys change. The first such mutant counts.
EXPECTED = [
    ("statement", "shared_static", {"summed"}),
    ("operator", "lambdas", {"captured"}),
    ("noinline", "depth", {"deep"}),
    ("launch bounds", "depth", {"deep"}),
    ("callee", "depth", {"deep"}),
    ("callee's callee", "depth", {"deep"}),
    ("header", "headers", {"through"}),
    ("macro", "header_macros", {"configured"}),
    ("device macro", "arch_header", {"tuned"}),
    ("enumerator", "enums", {"moded"}),
    ("constant", "constants", {"averaged"}),
    ("default argument", "default_args", {"defaults"}),
    ("default template argument", "template_template", {"biased"}),
    ("field order", "bit_fields", {"read_fields", "write_fields"}),
    ("pragma pack", "packed", {"unpacked"}),
    ("overload added", "overload_free", {"shaded"}),
    ("overload moved", "overload_free", {"shaded"}),
    ("using", "using_names", {"walk"}),
    ("specialisation", "specialise_full", {"limits"}),
    ("member added", "detection", {"detected"}),
    ("deduction guide", "deduced", {"held"}),
    ("implicit call", "raii", {"owned"}),
    ("unroll", "unrolled", {"by_macro"}),
    ("grid constant", "attributes", {"by_constant"}),
    ("registers", "attributes", {"limited_registers"}),
    ("redeclaration", "redeclared", {"defaulted_before"}),
    ("property", "reached_oddly", {"properties"}),
    ("line", "line_numbers", {"macro_line", "builtin_line"}),
    ("fast math", "arch_branch", set()),
    ("comment", "depth", set()),
    ("comment inside", "overload_operator", set()),
    ("new line", "macros", set()),
    ("white space", "concepts", set()),
    ("include", "template_default", set()),
    ("host code", "constants", set()),
    ("unused helper", "overload_free", set()),
    ("unused macro", "macros", set()),
    ("kernel added", "warp", set()),
    ("reordered", "enums", set()),
    ("renamed", "namespaces", set()),
    ("moved", "headers", set()),
    ("overload too late", "overload_free", set()),
    ("unreached body", "overload_member", set()),
    ("constant unused", "constants", set()),
]


class KeysTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        sources = corpus.load_all()
        cls.mutants = {}
        for index, source in enumerate(sources):
            for mutant in rules.mutants(source, index):
                cls.mutants.setdefault((mutant.kind, source.name), mutant)
        programs = {source.name: source.program for source in sources}
        wanted = {programs[name] for _, name, _ in EXPECTED}
        wanted |= {cls.mutants[kind, name].program for kind, name, _ in EXPECTED}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            cls.keys = dict(zip(wanted, pool.map(GENERATE.keys, wanted)))
        cls.programs = programs

    def check(self, kind, name, expected):
        if kind == "fast math" and not GENERATE.has_nvcc():
            self.skipTest("only nvcc says which flags concern floating-point numbers alone")
        mutant = self.mutants[kind, name]
        before, after = self.keys[self.programs[name]], self.keys[mutant.program]
        changed = {kernel for symbol, (kernel, key) in before.items()
                   if after[symbol][1] != key}
        self.assertEqual(changed, expected, mutant.what)


def add_case(kind, name, expected):
    title = f"{kind}_{name}".replace(" ", "_").replace("'", "")
    setattr(KeysTest, "test_" + title, lambda self: self.check(kind, name, expected))


for row in EXPECTED:
    add_case(*row)

if __name__ == "__main__":
    tap.main()
