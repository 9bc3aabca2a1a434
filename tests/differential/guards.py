"""The beginnings of kernels: index variables and guards of many shapes.

Sums are of unsigned numbers, or of ones so small that no signed sum overflows ("tame"); what may be
any number is only compared.
"""
import dataclasses

from abstract import I16, I32, I64, U8, U32, U64, Expr, Stmt, Type

CHAR32, I128 = Type("char32_t", 32), Type("__int128", 128, True)
LONG, SIZE = Type("long", 64, True), Type("size_t", 64)
INDEX_TYPES = (I32,) * 6 + (U32,) * 4 + (LONG, SIZE, I64, U64) * 2 + (I16, U8, CHAR32, I128)
SOME = ("1", "3", "5", "16", "31", "32", "100")

FULL = "blockIdx.x * blockDim.x + threadIdx.x"
CASTS = ("int", "unsigned", "long", "long long", "size_t", "short", "double", "float")


@dataclasses.dataclass
class Value:
    """Something to compare. `tame`: between -100,000 and 100,000 and signed, or unsigned."""
    text: str
    type: Type
    tame: bool
    exact: bool = False  # `auto` gives this type


def x_forms(shift):
    """Unsigned expressions of threadIdx.x; with `shift`, a parameter that moves them far away."""
    full = FULL
    out = [full] * 3 + ["threadIdx.x + blockIdx.x * blockDim.x", "threadIdx.x",
                        "blockDim.x * blockIdx.x + threadIdx.x",
                        "(blockIdx.x * blockDim.x) + threadIdx.x",
                        "blockIdx.x * 16 + threadIdx.x", "threadIdx.x + 5u",
                        "threadIdx.x + threadIdx.y * blockDim.x", "(threadIdx.x)",
                        "blockIdx.y * blockDim.x + (threadIdx.x + gridDim.x)",
                        "blockDim.x - 1 - threadIdx.x", "2 * threadIdx.x", "threadIdx.x / 2",
                        "(" + full + ") % 7u", "threadIdx.x & 31u", "threadIdx.y",
                        "threadIdx.x ^ 1u"]
    if shift:
        out = ["base + " + full, full + " + base", "(blockIdx.x + base) * blockDim.x + threadIdx.x",
               "threadIdx.x + base", "threadIdx.x - base", full + " - 7u", "threadIdx.x - 5u",
               "base - threadIdx.x", "base * blockDim.x + threadIdx.x",
               full + " + (base - blockDim.x)"]
    return out


def tame_forms():
    """Signed expressions that stay small."""
    full = "(int)(blockIdx.x * blockDim.x + threadIdx.x)"
    return [full + " - 7", full + " + shift", "static_cast<int>(threadIdx.x) - shift",
            "shift + " + full,
            "int(blockIdx.x * blockDim.x) + int(threadIdx.x)", full, "shift - (int)threadIdx.x",
            "(int)threadIdx.x + (shift - 3)", full + " * 2", "-(int)threadIdx.x"]


class Guards:
    """Grows the beginning of one kernel."""

    def __init__(self, rng, wild):
        self.rng, self.wild = rng, wild
        self.indices, self.count = [], 0
        self.uniforms = [Value("n", I32, True), Value("m", I32, True), Value("un", U32, True),
                         Value("s.n", I32, True), Value("s.u", U32, True), Value("big", I32, False),
                         Value("ubig", U32, False), Value("far", I64, False),
                         Value("shift", I32, True)]

    def fresh(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    # --- variables

    def declaration(self, value, text):
        """Of a variable that is called as `value` says."""
        rng, kind = self.rng, value.type
        spelled = kind.name
        if rng.random() < 0.15 and value.exact:
            spelled = "auto"
        const = rng.choice(["const ", "const ", ""])
        return Stmt(f"{const}{spelled} {value.text} = $0;", [Expr(kind, text, pinned=True)],
                    member=f"{kind.name} {value.text}", name=value.text,
                    hoisted=f"{value.text} = $0;")

    def index(self):
        rng = self.rng
        kind = rng.choice(INDEX_TYPES)
        value = Value(self.fresh("x"), kind, not self.wild)
        if kind in (I16, U8, CHAR32, I128):
            value.tame = False
        if self.wild and kind.bits == 64 and rng.random() < 0.4:
            text = rng.choice(["start + threadIdx.x", FULL + " + start", "start - threadIdx.x"])
        elif self.wild:
            text = rng.choice(x_forms(True))
            value.exact = kind == U32
        elif rng.random() < 0.25:
            text = rng.choice(tame_forms())
            value.exact = kind == I32
            value.tame = kind.signed and kind.bits >= 32
        else:
            text = rng.choice(x_forms(False))
            value.exact = kind == U32
        if not self.indices and rng.random() < 0.5:
            text = rng.choice([FULL] * 6 + ["GLOBAL_X"])  # what people write
            value.tame = kind.bits >= 32
            if self.wild:
                text = rng.choice(["base + " + FULL, FULL + " + base"])
                value.tame = False
            value.exact = kind == U32
        if kind == I128:
            text, value.tame, value.exact = "((__int128)start << 40) + threadIdx.x", False, True
        if rng.random() < (0.6 if kind == CHAR32 else 0.1):
            text = f"static_cast<{kind.name}>({text})"
            value.exact = True
        self.indices.append(value)
        return self.declaration(value, text)

    def row(self):
        """An index that is the same in all of a row."""
        rng = self.rng
        value = Value(self.fresh("y"), rng.choice((I32, U32, I32, LONG, SIZE)), True)
        value.exact = value.type == U32
        text = rng.choice(["blockIdx.y * blockDim.y + threadIdx.y", "threadIdx.y", "blockIdx.z",
                           "threadIdx.z + blockIdx.z * blockDim.z", "blockIdx.x * blockDim.x"])
        self.uniforms += [value, value]
        return self.declaration(value, text)

    def uniform(self):
        rng = self.rng
        value = Value(self.fresh("u"), rng.choice((I32, U32, I64)), True)
        text = rng.choice(["n / 2", "n - 1", "s.n + 2", "min(n, m)", "n < m ? n : m",
                           "gridDim.x * 3", "100", "blockDim.x + 1", "(n & 63) + 1",
                           "sizeof(int) * 9", "max(s.n, 3)"])
        if rng.random() < 0.2:
            number = rng.choice(SOME)
            return Stmt(f"constexpr int {value.text} = {number};", member=f"int {value.text}",
                        name=value.text, hoisted=f"{value.text} = {number};")
        self.uniforms.append(value)
        value.tame = value.type.signed
        return self.declaration(value, text)

    # --- conditions

    def of_index(self):
        rng = self.rng
        value = rng.choice(self.indices)
        roll, wide = rng.random(), value.type.bits == 64
        if roll < 0.5:
            return value.text
        if roll < 0.6:
            return rng.choice(["threadIdx.x", "(int)threadIdx.x", "threadIdx.x + 2u",
                               "threadIdx.x - 3u"])
        if roll < 0.72:
            return f"({rng.choice(CASTS)}){value.text}"
        if value.type.signed and not value.tame:
            sum_of = f"(long long){value.text} {rng.choice('+-')} {rng.choice(SOME)}"
            return f"({value.text})" if wide else sum_of
        some = rng.choice(SOME)
        return rng.choice([f"{value.text} + {some}", f"{value.text} - {some}",
                           f"{some} + {value.text}", f"{value.text} + shift", f"{value.text} * 2",
                           f"{value.text} / 3", f"{value.text} % 5",
                           f"-{value.text}", f"~{value.text}", f"{value.text} & 1",
                           f"{value.text} >> 1", f"min({value.text}, {value.text})",
                           f"({value.text} + 1) - n"])

    def of_uniform(self):
        rng = self.rng
        if rng.random() < 0.25:
            return rng.choice(["64", "0", "1", "-1", "37u", "blockDim.x", "gridDim.x * blockDim.x",
                               "50.5f", "'a'", "sizeof(s)", "s.wide", "s.f", "n * 2", "min(n, m)",
                               "n + m", "warpSize", "blockDim.x - 1u", "s.a[1]", "in[3]", "kSome",
                               "LIMIT", "AT_MOST(n, 9)"])
        value = rng.choice(self.uniforms)
        if value.tame and rng.random() < 0.3:
            return rng.choice([f"{value.text} - 1", f"{value.text} + 3", f"({value.text})",
                               f"{value.text} / 2", f"(long){value.text}",
                               f"(unsigned){value.text}"])
        return value.text

    def comparison(self):
        rng = self.rng
        sides = [self.of_index(), self.of_uniform()]
        operator = rng.choice(["<", "<", "<", "<=", ">", ">=", "==", "!="])
        if rng.random() < 0.35:
            sides.reverse()
            operator = operator.translate(str.maketrans("<>", "><"))
        if rng.random() < 0.1:
            sides[0] = self.of_uniform()
        return Expr(I32, f"{sides[0]} {operator} {sides[1]}")

    def condition(self, depth=2):
        rng = self.rng
        roll = rng.random()
        if depth == 0 or roll < 0.5:
            return self.comparison()
        kids = [self.condition(depth - 1), self.condition(depth - 1)]
        if roll < 0.66:
            return self.joined("&&", kids)
        if roll < 0.8:
            return self.joined("||", kids)
        if roll < 0.92:
            return Expr(I32, "!($0)", kids[:1])
        text = "($0) == ($1)" if roll < 0.96 else "(n > 20 ? $0 : $1)"
        return Expr(I32, text, kids)

    def joined(self, operator, kids):
        slots = [f"(${i})" if "|" in kid.text or "&" in kid.text or self.rng.random() < 0.2
                 else f"${i}" for i, kid in enumerate(kids)]
        return Expr(I32, f" {operator} ".join(slots), kids)

    # Most guards of people compare the index with a limit, and hold for one stretch of a row.

    def plain_index(self):
        rng, value = self.rng, self.indices[0]
        forms = [value.text] * 6 + [f"({value.text})"]
        if value.type.signed and value.tame:
            forms += [f"{value.text} + {rng.choice(SOME)}", f"{value.text} - {rng.choice(SOME)}",
                      f"{rng.choice(SOME)} + {value.text}", f"{value.text} + shift",
                      f"(long long){value.text} - n", f"{value.text} - (m - 2)"]
        forms.append("threadIdx.x")
        forms.append(f"({'unsigned ' * (not value.type.signed)}long long){value.text}")
        return rng.choice(forms)

    def limit(self):
        rng, kind = self.rng, self.indices[0].type
        if self.wild:
            return rng.choice(["far", "far", "big", "ubig"] if kind.bits == 64 else
                              ["big", "ubig", "big" if kind.signed else "ubig"])
        names = ["n", "n", "m", "s.n"] if kind.signed else ["un", "un", "s.u", "n", "m"]
        name = rng.choice([*names, "n", "far", "big"])
        if rng.random() < 0.04:
            return rng.choice(["AT_MOST(n, m)", "LIMIT", "kSome", "(n + LIMIT)"])
        if name in ("n", "m", "s.n") and rng.random() < 0.2:
            return rng.choice([f"{name} - 1", f"{name} + 3", f"({name} / 2)", f"min({name}, 50)"])
        return name

    def stretch(self, wanted, depth=2):
        rng, roll = self.rng, self.rng.random()
        if depth and roll < 0.25:
            operator = "&&" if wanted else "||"
            return self.joined(operator, [self.stretch(wanted, 0), self.stretch(wanted, depth - 1)])
        if depth and roll < 0.4:
            return Expr(I32, "!($0)", [self.stretch(not wanted, depth - 1)])
        if roll < 0.44:
            operator = rng.choice(["<", ">=", "!="])
            return Expr(I32, f"{self.of_uniform()} {operator} {self.of_uniform()}")
        operator = rng.choice(["<", "<", "<=", ">", ">="])
        if rng.random() < 0.12:
            operator = "==" if wanted else "!="
        sides = [self.plain_index(), self.limit()]
        if rng.random() < 0.3:
            sides.reverse()
        return Expr(I32, f"{sides[0]} {operator} {sides[1]}")

    def guard(self):
        condition = self.condition() if self.rng.random() < 0.25 else self.stretch(False)
        leave = self.rng.choice(["RETURN"] * 4 + ["{ RETURN }"] * 3 + ["{ RETURN } else { }"])
        head = "if ($0)"
        if self.rng.random() < 0.03:
            head = "if (const int limit = n; $0 && limit < 90)"
        return Stmt(f"{head} {leave}", [condition])

    def beginning(self):
        """Statements, and whether what follows stands in a last `if`, and its condition."""
        rng = self.rng
        out = [self.uniform()] if rng.random() < 0.15 else []
        out.append(self.index())
        for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
            makers = [self.index, self.row, self.uniform, self.guard]
            out.append(rng.choices(makers, [2, 2, 2, 5])[0]())
        if rng.random() < 0.4:
            return out, self.condition() if rng.random() < 0.25 else self.stretch(True)
        out.append(self.guard())
        return out, None


def joined_declarations(rng, statements):
    """The same, with some neighbours of one type in one declaration."""
    out = []
    for each in statements:
        head = each.text.split(f" {each.name} =")[0] if each.name else ""
        last = out[-1] if out else None
        if (last and each.name and head and "$0" in each.text and rng.random() < 0.4 and
                last.text.startswith(f"{head} ") and last.name and last.text.endswith("= $0;")):
            text = f"{last.text[:-1]}, {each.name} = $1;"
            out[-1] = Stmt(text, last.exprs + each.exprs, pinned=True)
        else:
            out.append(each)
    return out
