#!/usr/bin/env python3
"""Which text of a source nvcc reads: larder-pack with scripted stand-ins for nvcc and ptxas.
Argument: larder-pack."""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import tap  # noqa: E402
from pack_case import PACK, PackTest  # noqa: E402


class Whole(PackTest):
    """Sources that nvcc reads themselves, by their manifests or since it refuses the variant."""
    BOTH = {"k1": "k1", "k2": "k2"}
    REASON = "the variant of k1 differs"

    def entries(self):
        """Whether each kernel's image, for one architecture, was made of the whole text."""
        images = [path.read_bytes().decode(errors="replace") for path in self.store()]
        return {name: "exit;" in image for image in images for name in ("k1", "k2", "k3")
                if f".entry {name}(" in image}

    def nvcc_lines(self):
        return [line for line in (self.folder / "log").read_text().splitlines()
                if line.startswith("nvcc")]

    def assert_company_is_nothing(self, manifest, *arguments):
        """The same bytes whichever images are there already, and in whichever order it goes."""
        cold = self.outputs()
        for image in self.store():
            image.unlink()
            self.pack(manifest, *arguments, "-j", "1")
            self.assertEqual(self.outputs(), cold)
        for jobs in "12":
            for image in self.store()[int(jobs):]:
                image.unlink()
            self.pack(manifest, *arguments, "-j", jobs)
            self.assertEqual(self.outputs(), cold)

    def test_a_source_that_goes_whole_is_told_with_the_reason(self):
        manifest = self.write("a", "error no\nwhole\nk1\nk2\n", self.BOTH, whole=self.REASON)
        ran = self.pack(manifest, "--archs", "80")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual(ran.stdout.count("nvcc reads the source itself, not its CUDA variant: "
                                          f"a.cpp ({self.REASON})\n"), 1)
        self.assertTrue(all("-DLARDER_WHOLE" in line for line in self.nvcc_lines()))
        self.assertEqual(self.entries(), {"k1": True, "k2": True})
        self.assert_company_is_nothing(manifest, "--archs", "80")
        self.assertNotIn("reads", self.pack(manifest, "--archs", "80").stdout)

    def test_explain_lists_sources_and_compiles_nothing(self):
        manifests = [self.write("a", "k1\n", {"k1": "k1"}, whole=self.REASON),
                     self.write("b", "k2\n", {"k2": "k2"})]
        ran = subprocess.run([PACK, "--explain", *manifests], text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(ran.stdout, f"a.cpp: nvcc reads the source itself: {self.REASON}\n"
                                     "b.cpp: nvcc reads the CUDA variant\n")
        self.assertEqual(self.outputs(), [])

    def test_of_a_refused_variant_what_is_refused_alone_goes_whole(self):
        manifest = self.write("a", "refuse k1 a.cpp(3): error: one\nk1\nk2\nk3\nwhole\n"
                                   "k1\nk2\nk3\n", dict(self.BOTH, k3="k3"))
        ran = self.pack(manifest, "--archs", "80")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("a.cpp: warning: compiled from the source itself, since nvcc refused the CUDA "
                      "variant of k1 (a.cpp:1) for 80:\na.cpp(3): error: one", ran.stdout)
        self.assertEqual(self.entries(), {"k1": True, "k2": False, "k3": False})
        self.assert_company_is_nothing(manifest, "--archs", "80")
        self.assertIn("(0 compiled, 3 reused)", self.pack(manifest, "--archs", "80").stdout)

    def test_a_variant_that_is_refused_in_company_only_is_the_variant(self):
        manifest = self.write("a", "crowd two\nk1\nk2\nwhole\nk1\nk2\n", self.BOTH)
        ran = self.pack(manifest, "--archs", "80")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual(self.entries(), {"k1": False, "k2": False})
        self.assertNotIn("warning", ran.stdout)
        self.assert_company_is_nothing(manifest, "--archs", "80")

    def test_where_both_are_refused_the_users_own_text_is_shown(self):
        ran = self.pack(self.write("a", "error a.cpp(0): error: variant\nwhole\n"
                                        "error a.cpp(3): error: whole\n", self.BOTH))
        self.assertEqual(ran.returncode, 1)
        self.assertIn("a.cpp: error: nvcc refused k1 (a.cpp:1), k2 (a.cpp:1) for 75, 80, 90:\n"
                      "a.cpp(3): error: whole", ran.stdout)
        self.assertNotIn("variant", ran.stdout)
        self.assertEqual(self.log(), (6, 0))

    def test_a_compiler_that_is_killed_refuses_nothing(self):
        self.pack(self.write("a", "crash\nwhole\nk1\n", {"k1": "k1"}), "--archs", "80")
        self.assertEqual(self.log(), (1, 0))

    def test_the_instances_of_a_template_share_a_body(self):
        places = {"k1": "a.h:3", "k2": "a.h:3", "k3": "a.h:4"}
        for whole, compiled in (({}, 1), ({"whole": self.REASON}, 2)):
            manifest = self.write("a", "k1\nk2\nk3\nwhole\nk1\nk2\nk3\n",
                                  dict(self.BOTH, k3="k3"), **whole)
            fields = json.loads(manifest.read_text())
            for kernel in fields["kernels"]:
                kernel["location"] = places[kernel["symbol"]]
            manifest.write_text(json.dumps(fields))
            self.pack(manifest, "--archs", "80")
            fields["kernels"][0]["keys"][0]["key"] = "e" * 32
            manifest.write_text(json.dumps(fields))
            self.assertIn(f"({compiled} compiled", self.pack(manifest, "--archs", "80").stdout)

    def test_a_kernel_is_found_by_what_nvcc_calls_it(self):
        for cuda in ("k2\nas k1 other\n", "error no\nwhole\nas k1 other\nk2\n"):
            whole = {"whole": self.REASON} if "whole" in cuda else {}
            manifest = self.write("a", cuda, self.BOTH, **whole)
            ran = self.pack(manifest, "--archs", "80")
            self.assertEqual(ran.returncode, 0, ran.stdout)
            self.assertEqual(set(self.entries()), {"k1", "k2"})
            self.assert_company_is_nothing(manifest, "--archs", "80")

    def test_a_name_that_could_be_anyones_is_an_error(self):
        ran = self.pack(self.write("a", "k2\nas k1 other\nas k1 another\n", self.BOTH),
                        "--archs", "80")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("it is not in nvcc's output (looked for k1; unknown there: other, another)",
                      ran.stdout)


tap.main()
