#!/usr/bin/env python3
"""What goes wrong in a stranger's first minutes is said when Meson configures, with what was tried
and what to write. Arguments: Meson, Larder's source folder."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

MESON, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
# Tools of an installed Larder would do instead of Clang.
PATH = os.pathsep.join(each for each in os.environ["PATH"].split(os.pathsep)
                       if not pathlib.Path(each, "larder-generate").exists())
NVCC_ADVICE = "name another one, as -Dnvcc=/usr/local/cuda/bin/nvcc, or build without: -Dnvcc=none"


class Errors(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="first minutes "))
        self.addCleanup(shutil.rmtree, self.folder)

    def refusal(self, *options, source=SOURCE):
        """Configures with these options, which must fail; gives the error in one line."""
        ran = subprocess.run([MESON, "setup", str(self.folder / "build"), str(source), *options],
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             env=dict(os.environ, PATH=PATH))
        self.assertNotEqual(ran.returncode, 0, ran.stdout)
        shutil.rmtree(self.folder / "build")
        return " ".join(ran.stdout[ran.stdout.index("ERROR: "):].split())

    def program(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    def nvcc(self, release, archs="compute_80"):
        return self.program("nvcc", 'case $1 in\n--version) echo "Cuda compilation tools, release '
                            f'{release}, V{release}.1";;\n--list-gpu-arch) echo "{archs}";;\nesac\n')

    def test_a_program_that_is_no_nvcc(self):
        none = self.program("none of it", "echo a tool of its own; echo more >&2; exit 3\n")
        said = self.refusal(f"-Dnvcc={none}")
        self.assertIn(f'{none} is no nvcc: asked for its --version it says "a tool of its own" '
                      f"(exit code 3): {NVCC_ADVICE}", said)
        self.assertIn('/bin/true is no nvcc: asked for its --version it says "true',
                      self.refusal("-Dnvcc=/bin/true"))

    def test_an_nvcc_that_is_not_there(self):
        self.assertIn(f"there is no program /no/nvcc: {NVCC_ADVICE}",
                      self.refusal("-Dnvcc=/no/nvcc"))

    def test_an_nvcc_that_is_too_old(self):
        nvcc = self.nvcc("11.4")
        self.assertIn(f"{nvcc} is nvcc 11.4, and Larder needs nvcc 11.5 or later: {NVCC_ADVICE}",
                      self.refusal(f"-Dnvcc={nvcc}"))

    def test_an_nvcc_that_knows_no_architectures(self):
        nvcc = self.nvcc("13.0", "what?")
        self.assertIn(f'{nvcc} is no nvcc: asked for --list-gpu-arch it says "what?" (exit code 0)',
                      self.refusal(f"-Dnvcc={nvcc}"))

    def test_architectures_in_nvccs_spelling(self):
        for wrong, right in {"sm_90": "90", "80-real;compute_90": "80-real,90",
                             "75,sm_90a": "75,90a"}.items():
            self.assertIn(f'gpu_archs is written as CMake does: not "{wrong}" but '
                          f"-Dgpu_archs={right}",
                          self.refusal("-Dnvcc=none", f"-Dgpu_archs={wrong}"))

    def llvm(self, version):
        """A prefix of LLVM without Clang."""
        prefix = self.folder / f"llvm-{version}"
        self.program(f"llvm-{version}/bin/llvm-config",
                     f'case $1 in\n--version) echo {version}.1.0;;\n--has-rtti) echo YES;;\n'
                     f'*) echo "{prefix}";;\nesac\n')
        return prefix

    def test_no_clang(self):
        said = self.refusal("-Dnvcc=none", f"-Dclang_dir={self.folder}")
        self.assertIn("no llvm-config of version 19 to 22 was found; tried: "
                      f"{self.folder}/bin/llvm-config. ", said)
        self.assertIn("apt-get install llvm-19-dev libclang-19-dev libclang-cpp19-dev", said)
        self.assertIn("-Dclang_dir=/usr/lib/llvm-22", said)

    def test_a_clang_of_another_version(self):
        prefix = self.llvm(14)
        self.assertIn(f"{prefix}/bin/llvm-config is of version 14.1.0",
                      self.refusal("-Dnvcc=none", f"-Dclang_dir={prefix}"))

    def test_llvm_without_clang_names_the_packages_of_its_version(self):
        said = self.refusal("-Dnvcc=none", f"-Dclang_dir={self.llvm(21)}")
        self.assertIn("LLVM 21.1.0 is in ", said)
        self.assertIn("but without Clang's library or headers", said)
        self.assertIn("apt-get install llvm-21-dev libclang-21-dev libclang-cpp21-dev", said)

    def test_a_subproject_without_clang_and_without_tools(self):
        project = self.folder / "project"
        shutil.copytree(HERE / "project", project)
        (project / "subprojects").mkdir()
        (project / "subprojects" / "larder").symlink_to(SOURCE)
        said = self.refusal("-Dlarder:nvcc=none", f"-Dlarder:clang_dir={self.folder}",
                            source=project)
        self.assertIn("apt-get install llvm-19-dev libclang-19-dev libclang-cpp19-dev", said)
        self.assertIn("-Dlarder:generator=disabled", said)
        self.assertIn("-Dlarder:clang_dir=", said)


tap.main()
