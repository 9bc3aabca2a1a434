"""Random expressions without undefined behaviour."""
from abstract import F32, F64, I32, I64, INTEGERS, REALS, TYPES, U32, U64, Expr


class Scope:
    """What an expression may mention. `variables`: (name, type, may be assigned to)."""

    def __init__(self, rng, outer=None):
        self.rng, self.outer = rng, outer
        self.variables = list(outer.variables) if outer else []
        self.arrays = list(outer.arrays) if outer else []  # (name, type, see within)
        self.functions = list(outer.functions) if outer else []  # (name, type, types of parameters)
        self.names = outer.names if outer else [0]

    def fresh(self, prefix):
        self.names[0] += 1
        return f"{prefix}{self.names[0]}"

    def add(self, name, kind, assignable=True):
        self.variables.append((name, kind, assignable))

    def knows(self, name):
        return any(known == name for known, _, _ in self.variables)

    def of_type(self, kind, assignable=False):
        return [name for name, own, writable in self.variables
                if own == kind and (writable or not assignable)]


def literal(rng, kind):
    if kind.real:
        text = f"{rng.randint(-40, 40) / 8}"
        return Expr(kind, f"({text}f)" if kind == F32 else f"({text})")
    if rng.random() < 0.15:
        half = 1 << kind.bits - 1
        value = rng.choice([half - 1, half, 2 * half - 1, 2 * half - 32, 255])
    elif rng.random() < 0.2:  # bits in which the lanes of a warp differ, and those above
        value = rng.choice([1, 2, 4, 5, 8, 16, 31, 32, 33, 63, 64, 96, 127])
    else:
        value = rng.randint(0, 50)
    suffix = {I32: "", U32: "u", I64: "ll", U64: "ull"}.get(kind)
    most = (1 << kind.bits - (1 if kind.signed else 0)) - 1
    if suffix is not None:
        return Expr(kind, f"{min(value, most)}{suffix}")
    return Expr(kind, f"({kind.name})({min(value, most)})")


def cast(kind, inner):
    """To an integer a real number goes by the device function `whole`, which bounds it."""
    if inner.type == kind:
        return inner
    if inner.type.real and not kind.real:
        return Expr(kind, f"({kind.name})(whole($0))", [inner])
    return Expr(kind, f"({kind.name})($0)", [inner])


def within(count):
    """The bound of an index: `count` is a power of two, or an operator and its operand."""
    return f"& {count - 1}u" if isinstance(count, int) else count


class Maker:
    """Makes expressions over a scope."""

    def __init__(self, scope):
        self.scope, self.rng = scope, scope.rng

    def leaf(self, kind):
        rng = self.rng
        roll = rng.random()
        same = self.scope.of_type(kind)
        if same and roll < 0.55:
            return Expr(kind, rng.choice(same))
        if self.scope.variables and roll < 0.8:
            name, own, _ = rng.choice(self.scope.variables)
            return cast(kind, Expr(own, name))
        if self.scope.arrays and roll < 0.9:
            return self.element(kind, 0)
        return literal(rng, kind)

    def element(self, kind, depth):
        name, own, count = self.rng.choice(self.scope.arrays)
        if self.rng.random() < 0.25 and self.scope.knows("tid" if count == "% all" else "threadIdx.x"):
            return cast(kind, Expr(own, f"{name}[{self.neighbour(count)}]", [self.condition(depth)]))
        index = self.make(U32, depth)
        return cast(kind, Expr(own, f"{name}[($0) {within(count)}]", [index]))

    def neighbour(self, count):
        """An index beside the thread's own, or one at an edge."""
        if count == "% all":
            return self.rng.choice(["tid == 0u ? tid : tid - 1u", "min(tid + 1u, all - 1u)",
                                    "$0 ? tid : all - 1u", "tid + 1u < all ? tid + 1u : 0u"])
        last = f"{count - 1}u"
        return self.rng.choice([f"min(threadIdx.x, {last})", f"$0 ? min(threadIdx.x, {last}) : 1u",
                                f"threadIdx.x < {last} ? threadIdx.x + 1u : {last}",
                                f"threadIdx.x == 0u ? {last} : min(threadIdx.x - 1u, {last})",
                                f"max(min((int)threadIdx.x - 3, {count - 1}), 0)"])

    def make(self, kind, depth):
        rng = self.rng
        if depth <= 0 or rng.random() < 0.12:
            return self.leaf(kind)
        roll = rng.random()
        if roll < 0.08:
            return cast(kind, self.make(rng.choice(TYPES), depth - 1))
        if roll < 0.16 and self.scope.arrays:
            return self.element(kind, depth - 1)
        if roll < 0.24:
            return Expr(kind, "($0 ? $1 : $2)", [self.condition(depth - 1),
                                                 self.make(kind, depth - 1),
                                                 self.make(kind, depth - 1)])
        if roll < 0.32 and self.scope.functions:
            return self.call(kind, depth - 1)
        return self.real(kind, depth) if kind.real else self.integer(kind, depth)

    def call(self, kind, depth):
        name, own, parameters = self.rng.choice(self.scope.functions)
        slots = ", ".join(f"${i}" for i in range(len(parameters)))
        given = [self.make(each, depth - 1) for each in parameters]
        return cast(kind, Expr(own, f"{name}({slots})", given))

    def condition(self, depth):
        rng = self.rng
        if depth > 0 and rng.random() < 0.3:
            operator = rng.choice(["$0 && $1", "$0 || $1", "!($0)", "$0 != $1"])
            kids = [self.condition(depth - 1), self.condition(depth - 1)]
            return Expr(I32, f"({operator})", kids)
        if self.scope.knows("threadIdx.x") and rng.random() < 0.07:  # few lanes, often one
            return Expr(I32, f"(threadIdx.x == {rng.choice([0, 0, 1, 5, 31, 32])}u)")
        kind = rng.choice(TYPES)
        operator = rng.choice(["<", "<=", ">", ">=", "==", "!="])
        if rng.random() < 0.3:
            kind, operator = U32, "& 3u) == ("
        kids = [self.make(kind, depth), self.make(kind, depth)]
        return Expr(I32, f"(($0) {operator} ($1))", kids)

    def real(self, kind, depth):
        a, b = self.make(kind, depth - 1), self.make(kind, depth - 1)
        one = kind == F32
        text = self.rng.choice(["($0 + $1)", "($0 - $1)", "($0 * $1)", "($0 / $1)", "($0 * $1)",
                                "fabsf($0)" if one else "fabs($0)",
                                "sqrtf(fabsf($0))" if one else "sqrt(fabs($0))",
                                "floorf($0)" if one else "floor($0)",
                                "fmaf($0, $1, $0)" if one else "fma($0, $1, $0)", "(-$0)"])
        return Expr(kind, text, [a, b])

    def integer(self, kind, depth):
        rng = self.rng
        a, b = self.make(kind, depth - 1), self.make(kind, depth - 1)
        wide, name = kind.wide, kind.name
        own = kind in (U32, U64)
        if rng.random() < 0.2:
            return self.special(kind, depth)
        operator = rng.choice(["+", "-", "*", "+", "-", "^", "&", "|", "/", "%", "<<", ">>"])
        if operator in "/%":
            return Expr(kind, f"({name})(($0) {operator} (($1 & 15) + 1))", [a, b])
        if operator in ("<<", ">>"):
            left = "($0)" if operator == ">>" else f"({wide})($0)"
            return Expr(kind, f"({name})({left} {operator} (($1) & {kind.bits - 1}))", [a, b])
        if own or operator in "^&|":
            text = f"($0 {operator} $1)"
            return Expr(kind, text if own else f"({name}){text}", [a, b])
        return Expr(kind, f"({name})(({wide})($0) {operator} ({wide})($1))", [a, b])

    def special(self, kind, depth):
        rng = self.rng
        one = rng.choice([U32, I32])
        word = rng.choice(["__popc", "__clz", "__ffs", "__brev", "__umulhi", "min", "max"])
        a, b = self.make(one, depth - 1), self.make(one, depth - 1)
        if word in ("min", "max"):
            return cast(kind, Expr(one, f"{word}($0, $1)", [a, b]))
        if word == "__umulhi":
            return cast(kind, Expr(U32, "__umulhi($0, $1)", [cast(U32, a), cast(U32, b)]))
        given = cast(I32 if word in ("__clz", "__ffs") else U32, a)
        return cast(kind, Expr(U32 if word == "__brev" else I32, f"{word}($0)", [given]))


def any_type(rng):
    return rng.choice(INTEGERS + (U32, I32, U32, I32, I64) + REALS + (F32, F64))
