"""What the benchmarks of the build steps share."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import figures  # noqa: E402

RUNS = 5
SKIPPED = 77


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("generate", "pack", "nvcc", "source"):
        parser.add_argument(name)
    parser.add_argument("--json")
    wanted = parser.parse_args()
    # Meson names programs relative to its build folder.
    wanted.generate, wanted.pack = map(os.path.abspath, (wanted.generate, wanted.pack))
    return wanted


def run(command, cwd, environment=None):
    """Seconds and output of a command, which must succeed."""
    start = time.monotonic()
    ran = subprocess.run(list(map(str, command)), cwd=cwd, env=environment, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True)
    taken = time.monotonic() - start
    if ran.returncode != 0:
        sys.exit(f"{command} failed with code {ran.returncode}:\n{ran.stdout}")
    return taken, ran.stdout


def seconds(command, cwd):
    """The median time of some runs, after one that warms the file cache."""
    return statistics.median([run(command, cwd)[0] for _ in range(RUNS + 1)][1:])


def row(bench, case, value, rival, rival_value):
    return figures.row(bench, case, value, "s", rival, rival_value)


def generate_command(wanted, source, folder, *options, archs="80;90"):
    """larder-generate for one source, without a build system around it."""
    include = pathlib.Path(wanted.source, "runtime", "include")
    stem = pathlib.Path(folder, source.stem)
    return [wanted.generate, source, "--host", f"{stem}.larder.cpp", "--manifest",
            f"{stem}.larder.json", "--cuda", f"{stem}.larder.cuda", "--archs", archs,
            "--include-dir", include, *options, "--", "c++", "-std=c++17", f"-I{include}"]


def write(rows, path):
    text = json.dumps(rows, indent=1)
    if path:
        pathlib.Path(path).write_text(text)
    else:
        print(text)
