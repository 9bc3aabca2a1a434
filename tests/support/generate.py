"""Runs larder-generate in a folder of its own, as a build would."""
import pathlib
import subprocess

OUTPUTS = {"host": "input.larder.cpp", "cuda": "input.larder.cuda",
           "manifest": "input.larder.json", "depfile": "input.larder.d"}


def generate(program, include_dir, folder, source="input.cpp", archs="80;90",
             flags=("-std=c++17",), options=()):
    """Scans `source` in `folder`, without nvcc unless `options` name one; returns the finished
    process, outputs lie in the folder."""
    command = [program, source, "--include-dir", include_dir, "--archs", archs, *options]
    if "--nvcc" not in options:
        command += ["--nvcc", "none"]
    for name, path in OUTPUTS.items():
        command += ["--" + name, path]
    if flags is not None:
        command += ["--", *flags]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True,
                          errors="backslashreplace", timeout=120)


def read_outputs(folder):
    return {name: (pathlib.Path(folder) / path).read_text() for name, path in OUTPUTS.items()
            if name != "depfile"}
