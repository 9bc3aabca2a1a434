#!/usr/bin/env python3
"""A sealed program with caches of all sorts: what it takes, and that `larder explain` says the same.
Arguments: larder, the program, its plug-in, make_cache, the stand-in for libcuda."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

LARDER, PROGRAM, PLUG_IN, MAKE_CACHE, FAKE_CUDA = map(os.path.abspath, sys.argv[1:6])
# The program names the public keys of the first two.
KEYS = {"first": "01" * 32, "second": "02" * 32, "stranger": "03" * 32}
STRANGER = "ed4928c628d1c2c6eae90338905995612959273a5c63f93636c14614ac8737d1"


class Seals(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder seals "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.program = self.folder / "program"
        shutil.copy(PROGRAM, self.program)
        self.plug_in = self.folder / "plug_in.so"
        shutil.copy(PLUG_IN, self.plug_in)
        self.index = self.folder / "program.larder"
        self.call(MAKE_CACHE, self.index, "scale", 1)
        for name, seed in KEYS.items():
            key = self.folder / f"{name}.key"
            key.touch(mode=0o600)
            key.write_text(f"larder-secret-key {seed}\n")

    def call(self, *command, **environment):
        ran = subprocess.run(list(map(str, command)), text=True, cwd="/", stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT,
                             env=dict(os.environ, LARDER_LIBCUDA=FAKE_CUDA, LARDER_LOG="off",
                                      **environment))
        self.code = ran.returncode
        return ran.stdout

    def sign(self, name):
        self.call(LARDER, "sign", "--key", self.folder / f"{name}.key", self.index)
        self.assertEqual(self.code, 0)

    def reports(self, *arguments, **environment):
        """Of the devices opened before main() and in it."""
        text = self.call(self.program, *arguments, **environment)
        self.assertEqual(self.code, 0, text)
        return re.fullmatch("early: (.*)\nmain: (.*)\n", text, re.DOTALL).groups()

    def assert_accepted(self):
        for report in self.reports():
            self.assertTrue(report.startswith("running on the GPU"), report)
        self.assertIn(f"cache: {self.index}\n", self.call(LARDER, "explain", self.program))

    def assert_refused(self, reason):
        for report in self.reports():
            self.assertTrue(report.startswith("running on the CPU"), report)
            self.assertIn(f"{self.index}: {reason}", " ".join(report.split()))
        explained = self.call(LARDER, "explain", self.program)
        self.assertEqual(self.code, 1)
        self.assertIn(f"refused: corrupt: {self.index}: {reason}", explained)

    def test_what_either_key_signed_is_accepted(self):
        for name in ("first", "second"):
            self.sign(name)
            self.assert_accepted()

    def test_a_cache_that_nobody_signed_is_refused(self):
        self.assert_refused("is not sealed: its digests are XXH3")

    def test_a_strangers_signature_is_refused(self):
        self.sign("stranger")
        self.assert_refused(f"is signed by {STRANGER}, not by ")

    def test_a_signature_moved_to_another_cache_is_refused(self):
        self.sign("first")
        signature = self.index.read_bytes()[128:256]
        self.call(MAKE_CACHE, self.index, "scales", 1)
        self.sign("stranger")
        other = self.index.read_bytes()
        self.index.write_bytes(other[:128] + signature + other[256:])
        self.assert_refused("signature is wrong: ")

    def test_the_digest_is_blake2bs_of_the_first_128_bytes(self):
        self.sign("first")
        digest = hashlib.blake2b(self.index.read_bytes()[:128], digest_size=32).hexdigest()
        self.assertIn(f"seal: digest {digest}\n", self.call(LARDER, "list", self.index))

    def test_the_next_place_is_tried(self):
        self.sign("first")
        self.call(MAKE_CACHE, self.folder / "planted.larder", "scale", 1)
        planted = {"LARDER_CACHE": str(self.folder / "planted.larder")}
        for report in self.reports(**planted):
            self.assertTrue(report.startswith("running on the GPU"), report)
        explained = self.call(LARDER, "explain", self.program, **planted)
        self.assertIn("planted.larder: is not sealed", explained)
        self.assertIn(f"cache: {self.index}\n", explained)

    def test_a_changed_byte_is_refused(self):
        self.sign("first")
        for path in (self.index, pathlib.Path(f"{self.index}-data")):
            good = path.read_bytes()
            for at in range(0, len(good), max(1, len(good) // 10)):
                path.write_bytes(good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1:])
                for report in self.reports():
                    self.assertTrue(report.startswith("running on the CPU"), report)
            path.write_bytes(good)
        self.assert_accepted()

    def test_seals_count_for_their_own_file_only(self):
        self.sign("first")
        self.call(MAKE_CACHE, self.folder / "plug_in.larder", "add", 2)
        report = self.reports(self.plug_in)[1]
        self.assertTrue(report.startswith("running on the GPU"), report)
        self.assertIn("sealed: accepts only", self.call(LARDER, "explain", self.program))
        explained = self.call(LARDER, "explain", self.plug_in)
        self.assertNotIn("sealed", explained)
        self.assertIn(f"cache: {self.folder / 'plug_in.larder'}\n", explained)

    def test_the_key_of_a_line_is_checked_when_it_is_compiled(self):
        include = HERE.parent.parent / "runtime" / "include"
        digits = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c"
        for key, message in ((digits, ""), (digits[:-1], "takes 64 hexadecimal digits"),
                             (digits + "0", "takes 64 hexadecimal digits"),
                             (digits[:-1] + "g", "takes hexadecimal digits only")):
            source = self.folder / "seal.cpp"
            source.write_text(f'#include <larder/seal.h>\nLARDER_SIGNED_BY("{key}");\n')
            text = self.call("c++", "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                            "-fsyntax-only", "-I", include, source)
            self.assertEqual(self.code == 0, message == "", text)
            self.assertIn(message, text)


tap.main()
