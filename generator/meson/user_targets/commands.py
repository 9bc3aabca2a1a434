"""Keeps the part of compile_commands.json that larder-generate reads in a file that is written only
when that part changes. Meson writes all of it again each time it configures; this runs afterwards."""
import json
import os
import pathlib

KEPT = "larder-commands.json"
PRECOMPILED = (".gch", ".pch")


def concerns_kernels(entry):
    file, output = pathlib.PurePath(entry["file"]).name, entry.get("output", "")
    return file.endswith(".larder.cpp") or "unity" in file or output.endswith(PRECOMPILED)


def main():
    root = pathlib.Path(os.environ["MESON_BUILD_ROOT"])
    commands, kept = root / "compile_commands.json", root / KEPT
    if not commands.exists():
        return
    text = json.dumps([each for each in json.loads(commands.read_text("utf-8", "surrogateescape"))
                       if concerns_kernels(each)], indent=1)
    if not kept.exists() or kept.read_text() != text:
        kept.write_text(text)


main()
