#!/usr/bin/env python3
"""The sources include only what ARCHITECTURE.md lets them, and what it does not is found.
Argument: the repository's root."""
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv[1])
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/house")]
import include_rules  # noqa: E402
import tap  # noqa: E402

TABLE = """
| folder | is | includes |
|---|---|---|
| `generator/scan` | one pass | model, Clang |
| `generator/model` | structs | runtime/format |
| `runtime` | what all need | – |
| `runtime/format` | bytes | – |
| `runtime/store` | files | format |
"""


class IncludeRules(unittest.TestCase):
    def problems(self, sources, table=TABLE):
        """What is found in a tree of these files."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {"ARCHITECTURE.md": table, **sources}.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return include_rules.check(folder)

    def test_the_tree_keeps_them(self):
        self.assertEqual(include_rules.check(ROOT), [])

    def test_what_a_row_lists_may_be_included(self):
        self.assertEqual(self.problems({
            "generator/scan/a.cpp": '#include <clang/AST/Decl.h>\n#include "generator/model/m.h"\n'
                                    '#include "runtime/compose.h"\n#include "larder/status.h"\n',
            "runtime/store/s.h": '#include "runtime/format/key.h"\n#include <vector>\n'}), [])

    def test_another_folder_is_a_problem_at_its_line(self):
        self.assertEqual(
            self.problems({"runtime/format/f.cpp": '// bytes\n#include "runtime/store/s.h"\n'}),
            ["runtime/format/f.cpp:2: runtime/format may not include runtime/store/s.h: "
             "see the folders in ARCHITECTURE.md"])

    def test_a_library_is_one_too(self):
        self.assertEqual(
            self.problems({"generator/model/m.h": "#include <llvm/IR/Module.h>\n"}),
            ["generator/model/m.h:1: generator/model may not include llvm/IR/Module.h: "
             "see the folders in ARCHITECTURE.md"])

    def test_nobody_includes_cuda(self):
        for header in ("cuda.h", "cuda_runtime_api.h", "nvrtc.h", "cuda/std/array"):
            self.assertEqual(self.problems({"runtime/store/s.cpp": f"#include <{header}>\n"}),
                             [f"runtime/store/s.cpp:1: nothing includes CUDA: {header}"])

    def test_a_folder_without_a_row(self):
        self.assertEqual(self.problems({"generator/new/n.h": ""}),
                         ["generator/new/n.h: its folder has no row in ARCHITECTURE.md"])

    def test_a_row_that_names_nothing(self):
        self.assertEqual(self.problems({}, TABLE.replace("| format |", "| formats |")),
                         ["ARCHITECTURE.md: the row of runtime/store names formats, which has no row"])


tap.main()
