"""What the tests of larder-pack share: a folder, manifests in it, and scripted stand-ins for nvcc and
ptxas. The script's first argument is larder-pack."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PACK = os.path.abspath(sys.argv[1])


class PackTest(unittest.TestCase):
    def setUp(self):
        # A space in the path is what users have.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="larder pack "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = dict(os.environ, FAKE_LOG=str(self.folder / "log"),
                                TMPDIR=str(self.folder / "tmp"))
        (self.folder / "tmp").mkdir()

    def write(self, stem, cuda, kernels, **fields):
        """A manifest and its CUDA file; `kernels` maps names to symbols."""
        manifest = {
            "schema": 2, "producer": "a test", "clang": "19.1.7", "source": f"{stem}.cpp",
            "cuda": f"{stem}.larder.cuda", "archs": [75, 80, 90], "flags": ["-DX=1"],
            "key_flags": [],
            "kernels": [{"name": name, "symbol": symbol, "location": f"{stem}.cpp:1",
                         "keys": [{"compute_capability": 0,
                                   "key": symbol.encode().hex().ljust(32, "0")[:32]}],
                         "template_arguments": [], "parameters": [], "shared_bytes": 0,
                         "dynamic_shared": False, "cuda_only": False,
                         "launch_bounds": {"max_threads": 0, "min_blocks": 0},
                         "variables": [], "parts": []}
                        for name, symbol in kernels.items()],
            "variables": []}
        manifest.update(fields)
        (self.folder / f"{stem}.larder.cuda").write_text(cuda)
        path = self.folder / f"{stem}.larder.json"
        path.write_text(json.dumps(manifest))
        return path

    def command(self, *arguments, output="app"):
        return [PACK, "--nvcc", HERE / "fake_nvcc.sh", "--ptxas", HERE / "fake_ptxas.sh",
                "-o", self.folder / f"{output}.larder", *arguments]

    def pack(self, *arguments, **environment):
        return subprocess.run(self.command(*arguments), text=True, cwd=self.folder,
                              env=dict(self.environment, **environment),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def log(self):
        """How often each of nvcc and ptxas ran."""
        path = self.folder / "log"
        words = [line.split()[0] for line in path.read_text().splitlines()] if path.exists() else []
        path.unlink(missing_ok=True)
        return words.count("nvcc"), words.count("ptxas")

    def store(self):
        return sorted((self.folder / "larder-store").rglob("*.image"))

    def outputs(self):
        return [path.read_bytes() for path in sorted(self.folder.glob("app.larder*"))]

    def assert_nothing_left(self):
        self.assertEqual(list((self.folder / "tmp").iterdir()), [])
        self.assertEqual([p.name for p in self.folder.glob("app.larder*") if "tmp" in p.name], [])
