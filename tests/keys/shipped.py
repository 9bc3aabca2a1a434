"""The third check: what a cache ships is what nvcc makes of the user's own source.

larder-generate writes a CUDA variant, larder-pack compiles it into a cache, `larder extract` takes
each kernel's machine code and PTX out of it. cubin.py says what an image is. A cubin of one kernel
places its constants elsewhere than one of the whole source, and machine code holds the addresses;
where that is the difference, ptxas -c decides, whose machine code holds relocations instead.
"""
import contextlib
import dataclasses
import pathlib
import random
import re
import tempfile

import compilers
import corpus
import cubin

CACHE = "out.larder"
SUBSETS = 3  # how many random companies of stale kernels are tried


@dataclasses.dataclass
class Shipped:
    """One program's cache, taken apart."""
    names: dict  # symbol: name
    machine_code: dict  # symbol: cubin
    ptx: dict  # symbol: text
    whole: str = ""  # why the source went to nvcc as a whole; empty where it did not
    company: str = ""  # what differs where other kernels were stale; empty where nothing does


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What the check says of one kernel."""
    outcome: str  # same, differs, refused
    kernel: str
    note: str = ""


class Shipper:
    """Makes caches. `larder` and `pack` are the programs of these names."""

    def __init__(self, generate, pack, larder, nvcc):
        self.generate, self.nvcc = generate, nvcc
        self.pack = compilers.Tool(pack, generate.include, generate.arch)
        self.larder = compilers.Tool(larder, generate.include, generate.arch)

    def ship(self, program, made=None, companies=False):
        """`made`: what larder-generate wrote, where it is known."""
        made = made or self.generate.made(program)
        if not made.kernels:
            return Shipped({}, {}, {})
        with self.folder(program, made) as folder:
            if made.whole:  # what nvcc then reads may name the folder that it was written in
                self.generate.execute(program, self.generate.arguments(program), folder)
            self.make_cache(program, folder)
            out = Shipped(made.kernels, *extract(self.larder, folder / CACHE, made.kernels, folder),
                          made.whole)
            if companies and len(made.kernels) > 1:
                out.company = self.companies(program, folder)
            return out

    @contextlib.contextmanager
    def folder(self, program, made):
        """The folder that a build would have, with the program's files and those written."""
        with tempfile.TemporaryDirectory(prefix="keys-") as name:
            folder = pathlib.Path(name)
            compilers.write(program, folder)
            made.write(folder)
            yield folder

    def make_cache(self, program, folder, jobs=1):
        flags = [f"--nvcc-flag={flag}" for flag in program.device_flags]
        options = ["-o", CACHE, "--archs", self.generate.arch, "--nvcc", self.nvcc.path,
                   "--store", "store", "-j", str(jobs), *flags]
        self.pack.execute(program, [compilers.MANIFEST, *options], folder)

    def companies(self, program, folder):
        """Packs again with each image of the store missing alone, in a few random subsets, and with
        several compilers at once. Says what differs from the first cache, for which all kernels
        were stale."""
        cold = cache_bytes(folder)
        images = sorted((folder / "store").rglob("*.image"))
        for jobs, subset in enumerate(stale_sets(program, images), 1):
            for image in subset:
                image.unlink()
            self.make_cache(program, folder, jobs % 3 + 1)
            if cache_bytes(folder) != cold:
                return f"other bytes with {len(subset)} of {len(images)} images stale"
        return ""


def stale_sets(program, images):
    draw = random.Random(program.text(program.main))
    subsets = [draw.sample(images, draw.randint(2, len(images) - 1))
               for _ in range(SUBSETS if len(images) > 2 else 0)]
    return [images, *([image] for image in images), *subsets]


def extract(larder, cache, symbols, folder):
    """({symbol: cubin}, {symbol: PTX}) of a cache's kernels; files are written to `folder`."""
    code, text = {}, {}
    for number, symbol in enumerate(symbols):
        out = folder / f"extracted-{number}"
        larder.execute(None, ["extract", cache, "--kernel", symbol, "-o", out], folder)
        code[symbol] = next(out.glob("*.cubin")).read_bytes()
        text[symbol] = next(out.glob("*.ptx")).read_text()
    return code, text


def cache_bytes(folder):
    return [(folder / (CACHE + end)).read_bytes() for end in ("", "-data")]


VARIABLE = re.compile(r"^(?:\.visible |\.extern |\.weak )?"
                      r"(?=\.(?:global|const)\b[^;=\n]*? (\w+)(?:\[|;| =))", re.M)


def with_visible(ptx, names):
    """PTX in which these variables can be found by the host."""
    return VARIABLE.sub(lambda found: ".visible " if found[1] in names else found[0], ptx)


def visible(ptx):
    return {found[1] for found in VARIABLE.finditer(ptx) if found[0] == ".visible "}


class Assembler:
    """Makes machine code of PTX: as nvcc does, or with relocations in it."""

    def __init__(self, nvcc):
        self.nvcc = nvcc
        self.ptxas = compilers.Tool(str(pathlib.Path(nvcc.path).resolve().parent / "ptxas"),
                                    nvcc.include, nvcc.arch)

    def by_nvcc(self, program, ptx):
        options = [f"-arch=sm_{self.nvcc.arch}", "-cubin", *program.device_flags, "a.ptx",
                   "-o", "out.cubin"]
        return self.made(self.nvcc, program.with_text("a.ptx", ptx), options)

    def relocatable(self, ptx):
        program = corpus.Program((("a.ptx", ptx),), "a.ptx")
        options = ["-c", f"-arch=sm_{self.nvcc.arch}", "a.ptx", "-o", "out.cubin"]
        return self.made(self.ptxas, program, options)

    @staticmethod
    def made(tool, program, options):
        with tool.run(program, options) as folder:
            return (folder / "out.cubin").read_bytes()


class Judge:
    """Compares shipped images with those that nvcc makes of the user's source."""

    def __init__(self, nvcc):
        self.nvcc, self.assembler = nvcc, Assembler(nvcc)

    def verdicts(self, program, ship, source_code=None):
        """(why the source went whole or nothing, verdicts); ship() makes the cache. `source_code`
        is nvcc's cubin of the source, where it is known. Raises Refused where nvcc refuses the
        source."""
        source = Source(program, source_code or self.nvcc.cubin(program))
        try:
            made = ship()
        except compilers.Refused as refused:
            tool, said = refused.args
            return "", [Verdict("refused", "", f"{tool}: {first_error(said)}")]
        verdicts = [self.kernel(source, made, symbol) for symbol in made.names]
        if made.company:
            verdicts.append(Verdict("differs", "", made.company))
        return made.whole, verdicts

    def kernel(self, source, made, symbol):
        name = made.names[symbol]
        note = difference(source.image, made.machine_code[symbol], symbol, name)
        if note:
            note = self.difference_of_ptx(source, made, symbol, name)
        return Verdict("differs" if note else "same", name, note)

    def difference_of_ptx(self, source, made, symbol, name):
        """What differs between a shipped image and the source's, apart from places of constants and
        from variables being visible to the host."""
        program, ptx = source.program, made.ptx[symbol]
        expected = cubin.Cubin(self.assembler.by_nvcc(program, ptx))
        if note := difference(expected, made.machine_code[symbol], symbol, name):
            return f"the machine code is not what nvcc makes of the PTX beside it: {note}"
        if source.ptx is None:
            source.ptx = self.nvcc.ptx(program)
        expected = self.assembler.relocatable(with_visible(source.ptx, visible(ptx)))
        return difference(cubin.Cubin(expected), self.assembler.relocatable(ptx), symbol, name)


@dataclasses.dataclass
class Source:
    """nvcc's code of the user's own source."""
    program: corpus.Program
    code: bytes
    ptx: str = None

    def __post_init__(self):
        self.image = cubin.Cubin(self.code)


def difference(expected, code, symbol, name):
    """The differences between nvcc's image of a kernel and a shipped one; empty if there are none.
    Names of kernels and variables do not count: unnamed namespaces and `static` change them."""
    images = []
    for image in (expected, cubin.Cubin(code)):
        entry = cubin.entry_of(symbol, name, image)
        images.append([renamed(part, cubin.plain_name(entry)) for part in image.image(entry)])
    one, other = images
    return "" if one == other else cubin.difference(one, other)


def renamed(part, kernel):
    """A part of an image, or a part of one, without the kernel's name and a variable's."""
    if isinstance(part, str):
        return part.replace(kernel, "KERNEL")
    if isinstance(part, cubin.Variable):
        part = part._replace(name="")
    if isinstance(part, (list, tuple)):
        return [renamed(each, kernel) for each in part]
    return part


def first_error(text):
    lines = text.splitlines()
    return next((line for line in lines if "error" in line), lines[0] if lines else "no word")
