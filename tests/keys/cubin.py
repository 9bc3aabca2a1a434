"""The content of a cubin for one kernel, in a form that does not depend on its neighbours.

A kernel's image is a walk: its function's sections, then whatever their relocations lead to, and
so on. Of a function count .text (with its register count, which is in sh_info's high byte),
.nv.info, .nv.constantN, .nv.shared and .nv.local; of a variable, its bytes. Symbols are known by
their order in the walk, so numbers of symbols and offsets in shared sections do not count:

- relocations, .nv.info's PARAM_CBANK and EXTERNS hold numbers of symbols: they become names;
- of the .nv.info that all functions share, the entries of this function count;
- nvcc's names for files and unnamed namespaces hold a digest of the path, which goes; names of local
  variables hold one too, or a counter: their places and contents count instead;
- .debug_frame, .nv.callgraph, .nv.prototype, .nv.rel.action and notes repeat what the rest says.

A whole-program cubin has no relocations in its code: addresses in the constant banks are final,
and depend on what neighbours put there. So shared() tells whether anything outside the kernels'
own sections differs. Where it does, the images of `nvcc -rdc=true` decide: there relocations name
all that the code uses.
"""
import collections
import re
import struct

ENTRY = 0x10  # st_other: __global__
NO_BITS = {8, 0x70000007, 0x7000000A, 0x70000009}  # SHT_NOBITS, CUDA's global, shared and local
FUNCTION, SECTION = 2, 3
SYMBOL_TABLE, RELA, REL = 2, 4, 9
LINE_TABLES = (".debug_line", ".nv_debug_line_sass")
PARAM_CBANK, EXTERNS = 0x0A, 0x0F
OF_FUNCTION = {0x11, 0x12, 0x23, 0x2F}  # in the shared .nv.info: frame, stack, registers
OWN = re.compile(r"\.(text|nv\.info|nv\.constant\d+|nv\.shared|nv\.local)\.(.+)")
REPEATED = re.compile(r"|\.shstrtab|\.strtab|\.symtab|\.note.*|\.nv\.info|\.nv\.callgraph"
                      r"|\.nv\.prototype|\.nv\.rel\.action|\.debug_frame|\.rela?\..*")
UNNAMED = re.compile(r"(\d*?)(\d\d)(?=_(?:INTERNAL|GLOBAL__N)__?[0-9a-f]{8}_)")  # and its length
OF_VARIANT = re.compile(r"\d+larder_unnamed")  # what the CUDA variant makes of it


def words_of(data):
    return struct.unpack(f"<{len(data) // 4}I", data)


def plain_name(name):
    """The name without what nvcc made of the file and of unnamed namespaces."""
    name = OF_VARIANT.sub("_unnamed", name)
    while found := UNNAMED.search(name):
        before = name[:found.start()].removesuffix("_unnamed")
        name = before + "_unnamed" + name[found.end() + int(found[2]):]
    return name


Variable = collections.namedtuple("Variable", "name type size bytes targets")


class Section:
    def __init__(self, data, header):
        self.name_at, self.type, self.flags, _, start, self.size, _, self.info, _, _ = header
        self.bytes = b"" if self.type in NO_BITS else data[start:start + self.size]
        self.name = ""
        self.relocations = []  # (offset, type, number of the symbol, addend)


class Symbol:
    def __init__(self, names, data):
        name_at, info, self.other, self.section = struct.unpack_from("<IBBH", data)
        self.value, self.size = struct.unpack_from("<QQ", data, 8)
        self.type, self.local = info & 15, info >> 4 == 0
        self.name = text_at(names, name_at)


def text_at(data, start):
    return data[start:data.index(b"\0", start)].decode()


def attributes(data):
    """(number, value) of each entry of a .nv.info section."""
    at = 0
    while at < len(data):
        form, number, value = struct.unpack_from("<BBH", data, at)
        at += 4
        yield number, data[at:at + value] if form == 4 else value
        at += value if form == 4 else 0


class Cubin:
    def __init__(self, data):
        start, = struct.unpack_from("<Q", data, 0x28)
        count, names = struct.unpack_from("<HH", data, 0x3C)
        headers = [struct.unpack_from("<IIQQQQIIQQ", data, start + 64 * i) for i in range(count)]
        self.sections = [Section(data, header) for header in headers]
        for section in self.sections:
            section.name = text_at(self.sections[names].bytes, section.name_at)
        self.symbols = []
        for section, header in zip(self.sections, headers):
            if section.type == SYMBOL_TABLE:
                strings = self.sections[header[6]].bytes
                self.symbols = [Symbol(strings, section.bytes[at:at + 24])
                                for at in range(0, section.size, 24)]
            elif section.type in (REL, RELA):
                self.sections[section.info].relocations += relocations(section)
        self.by_name = {section.name: section for section in self.sections}

    def entries(self):
        """The kernels' symbols."""
        return [symbol.name for symbol in self.symbols
                if symbol.type == FUNCTION and symbol.other & ENTRY and symbol.section]

    def shared(self):
        """All that is in none of the kernels' own sections."""
        entries = set(self.entries())
        out = []
        for index, section in enumerate(self.sections):
            own = OWN.fullmatch(section.name)
            if REPEATED.fullmatch(section.name) or own and own[2] in entries:
                continue
            symbols = sorted((symbol.value, symbol.size, self.label(number))
                             for number, symbol in enumerate(self.symbols)
                             if symbol.section == index)
            targets = sorted((offset, kind, self.label(target), addend)
                             for offset, kind, target, addend in section.relocations)
            data = section.bytes
            if own and own[1] == "nv.info":
                data = self.information(section)
            out.append((plain_name(section.name), section.size, data, symbols, targets))
        return sorted(out, key=lambda part: part[0])

    def label(self, number):
        """A name that stays: a local variable's own holds a digest or a counter."""
        symbol = self.symbols[number]
        if symbol.type == SECTION or symbol.local and symbol.type != FUNCTION:
            return f"{plain_name(self.sections[symbol.section].name)}+{symbol.value}"
        return plain_name(symbol.name)

    def information(self, section):
        out = []
        for number, value in attributes(section.bytes):
            if number == PARAM_CBANK:
                value = self.label(words_of(value)[0]), value[4:]
            elif number == EXTERNS:
                value = sorted(self.label(word) for word in words_of(value))
            out.append((number, value))
        return out

    def shared_information(self, name):
        """What the .nv.info of all functions says of one, and of its callees inside its code."""
        section = self.by_name.get(".nv.info")
        out = []
        for number, value in attributes(section.bytes) if section else ():
            label = self.symbols[words_of(value)[0]].name if number in OF_FUNCTION else ""
            if label == name or label.startswith(f"${name}$"):
                out.append((number, plain_name(label), value[4:]))
        return sorted(out)

    def lines(self):
        """The tables of lines, where there are any; they are of all kernels."""
        return [(name, self.by_name[name].bytes) for name in LINE_TABLES if name in self.by_name]

    def image(self, entry):
        """The kernel's image: a list of (name, contents), comparable with ==."""
        walk = Walk(self)
        walk.visit(next(number for number, symbol in enumerate(self.symbols)
                        if symbol.name == entry and symbol.type == FUNCTION))
        return walk.finish()


def relocations(section):
    size = 24 if section.type == RELA else 16
    for at in range(0, section.size, size):
        offset, info = struct.unpack_from("<QQ", section.bytes, at)
        addend = struct.unpack_from("<q", section.bytes, at + 16)[0] if size == 24 else 0
        yield offset, info & 0xFFFFFFFF, info >> 32, addend


class Walk:
    def __init__(self, cubin):
        self.cubin = cubin
        self.order = {}  # number of a symbol: its place in the walk
        self.waiting = []
        self.parts = []

    def visit(self, number):
        if number not in self.order:
            self.order[number] = len(self.order)
            self.waiting.append(number)
        return self.order[number]

    def finish(self):
        while self.waiting:
            number = self.waiting.pop(0)
            symbol = self.cubin.symbols[number]
            if symbol.type == FUNCTION:
                self.function(symbol)
            elif symbol.section and symbol.section < len(self.cubin.sections):
                self.variable(symbol)
            else:
                self.parts.append((plain_name(symbol.name), "elsewhere"))
        return self.parts

    def targets(self, section, begin, end):
        return [(offset - begin, kind, self.visit(target), addend)
                for offset, kind, target, addend in sorted(section.relocations)
                if begin <= offset < end]

    def function(self, symbol):
        name = plain_name(symbol.name)
        self.parts.append((name, symbol.other, self.cubin.shared_information(symbol.name)))
        for section in self.cubin.sections:
            own = OWN.fullmatch(section.name)
            if not own or own[2] != symbol.name:
                continue
            data = section.bytes
            registers = section.info >> 24 if own[1] == "text" else 0
            if own[1] == "nv.info":
                data = self.cubin.information(section)
            self.parts.append((f".{own[1]}.{name}", section.flags, section.size, registers, data,
                               self.targets(section, 0, section.size)))

    def variable(self, symbol):
        section = self.cubin.sections[symbol.section]
        begin, size = symbol.value, symbol.size
        if symbol.type == SECTION:
            begin, size = 0, section.size
        name = OWN.sub(r".\1", section.name) if symbol.local else plain_name(symbol.name)
        self.parts.append(Variable(name, section.type, size, section.bytes[begin:begin + size],
                                   self.targets(section, begin, begin + size)))


def entry_of(symbol, name, image):
    """A kernel's symbol in nvcc's image of the user's source, where unnamed namespaces and `static`
    put the file's name into it."""
    entries = image.entries()
    if symbol in entries:
        return symbol
    plain = re.split(r"<", name)[0].split("::")[-1]
    alike = [entry for entry in entries if f"{len(plain)}{plain}" in entry]
    if len(alike) != 1:
        raise LookupError(f"{name} ({symbol}) is not in nvcc's image: {entries}")
    return alike[0]


def difference(one, other):
    """A line for a person: where two images differ first."""
    for left, right in zip(one, other):
        for before, after in zip(left, right):
            if before == after:
                continue
            if isinstance(before, bytes) and isinstance(after, bytes):
                at = next((index for index, pair in enumerate(zip(before, after))
                           if pair[0] != pair[1]), min(len(before), len(after)))
                return (f"{left[0]} from byte {at:#x}: {before[at:at + 16].hex(' ', 4)} becomes "
                        f"{after[at:at + 16].hex(' ', 4)}")
            return f"{left[0]}: {str(before)[:200]} becomes {str(after)[:200]}"
    return f"{len(one)} parts become {len(other)}"
