#!/usr/bin/env python3
"""larder-pack as a build runs it, with scripted stand-ins for nvcc and ptxas, and with the real
ones where there are any. Arguments: larder-pack, the real nvcc or an empty word."""
import hashlib
import json
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import tap  # noqa: E402
from pack_case import PACK, PackTest  # noqa: E402

REAL_NVCC = sys.argv[2]


class WithStandIns(PackTest):
    def test_writes_index_and_data(self):
        ran = self.pack(self.write("a", "k1\nk2\n", {"k1": "k1", "k2": "k2"}))
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual(len(self.outputs()), 2)
        self.assertIn("2 kernels (2 compiled, 0 reused); sm_75, sm_80, sm_90, compute_90 (PTX 9.0)", ran.stdout)
        self.assert_nothing_left()

    def test_takes_all_outputs_of_the_generator(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        ran = self.pack(self.folder / "a.larder.cpp", manifest, self.folder / "a.larder.cuda")
        self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_tells_progress_in_plain_lines(self):
        ran = self.pack(self.write("a", "k\n", {"k": "k"}))
        for number in (1, 2, 3):
            self.assertIn(f"[{number}/3] a.cpp: k for sm_", ran.stdout)
        self.assertNotIn("\x1b", ran.stdout)

    def test_compiles_each_source_once_for_each_architecture(self):
        self.pack(self.write("a", "k\n", {"k": "k"}), self.write("b", "l\n", {"l": "l"}),
                  "--nvcc-flag=--use_fast_math")
        lines = [line for line in (self.folder / "log").read_text().splitlines()
                 if line.startswith("nvcc")]
        self.assertEqual(len(lines), 6)
        self.assertTrue(all("-DX=1 --use_fast_math" in line for line in lines), lines)

    def test_runs_nvcc_through_the_launcher(self):
        launcher = self.folder / "launcher"
        launcher.write_text('#!/bin/sh\necho launched >> "$FAKE_LOG"\nexec "$@"\n')
        launcher.chmod(0o755)
        ran = self.pack(self.write("a", "k\n", {"k": "k"}), f"--launcher={launcher}")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual((self.folder / "log").read_text().count("launched"), 3)

    def test_writes_the_same_bytes_again(self):
        manifests = [self.write("a", "k\n", {"k": "k"}), self.write("b", "l\n", {"l": "l"})]
        self.pack(*manifests, "-j", "1")
        first = self.outputs()
        self.pack(*reversed(manifests), "-j", "4")
        self.assertEqual(self.outputs(), first)

    def test_shows_the_errors_of_all_sources_each_once(self):
        one, two = "error a.cpp(3): error: one\n", "error b.cpp(4): error: two\n"
        ran = self.pack(self.write("a", one + "whole\n" + one, {"k": "k"}),
                        self.write("b", two + "whole\n" + two, {"l": "l"}))
        self.assertEqual(ran.returncode, 1)
        self.assertEqual(ran.stdout.count("a.cpp(3): error: one"), 1, ran.stdout)
        self.assertEqual(ran.stdout.count("b.cpp(4): error: two"), 1)
        self.assertIn("a.cpp: error: nvcc refused k (a.cpp:1) for 75, 80, 90:", ran.stdout)
        self.assertIn("the device compiler refused a.cpp, b.cpp", ran.stdout)
        self.assertEqual(self.outputs(), [])
        self.assert_nothing_left()

    def test_shows_warnings(self):
        ran = self.pack(self.write("a", "k\nwarn a.cpp(3): warning: w\n", {"k": "k"}))
        self.assertEqual(ran.returncode, 0)
        self.assertEqual(ran.stdout.count("a.cpp(3): warning: w"), 1)

    def test_a_failure_leaves_the_old_files_alone(self):
        self.pack(self.write("a", "k\n", {"k": "k"}))
        old = self.outputs()
        self.assertEqual(self.pack(self.write("a", "error e\n", {"l": "l"})).returncode, 1)
        self.assertEqual(self.outputs(), old)

    def test_ptx_that_does_not_assemble_fails_even_where_only_ptx_ships(self):
        ran = self.pack(self.write("a", "k\n", {"k": "k"}), "--archs", "80-real;90-virtual",
                        FAKE_PTXAS_REFUSES="1")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("a.cpp: error: kernel k (a.cpp:1) was refused for 90:\nptxas fatal", ran.stdout)

    def test_a_kernel_that_is_not_in_the_image_is_named(self):
        ran = self.pack(self.write("a", "k\n", {"k": "k", "gone<3>": "_Z4gone"}))
        self.assertEqual(ran.returncode, 1)
        self.assertIn("error: kernel gone<3> (a.cpp:1) was refused for 75, 80, 90:\n"
                      "it is not in nvcc's output (looked for _Z4gone)", ran.stdout)

    def test_an_unknown_architecture_is_an_error(self):
        ran = self.pack(self.write("a", "k\n", {"k": "k"}), "--archs", "80;77")
        self.assertEqual(ran.returncode, 1)
        self.assertIn('"77": known are 75, 80, 90', ran.stdout)

    def test_an_architecture_without_keys_is_an_error(self):
        ran = self.pack(self.write("a", "k\n", {"k": "k"}, archs=[75]), "--archs", "80")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("was made for 75, not for 80", ran.stdout)

    def test_another_major_version_of_clang_is_named(self):
        first = self.write("a", "k\n", {"k": "k"})
        ran = self.pack(first, self.write("b", "l\n", {"l": "l"}, clang="19.2.0"))
        self.assertNotIn("Clang", ran.stdout)
        ran = self.pack(first, self.write("b", "l\n", {"l": "l"}, clang="22.1.0"))
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("warning: a.cpp was read by Clang 19.1.7, b.cpp by Clang 22.1.0:", ran.stdout)

    def test_architectures_may_come_in_several_lists(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        ran = self.pack(manifest, "--archs", "80-real,90-real", "--archs", "75-virtual")
        self.assertIn("sm_80, sm_90, compute_75 (PTX 9.0)", ran.stdout)

    def test_native_is_what_the_build_recorded(self):
        (self.folder / "gpus").write_text("8.0\n8.0\n")
        manifest = self.write("a", "k\n", {"k": "k"})
        ran = self.pack(manifest, "--archs", "native", "--native-archs", self.folder / "gpus")
        self.assertIn("; sm_80;", ran.stdout)

    def test_without_nvcc_the_index_lists_the_kernels(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        ran = subprocess.run([PACK, manifest, "-o", self.folder / "app.larder", "--nvcc", "none"],
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("1 kernel; no images: without nvcc", ran.stdout)
        self.assertEqual(len(self.outputs()), 2)

    def test_an_nvcc_that_nobody_names_is_looked_for(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        toolkit = self.folder / "cuda" / "bin"
        toolkit.mkdir(parents=True)
        (toolkit / "nvcc").symlink_to(HERE / "fake_nvcc.sh")
        command = [PACK, manifest, "-o", self.folder / "app.larder", "--archs", "80", "--ptxas",
                   HERE / "fake_ptxas.sh"]
        ran = subprocess.run(command, env=dict(self.environment, CUDA_HOME=str(toolkit.parent)),
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("1 kernel (1 compiled, 0 reused); sm_80", ran.stdout)

    def test_a_source_without_kernels_is_named(self):
        empty, full = self.write("a", "\n", {}), self.write("b", "k\n", {"k": "k"})
        warning = ("larder-pack: warning: a.cpp has no kernels: mark them LARDER_KERNEL, and launch "
                   "or instantiate those that are templates\n")
        ran = self.pack(empty, full)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual(ran.stdout.count(" has no kernels"), 1, ran.stdout)
        self.assertIn(warning, ran.stdout)
        self.assertIn("1 kernel (1 compiled, 0 reused); ", ran.stdout)
        for nvcc in (True, False):
            command = self.command(empty) if nvcc else [PACK, empty, "-o", self.folder / "app.larder",
                                                        "--nvcc", "none"]
            ran = subprocess.run(command, env=self.environment, text=True, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT)
            self.assertEqual(ran.returncode, 0, ran.stdout)
            self.assertIn(warning, ran.stdout)
            self.assertIn("; no images; ", ran.stdout)
            self.assertNotIn("CPU variant", ran.stdout)

    def test_a_seal_is_the_digest_of_the_index(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        self.pack(manifest)
        plain = self.outputs()
        source = self.folder / "app seal.cpp"
        self.assertEqual(self.pack(manifest, "--seal", source).returncode, 0)
        sealed = self.outputs()
        self.assertEqual([len(file) for file in sealed], [len(file) for file in plain])
        digest = hashlib.blake2b(sealed[0][:128], digest_size=32).hexdigest()
        self.assertIn(f'\nLARDER_SEALED_WITH("{digest}");\n', source.read_text())
        times = [path.stat().st_mtime_ns for path in (source, self.folder / "app.larder")]
        self.pack(manifest, "--seal", source)
        self.assertEqual([path.stat().st_mtime_ns
                          for path in (source, self.folder / "app.larder")], times)
        self.pack(self.write("a", "l\n", {"l": "l"}), "--seal", source)
        self.assertNotIn(digest, source.read_text())

    def test_a_seal_that_can_not_be_written_is_an_error(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        ran = self.pack(manifest, "--seal", self.folder / "no" / "s.cpp")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("larder-pack: error: cannot create", ran.stdout)
        self.assertEqual(self.outputs(), [])
        self.assertNotEqual(self.pack(manifest, "--seal", "").returncode, 0)

    def test_a_number_of_jobs_out_of_range_is_an_error(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        for jobs in ("100000", "0", "-1"):
            ran = self.pack(manifest, "-j", jobs)
            self.assertNotIn(ran.returncode, (0, -6), ran.stdout)
            self.assertIn("--jobs", ran.stdout)
            self.assertEqual(self.outputs(), [])
        ran = self.pack(manifest, "-j", "1024")
        self.assertEqual(ran.returncode, 0, ran.stdout)

    def test_where_threads_are_few_they_do_all(self):
        manifest = self.write("a", "k1\nk2\n", {"k1": "k1", "k2": "k2"})
        command = " ".join(shlex.quote(str(word)) for word in self.command(manifest, "-j", "1024"))
        ran = subprocess.run(["sh", "-c", f"ulimit -v 2000000; {command}"], text=True,
                             cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("2 kernels (2 compiled", ran.stdout)

    def test_a_pipe_or_a_device_is_refused(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        index = self.folder / "app.larder"
        other = self.folder / "other"
        for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
            for place, arguments in ((other, (other,)), (index, (manifest,)),
                                     (other, (manifest, "--seal", other))):
                make(place)
                ran = subprocess.run(["timeout", "20", *self.command(*arguments)], text=True,
                                     cwd=self.folder, env=self.environment,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.assertEqual(ran.returncode, 1, ran.stdout)
                self.assertIn("not a regular file", ran.stdout)
                self.assertIn(str(place), ran.stdout)
                self.assertFalse(place.is_file())
                place.unlink()

    def test_a_damaged_manifest_is_named(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        manifest.write_text(manifest.read_text()[:-9])
        ran = self.pack(manifest)
        self.assertEqual(ran.returncode, 1)
        self.assertIn("a.larder.json is not a manifest", ran.stdout)

    def test_an_interrupt_leaves_nothing(self):
        manifest = self.write("a", "sleep 60\nk\n", {"k": "k"})
        process = subprocess.Popen(self.command(manifest), env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (self.folder / "log").exists():
            time.sleep(0.01)
        start = time.monotonic()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=30), 128 + signal.SIGTERM)
        self.assertLess(time.monotonic() - start, 30)
        self.assertEqual(self.outputs(), [])
        self.assert_nothing_left()


class Again(PackTest):
    """Builds after builds: only what changed is compiled."""

    def rekeyed(self, manifest, symbol):
        """The same manifest after an edit of one kernel."""
        fields = json.loads(manifest.read_text())
        for kernel in fields["kernels"]:
            if kernel["symbol"] == symbol:
                kernel["keys"][0]["key"] = "f" * 32
        manifest.write_text(json.dumps(fields))

    def test_nothing_changed_nothing_compiled(self):
        manifest = self.write("a", "k1\nk2\n", {"k1": "k1", "k2": "k2"})
        self.assertIn("2 kernels (2 compiled, 0 reused)", self.pack(manifest).stdout)
        self.assertEqual(self.log(), (3, 6))
        first, times = self.outputs(), [p.stat().st_mtime_ns for p in self.folder.glob("app.*")]
        self.assertIn("2 kernels (0 compiled, 2 reused)", self.pack(manifest).stdout)
        self.assertEqual(self.log(), (0, 0))
        self.assertEqual(self.outputs(), first)
        self.assertEqual([p.stat().st_mtime_ns for p in self.folder.glob("app.*")], times)

    def test_one_kernel_changed_one_compiled(self):
        manifest = self.write("a", "k1\nk2\n", {"k1": "k1", "k2": "k2"})
        self.pack(manifest)
        self.log()
        self.rekeyed(manifest, "k2")
        ran = self.pack(manifest)
        self.assertIn("2 kernels (1 compiled, 1 reused)", ran.stdout)
        self.assertIn("[1/3] a.cpp: k2 for sm_", ran.stdout)
        self.assertEqual(self.log(), (3, 3))

    def test_another_flag_compiles_all(self):
        manifest = self.write("a", "k1\nk2\n", {"k1": "k1", "k2": "k2"})
        self.pack(manifest)
        self.assertIn("(2 compiled, 0 reused)",
                      self.pack(manifest, "--nvcc-flag=--use_fast_math").stdout)
        self.assertIn("(2 compiled, 0 reused)", self.pack(manifest, NVCC_APPEND_FLAGS="-G").stdout)

    def test_another_architecture_compiles_for_it_only(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        self.pack(manifest, "--archs", "75;80")
        self.log()
        self.pack(manifest, "--archs", "75-virtual;80-real;90")
        self.assertEqual(self.log(), (1, 1))

    def test_kernels_that_share_a_variable_have_one_image(self):
        manifest = self.write("a", "k1\nk2\nk3\n", {"k1": "k1", "k2": "k2", "k3": "k3"},
                              variables=[{"name": name, "symbol": name, "size": 4, "alignment": 4,
                                          "constant": False, "mutable": name == "v"}
                                         for name in ("v", "c")])
        fields = json.loads(manifest.read_text())
        for kernel, variables in zip(fields["kernels"], (["v", "c"], ["c"], ["v"])):
            kernel["variables"] = variables
        manifest.write_text(json.dumps(fields))
        self.pack(manifest, "--archs", "80-real")
        self.assertEqual(len(self.store()), 2)
        self.rekeyed(manifest, "k1")
        self.assertIn("(2 compiled, 1 reused)", self.pack(manifest, "--archs", "80-real").stdout)

    def test_a_shared_store_serves_another_folder(self):
        shared = str(self.folder / "shared")
        self.pack(self.write("a", "k\n", {"k": "k"}), LARDER_STORE=shared)
        first = self.outputs()
        self.log()
        (self.folder / "elsewhere").mkdir()
        for name in ("a.larder.cuda", "a.larder.json"):
            shutil.move(self.folder / name, self.folder / "elsewhere" / name)
        for path in self.folder.glob("app.larder*"):
            path.unlink()
        ran = self.pack(self.folder / "elsewhere" / "a.larder.json", LARDER_STORE=shared)
        self.assertIn("(0 compiled, 1 reused)", ran.stdout)
        self.assertEqual(self.log(), (0, 0))
        self.assertEqual(self.outputs(), first)
        self.assertFalse((self.folder / "larder-store").exists())

    def test_a_store_that_is_off_is_off_for_programs_only(self):
        self.pack(self.write("a", "k\n", {"k": "k"}), LARDER_STORE="off")
        self.assertTrue((self.folder / "larder-store").is_dir())
        self.assertFalse((self.folder / "off").exists())

    def test_a_damaged_image_is_compiled_again(self):
        manifest = self.write("a", "k1\nk2\n", {"k1": "k1", "k2": "k2"})
        self.pack(manifest, "--archs", "80")
        first = self.outputs()
        cut, changed = self.store()
        cut.write_bytes(cut.read_bytes()[:-9])
        content = bytearray(changed.read_bytes())
        content[len(content) // 2] ^= 1
        changed.write_bytes(content)
        self.assertIn("(2 compiled, 0 reused)", self.pack(manifest, "--archs", "80").stdout)
        self.assertEqual(self.outputs(), first)
        self.assertIn("(0 compiled, 2 reused)", self.pack(manifest, "--archs", "80").stdout)

    def test_what_compiled_is_kept_when_another_fails(self):
        good = self.write("a", "k\n", {"k": "k"})
        bad = self.write("b", "error b.cpp(4): error: two\n", {"l": "l"})
        self.assertEqual(self.pack(good, bad).returncode, 1)
        self.log()
        ran = self.pack(good, self.write("b", "l\n", {"l": "l"}))
        self.assertIn("2 kernels (1 compiled, 1 reused)", ran.stdout)
        self.assertEqual(self.log(), (3, 3))

    def test_a_store_that_can_not_be_written_is_a_warning(self):
        (self.folder / "file").write_text("")
        ran = self.pack(self.write("a", "k\n", {"k": "k"}), "--store", self.folder / "file")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertEqual(ran.stdout.count("warning: the next build will compile again"), 1)

    def test_builds_at_once_share_a_store(self):
        cuda = "".join(f"k{n}\n" for n in range(20))
        manifest = self.write("a", cuda, {f"k{n}": f"k{n}" for n in range(20)})
        builds = [subprocess.Popen(self.command(manifest, output=n),
                                   env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL) for n in range(4)]
        self.assertEqual([build.wait() for build in builds], [0] * 4)
        for suffix in ("larder", "larder-data"):
            self.assertEqual(len({(self.folder / f"{n}.{suffix}").read_bytes()
                                  for n in range(4)}), 1)
        self.assertEqual(len(self.store()), 60)
        self.assertEqual(list((self.folder / "larder-store").rglob("*.tmp")), [])

    def test_a_killed_build_is_gone_on_with(self):
        manifest = self.write("a", "k\n", {"k": "k"})
        slow = self.write("b", "sleep 9\nl\n", {"l": "l"})  # goes on alone until it ends
        process = subprocess.Popen([*self.command(manifest, slow), "-j", "4"],
                                   env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        while len(self.store()) < 3:
            time.sleep(0.01)
        process.kill()
        process.wait()
        self.assertEqual(self.outputs(), [])
        self.log()
        ran = self.pack(manifest, self.write("b", "l\n", {"l": "l"}))
        self.assertIn("2 kernels (1 compiled, 1 reused)", ran.stdout)

    def test_a_compiler_that_is_killed_is_named_with_the_kernel(self):
        ran = self.pack(self.write("a", "crash now\nk\n", {"k": "k"}), "--archs", "80")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("a.cpp: error: nvcc refused k (a.cpp:1) for 80:", ran.stdout)
        self.assertIn("was ended by signal 9 (Killed)", ran.stdout)


@unittest.skipUnless(REAL_NVCC, "no nvcc on this machine")
class WithNvcc(PackTest):
    SOURCE = ('#line 7 "user/scale.cpp"\n'
              "template <int N> __global__ void scale(float* x) { x[threadIdx.x] *= N; }\n"
              "template __global__ void scale<3>(float*);\n")

    def pack_really(self, source):
        manifest = self.write("scale", source, {"scale<3>": "_Z5scaleILi3EEvPf"}, flags=[],
                              archs=[80, 90])
        return subprocess.run([PACK, manifest, "-o", self.folder / "app.larder", "--nvcc",
                               REAL_NVCC, "--archs", "80-virtual;90-real"], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def test_packs_and_repeats_itself(self):
        ran = self.pack_really(self.SOURCE)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn("1 kernel (1 compiled, 0 reused); sm_90, compute_80 (PTX", ran.stdout)
        first = self.outputs()
        self.assertIn(b".entry _Z5scaleILi3EEvPf", first[1])
        self.pack_really(self.SOURCE)
        self.assertEqual(self.outputs(), first)

    def test_an_image_does_not_depend_on_what_else_is_compiled(self):
        kernels = {"strings": "_Z7stringsPi", "slow": "_Z4slowPi", "sine": "_Z4sinePd",
                   "table": "_Z5tablePi", "fitted": "_Z6fittedPi"}
        manifest = self.write("many", (HERE / "many.cuda").read_text(), kernels, flags=[],
                              archs=[80])

        def pack():
            ran = subprocess.run([PACK, manifest, "-o", self.folder / "app.larder", "--nvcc",
                                  REAL_NVCC, "--archs", "80"], text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual(ran.returncode, 0, ran.stdout)
            return self.outputs()

        cold = pack()
        for image in self.store():
            image.unlink()
            self.assertEqual(pack(), cold)
        for image in self.store()[1:]:
            image.unlink()
        self.assertEqual(pack(), cold)

    def test_errors_are_at_the_users_lines(self):
        ran = self.pack_really(self.SOURCE.replace("*= N", "*= M"))
        self.assertEqual(ran.returncode, 1)
        self.assertEqual(ran.stdout.count('user/scale.cpp(7): error: identifier "M"'), 1)


tap.main()
