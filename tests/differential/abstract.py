"""The abstract program of a kernel: expressions, statements, and how they are written in C++.

In a text, $0 stands for an expression, @0 for a list of statements and RETURN for leaving the
kernel, which is written otherwise where the reference runs a kernel phase by phase.
"""
import dataclasses
import re

SLOT = re.compile(r"([$@])(\d)")
WORD = re.compile(r"[A-Za-z_]\w*")


@dataclasses.dataclass(frozen=True)
class Type:
    name: str
    bits: int
    signed: bool = False
    real: bool = False

    @property
    def wide(self):
        """The unsigned type in which this integer computes without undefined behaviour."""
        return "unsigned long long" if self.bits == 64 else "unsigned"


I8, U8 = Type("signed char", 8, True), Type("unsigned char", 8)
I16, U16 = Type("short", 16, True), Type("unsigned short", 16)
I32, U32 = Type("int", 32, True), Type("unsigned", 32)
I64, U64 = Type("long long", 64, True), Type("unsigned long long", 64)
F32, F64 = Type("float", 32, True, True), Type("double", 64, True, True)
INTEGERS = (I32, U32, I64, U64, I8, U8, I16, U16)
REALS = (F32, F64)
TYPES = INTEGERS + REALS


@dataclasses.dataclass
class Expr:
    type: Type
    text: str
    kids: list = dataclasses.field(default_factory=list)
    pinned: bool = False  # the shrinker leaves it as it is, but for its kids

    def render(self):
        return SLOT.sub(lambda m: self.kids[int(m[2])].render(), self.text)


@dataclasses.dataclass
class Stmt:
    """`kind` is "plain", or what the reference does between phases: see reference.py."""
    text: str
    exprs: list = dataclasses.field(default_factory=list)
    bodies: list = dataclasses.field(default_factory=list)
    kind: str = "plain"
    member: str = ""  # "int $" : the variable's declaration, where it is declared here
    name: str = ""  # of that variable
    hoisted: str = ""  # the text where the variable is declared elsewhere; see Phases
    pinned: bool = False
    extra: dict = dataclasses.field(default_factory=dict)

    def render(self, phased=False, hoist=False):
        text = self.hoisted if hoist and self.member else self.text

        def slot(match):
            number = int(match[2])
            if match[1] == "$":
                return self.exprs[number].render()
            return "{\n" + render_all(self.bodies[number], phased) + "}"

        text = SLOT.sub(slot, text)
        for word, alone, within in (("RETURN", "return;", "done"), ("LEAVE", "break;", "left")):
            text = text.replace(word, f"{{ {within} = true; return; }}" if phased else alone)
        return text


def render_all(statements, phased=False, hoist=False):
    return "".join(each.render(phased, hoist) + "\n" for each in statements)


@dataclasses.dataclass
class Parameter:
    type: str  # "const float*"
    name: str
    argument: str  # in terms of the arena `a` and of the launch's numbers `g`


@dataclasses.dataclass
class Launch:
    grid: tuple
    block: tuple
    numbers: dict  # by the name of the parameter

    @property
    def threads(self):
        out = 1
        for extent in self.grid + self.block:
            out *= extent
        return out


@dataclasses.dataclass
class Kernel:
    name: str
    seed: str
    templates: list = dataclasses.field(default_factory=list)  # ("class T", "int"), ...
    parameters: list = dataclasses.field(default_factory=list)
    functions: list = dataclasses.field(default_factory=list)  # Stmt: each a device function
    shared: list = dataclasses.field(default_factory=list)  # (type, name, count); count 0: dynamic
    body: list = dataclasses.field(default_factory=list)
    launches: list = dataclasses.field(default_factory=list)
    out_type: Type = U32
    in_type: Type = U32
    mark: str = ""  # what stands behind LARDER_KERNEL

    @property
    def phased(self):
        return any(each.kind != "plain" for each in self.body)

    def words(self):
        """What the body and the device functions mention."""
        text = render_all(self.body) + render_all(self.functions)
        return set(WORD.findall(text))


def walk(statements):
    """All statements, each with the list that it is in and its place there."""
    for place, each in enumerate(statements):
        yield statements, place, each
        for body in each.bodies:
            yield from walk(body)


def sub_expressions(holder, index):
    """(list, index) of an expression and of all below it."""
    yield holder, index
    kids = holder[index].kids
    for place in range(len(kids)):
        yield from sub_expressions(kids, place)
