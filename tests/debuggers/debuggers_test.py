#!/usr/bin/env python3
"""gdb and valgrind find their way on the stacks of CUDA threads, where they are installed.
Argument: the program to look into."""
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import tap  # noqa: E402

PROGRAM = sys.argv[1]


def said(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=120)
    return done.stdout


class DebuggersTest(unittest.TestCase):
    @unittest.skipUnless(shutil.which("gdb"), "gdb is not installed")
    def test_a_backtrace_ends_where_the_stack_of_a_thread_begins(self):
        text = said("gdb", "-nx", "-batch", "-ex", "break stopped", "-ex", "run",
                    "-ex", "backtrace", PROGRAM)
        frames = [line for line in text.splitlines() if re.match(r"#\d+ ", line)]
        if not frames:
            self.skipTest("gdb may not run programs here")
        self.assertIn("larder_begin_stack", frames[-1], text)
        self.assertNotIn("Backtrace stopped", text)

    @unittest.skipUnless(shutil.which("valgrind"), "valgrind is not installed")
    def test_valgrind_knows_the_stacks(self):
        self.assertEqual(said("valgrind", "-q", PROGRAM).strip(), "ok")


tap.main()
