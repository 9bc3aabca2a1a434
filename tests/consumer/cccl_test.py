#!/usr/bin/env python3
"""CUB and Thrust, by the CCCL headers of a toolkit, in programs that larder-nvcc of an installed Larder builds.
Arguments: Meson, Larder's build folder, nvcc or "none"."""
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402
from stranger import StrangerTest, compiled  # noqa: E402

MESON, BUILD, NVCC = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
CCCL = pathlib.Path(NVCC).resolve().parent.parent / "include/cccl"


@unittest.skipUnless((CCCL / "cub/cub.cuh").exists(), f"there is no CCCL in {CCCL}")
class CcclTest(StrangerTest):
    @classmethod
    def setUpClass(cls):
        cls.install(MESON, BUILD, NVCC)

    def setUp(self):
        self.copy_cuda(HERE / "cccl")

    def build(self, name, *options, arch="sm_80", **environment):
        return self.run_here("larder-nvcc", "-std=c++17", name + ".cu", "-o", name, "-arch=" + arch, *options,
                             **environment)

    def run_on_the_cpu(self, name, *options):
        """Without nvcc, which takes long for that many kernels; its toolkit's CCCL still serves."""
        self.build(name, *options, LARDER_NVCC="none", CUDA_HOME=str(CCCL.parent.parent))
        self.assertEqual(self.run_here("./" + name), "right\n")

    def test_reductions(self):
        self.run_on_the_cpu("reduce")

    def test_scans(self):
        self.run_on_the_cpu("scan")

    def test_architectures_whose_kernels_may_wait_for_the_launch_before(self):
        self.assertGreater(compiled(self.build("total", arch="sm_90")), 0)
        self.assertEqual(self.run_here("./total"), "8128\n")

    def test_checks_know_what_algorithms_on_the_host_write(self):
        self.build("thrust_iterators", "--extended-lambda", "--check", LARDER_NVCC="none",
                   CUDA_HOME=str(CCCL.parent.parent))
        self.assertIn(" 0 findings ", self.run_here("larder", "check", "--orders", "1", "--", "./thrust_iterators"))

    def test_checks_know_which_phase_of_a_barrier_a_thread_waited_for(self):
        self.build("rounds", "--check", "-DRIGHT", LARDER_NVCC="none")
        self.assertIn(" 0 findings ", self.run_here("larder", "check", "--", "./rounds"))
        self.build("rounds", "--check", LARDER_NVCC="none")
        report = self.attempt("larder", "check", "--", "./rounds").stdout
        self.assertIn(" 1 finding ", report)
        for line in ("rounds.cu:10", "rounds.cu:12"):
            self.assertIn(line, report)

    def test_what_moves_items_between_threads(self):
        self.run_on_the_cpu("arrange")

    def test_barriers_and_pipelines(self):
        self.run_on_the_cpu("stages")

    def test_barriers_and_pipelines_without_cccl(self):
        self.build("stages", LARDER_NVCC="none", CUDA_HOME="/")
        self.assertEqual(self.run_here("./stages"), "right\n")

    def test_barriers_in_images_are_cccls_own(self):
        self.assertEqual(compiled(self.build("stages")), 5)

    def test_threads_that_wait_by_atomics_let_others_run(self):
        self.run_on_the_cpu("atomics")

    def test_barriers_of_gpus_alone_are_refused_where_they_are_used(self):
        self.edit("stages.cu", "barrier.arrive_and_wait();\n  to[", "cuda::device::barrier_arrive_tx(barrier, 1, 4);\n  to[")
        ran = self.attempt("larder-nvcc", "-c", "stages.cu")
        self.assertNotEqual(ran.returncode, 0)
        self.assertRegex(ran.stdout, r"stages.cu:40:\d+: error: 'barrier_arrive_tx.*' is unavailable: "
                                     "Larder does not have cuda::device::barrier_arrive_tx")

    def test_images_are_made_with_cccls_own_headers(self):
        said = self.build("total")
        self.assertGreater(compiled(said), 0, said)
        self.assertNotIn("warning", said)
        self.assertEqual(self.run_here("./total"), "8128\n")

    def test_device_wide_reductions_and_scans(self):
        self.run_on_the_cpu("device_sums")

    def test_device_wide_sorts(self):
        self.run_on_the_cpu("device_order")

    def test_device_wide_algorithms_that_choose_and_count(self):
        self.run_on_the_cpu("device_choice")

    def test_thrust_on_vectors(self):
        self.run_on_the_cpu("thrust_vectors")

    def test_thrust_with_kernels_streams_and_iterators(self):
        self.run_on_the_cpu("thrust_iterators", "--extended-lambda")

    def test_a_build_with_nvcc_says_what_runs_on_the_cpu_alone(self):
        said = self.run_here("larder-nvcc", "-std=c++17", "-arch=sm_80", "-c", "cpu_only.cu")
        self.assertRegex(said, r"cpu_only.cu:\d+:\d+: warning: CUB's device-wide algorithms run on the CPU alone; "
                               "on a GPU they return cudaErrorNotSupported")
        self.assertRegex(said, r"cpu_only.cu:\d+:\d+: warning: Thrust's algorithms for devices run on the CPU alone; "
                               "on a GPU they throw thrust::system_error")


tap.main()
