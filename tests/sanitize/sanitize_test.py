#!/usr/bin/env python3
"""Programs built with AddressSanitizer, ThreadSanitizer or UndefinedBehaviorSanitizer: their wrong
kernels are reported, at the lines that the sources mark `// bug: NAME`; their right ones are not.
Arguments: SANITIZER=PROGRAM and SANITIZER-whole=PROGRAM of each; no program where the compiler does
not have the sanitizer."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

PROGRAMS = dict(argument.split("=", 1) for argument in sys.argv[1:])
# Of programs whose memory is laid out as an older ThreadSanitizer cannot have it.
UNABLE = re.compile(r"FATAL: ThreadSanitizer: (unexpected memory mapping.*)")


def on_one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


class Sanitized:
    """Of one sanitizer; what is checked holds for both of its programs."""

    OPTIONS = {}

    def setUp(self):
        self.programs = [PROGRAMS[self.SANITIZER], PROGRAMS[f"{self.SANITIZER}-whole"]]
        if not all(self.programs):
            self.skipTest(f"the compiler can't link -fsanitize={self.SANITIZER}")
        text = (HERE / f"{self.SANITIZER}.cpp").read_text()
        self.lines = {}
        for number, line in enumerate(text.splitlines(), 1):
            for name in re.findall("// bug: (.*)", line):
                self.lines.setdefault(name, set()).add(number)

    def run_case(self, program, case, before=None, **options):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("LARDER_") and not name.endswith("SAN_OPTIONS")}
        environment |= {"LARDER_LOG": "off"} | self.OPTIONS | options
        ran = subprocess.run([program, case], env=environment, preexec_fn=before, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=200)
        if unable := UNABLE.search(ran.stdout):
            self.skipTest(f"{unable[1]}; vm.mmap_rnd_bits must be 28 or less")
        return ran

    def check_silent(self, case="right", **options):
        for program in self.programs:
            ran = self.run_case(program, case, **options)
            self.assertEqual((ran.stdout, ran.returncode), ("ran to its end\n", 0), program)

    def check_places(self, program, case, text, places):
        """That they are all among the case's lines, and that there are any."""
        wanted = {(f"{self.SANITIZER}.cpp", line) for line in self.lines[case]}
        found = {(name, int(line)) for name, line in places}
        self.assertTrue(found and found <= wanted, f"{program} {case}: {found}\n{text}")


class Address(Sanitized, unittest.TestCase):
    SANITIZER = "address"
    # Leaks are looked for by tracing the program, which is not allowed everywhere.
    OPTIONS = {"ASAN_OPTIONS": "detect_leaks=0"}

    def check_reported(self, case, kind):
        for program in self.programs:
            ran = self.run_case(program, case)
            self.assertIn(f"ERROR: AddressSanitizer: {kind} on address", ran.stdout, program)
            self.assertNotEqual(ran.returncode, 0)
            report = ran.stdout.partition("ERROR: ")[2]
            self.check_places(program, case, ran.stdout,
                              re.findall(r"#0 \S+ in .*/([^\s:]+):(\d+)", report)[:1])

    def test_accesses_past_shared_memory_are_reported(self):
        for case in ("shared_write", "shared_read", "shared_before"):
            self.check_reported(case, "heap-buffer-overflow")

    def test_accesses_past_dynamic_shared_memory_are_reported(self):
        for case in ("dynamic_write", "dynamic_read"):
            self.check_reported(case, "heap-buffer-overflow")

    def test_accesses_past_a_buffer_are_reported(self):
        for case in ("buffer_write", "buffer_read"):
            self.check_reported(case, "heap-buffer-overflow")

    def test_memory_that_is_gone_is_reported(self):
        for case in ("released", "after_its_block"):
            self.check_reported(case, "heap-use-after-free")

    def test_accesses_past_a_local_array_are_reported(self):
        self.check_reported("local_array", "stack-buffer-overflow")

    def test_right_kernels_are_not_reported(self):
        self.check_silent()

    def test_right_kernels_are_not_reported_with_locals_on_the_heap(self):
        self.check_silent(ASAN_OPTIONS="detect_leaks=0:detect_stack_use_after_return=1")

    def test_no_leaks_are_reported(self):
        ran = self.run_case(self.programs[0], "right", ASAN_OPTIONS="detect_leaks=1")
        if "LeakSanitizer has encountered a fatal error" in ran.stdout:
            self.skipTest("LeakSanitizer may not trace the program here")
        self.check_silent(ASAN_OPTIONS="detect_leaks=1")


class Thread(Sanitized, unittest.TestCase):
    SANITIZER = "thread"

    def check_reported(self, *cases, **options):
        for program, case in ((program, case) for program in self.programs for case in cases):
            ran = self.run_case(program, case, **options)
            self.assertIn("WARNING: ThreadSanitizer: data race", ran.stdout, f"{program} {case}")
            self.assertNotEqual(ran.returncode, 0)
            places = re.findall(r"(?:[Rr]ead|[Ww]rite) of size .*\n +#0 .*/([^\s:]+):(\d+)",
                                ran.stdout)
            self.assertGreaterEqual(len(places), 2, ran.stdout)  # both accesses are reported
            self.check_places(program, case, ran.stdout, places)

    def test_races_between_blocks_are_reported(self):
        self.check_reported("blocks_write", "blocks_add", "neighbours", "columns")

    def test_races_between_blocks_are_reported_on_one_core(self):
        self.check_reported("blocks_write", "blocks_add", "neighbours", "columns",
                            before=on_one_core)

    def test_a_missing_fence_is_reported(self):
        self.check_reported("no_fence")

    def test_launches_by_many_threads_share_what_fibers_there_may_be(self):
        self.check_silent("many_launches")

    def test_races_within_a_block_are_reported(self):
        self.check_reported("no_barrier", "one_barrier", "no_warp_barrier")

    def test_right_kernels_are_not_reported(self):
        self.check_silent()


class Undefined(Sanitized, unittest.TestCase):
    SANITIZER = "undefined"

    def check_reported(self, case, message):
        for program in self.programs:
            ran = self.run_case(program, case)
            found = re.findall(r"^(?:.*/)?([^\s:]+):(\d+):\d+: runtime error: (.*)", ran.stdout,
                               re.M)
            self.check_places(program, case, ran.stdout, [place[:2] for place in found])
            self.assertIn(message, found[0][2])

    def test_signed_overflow_is_reported(self):
        self.check_reported("overflow", "signed integer overflow: 2147483647 + 1")

    def test_division_by_zero_is_reported(self):
        self.check_reported("division", "division by zero")

    def test_a_shift_too_far_is_reported(self):
        self.check_reported("shift", "shift exponent 40 is too large")

    def test_an_index_past_a_shared_array_is_reported(self):
        self.check_reported("bounds", "index 32 out of bounds for type 'int")

    def test_right_kernels_are_not_reported(self):
        self.check_silent()


tap.main()
