#!/usr/bin/env python3
"""larder-pack in a build tree, with scripted stand-ins for nvcc and ptxas. Argument: larder-pack."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import tap  # noqa: E402
from pack_case import PACK, PackTest  # noqa: E402


class InABuildTree(PackTest):
    """What is kept in the build's root folder, for programs in its other folders."""

    def setUp(self):
        super().setUp()
        self.manifest = self.write("a", "k\n", {"k": "k"})
        (self.folder / "a folder").mkdir()
        self.caches = self.folder / "larder-caches"

    def pack_to(self, output, **environment):
        return self.pack_with("--build-root", self.folder, "-o",
                              self.folder / output / "app.larder", **environment)

    def pack_with(self, *arguments, **environment):
        command = [PACK, self.manifest, "--nvcc", HERE / "fake_nvcc.sh", "--ptxas",
                   HERE / "fake_ptxas.sh", "--archs", "80", "--program-mark", "*.p", *arguments]
        return subprocess.run(command, text=True, cwd=self.folder,
                              env=dict(self.environment, **environment),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def records(self):
        paths = sorted(self.caches.iterdir()) if self.caches.exists() else []
        self.assertTrue(all(path.name.startswith("app.larder.") for path in paths), paths)
        return {path: path.read_text() for path in paths}

    def test_each_cache_is_recorded_from_the_root(self):
        for output in ("a folder", "."):
            ran = self.pack_to(output)
            self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual(sorted(self.records().values()), ["a folder/app.larder\n*.p\n", "app.larder\n*.p\n"])

    def test_paths_may_be_relative_or_links(self):
        (self.folder / "link").symlink_to(self.folder)
        for root, output in ((".", "a folder/app.larder"), ("a folder/..", "a folder/app.larder"),
                             ("link", "link/a folder/app.larder")):
            ran = self.pack_with("--build-root", root, "-o", output)
            self.assertEqual(ran.returncode, 0, ran.stdout)
            self.assertEqual(list(self.records().values()), ["a folder/app.larder\n*.p\n"])

    def test_a_record_that_is_right_is_left_alone(self):
        self.pack_to("a folder")
        (record, text), = self.records().items()
        time_before = record.stat().st_mtime_ns
        self.pack_to("a folder")
        self.assertEqual(record.stat().st_mtime_ns, time_before)
        record.write_text("damaged")
        self.pack_to("a folder")
        self.assertEqual(self.records(), {record: text})

    def test_it_stays_in_the_build_tree_wherever_the_store_is(self):
        self.pack_to("a folder", LARDER_STORE=str(self.folder / "a folder" / "store"))
        self.assertEqual(len(self.records()), 1)
        self.assertEqual([path.name for path in self.folder.rglob("larder-caches")],
                         ["larder-caches"])

    def test_a_cache_outside_of_the_root_is_not_recorded(self):
        ran = self.pack_with("--build-root", self.folder / "a folder", "-o",
                             self.folder / "app.larder")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual(list(self.folder.rglob("larder-caches")), [])

    def test_a_root_that_is_not_there_or_in_the_way_is_an_error(self):
        ran = self.pack_with("--build-root", self.folder / "none", "-o", "app.larder")
        self.assertEqual(ran.returncode, 1)
        self.assertIn(f"larder-pack: error: build root {self.folder / 'none'}: ", ran.stdout)
        self.caches.write_text("")
        ran = self.pack_to(".")
        self.assertEqual(ran.returncode, 1)
        self.assertIn(f"larder-pack: error: cannot make folder {self.caches}: ", ran.stdout)


tap.main()
