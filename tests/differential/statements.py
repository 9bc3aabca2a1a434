"""Random statements of a kernel's body: what a thread does between two waits."""
from abstract import I32, U32, Expr, Stmt
from expressions import Maker, Scope, any_type, cast

WHOLE = ("__device__ int whole(double x) { return x > -1e9 && x < 1e9 ? (int)x : 77; }")


class Writer:
    """`stores`: (text, type of $0, what may stand for the text's first "="): stores to memory that
    no other thread reads, and atomic operations; none in device functions."""

    def __init__(self, rng, stores, returns, own="id"):
        self.rng, self.stores, self.returns, self.own = rng, stores, returns, own

    def block(self, outer, depth, count, loops=()):
        scope = Scope(self.rng, outer)
        return [self.statement(scope, depth, loops) for _ in range(count)]

    def some(self, scope, depth, loops=()):
        return self.block(scope, depth - 1, self.rng.randint(1, 3), loops)

    def statement(self, scope, depth, loops=()):
        rng = self.rng
        choices = [(self.declare, 4), (self.assign, 8), (self.store, 3), (self.array, 1),
                   (self.write_element, 2), (self.lambda_, 1), (self.fetch, 0.5)]
        if depth > 0:
            choices += [(self.branch, 4), (self.counted, 2), (self.shrinking, 1), (self.do, 1),
                        (self.switch, 1), (self.walk, 0.7)]
        names, weights = zip(*choices)
        roll = rng.random()
        if loops and roll < 0.08:
            return self.leave_loop(scope, loops)
        if self.returns and roll > 0.97:
            return self.leave_kernel(scope)
        return rng.choices(names, weights)[0](scope, depth, loops)

    def declare(self, scope, depth, loops=()):
        kind, name = any_type(self.rng), scope.fresh("v")
        value = Maker(scope).make(kind, self.rng.choice([1, 2, 2, 3]))
        writable = self.rng.random() < 0.8
        scope.add(name, kind, writable)
        return Stmt(f"{'' if writable else 'const '}{kind.name} {name} = $0;", [value],
                    member=f"{kind.name} {name}", name=name, hoisted=f"{name} = $0;")

    def assign(self, scope, depth, loops=()):
        rng = self.rng
        targets = [(name, kind) for name, kind, writable in scope.variables if writable]
        if not targets:
            return self.declare(scope, depth)
        name, kind = rng.choice(targets)
        value = Maker(scope).make(kind, self.rng.choice([1, 2, 2, 3]))
        if kind == U32 or kind.real and rng.random() < 0.5:
            bitwise = [] if kind.real else ["^=", "|=", "&="]
            operator = rng.choice(["+=", "-=", "*=", "=", *bitwise])
            return Stmt(f"{name} {operator} $0;", [value])
        if kind == U32 and rng.random() < 0.2:
            return Stmt(f"{name}{rng.choice(['++', '--'])};")
        return Stmt(f"{name} = $0;", [value])

    def store(self, scope, depth, loops=()):
        rng = self.rng
        if not self.stores:
            return self.assign(scope, depth)
        text, kind, operators = rng.choice(self.stores)
        if operators:
            text = text.replace("=", rng.choice(operators), 1)
        maker = Maker(scope)
        return Stmt(text, [maker.make(kind, rng.choice([1, 2, 2, 3])), maker.make(U32, 2)])

    def fetch(self, scope, depth, loops=()):
        """An atomic operation whose result is used; on memory that no other thread reads."""
        if not self.stores:
            return self.assign(scope, depth)
        word = self.rng.choice(["atomicAdd(", "atomicExch(", "atomicXor(", "atomicMax("])
        value, name = Maker(scope).make(U32, 2), scope.fresh("v")
        call = f"{word}&own[{self.own}], $0)"
        scope.add(name, U32)
        return Stmt(f"unsigned {name} = {call};", [value], member=f"unsigned {name}", name=name,
                    hoisted=f"{name} = {call};")

    def array(self, scope, depth, loops=()):
        kind, name, count = any_type(self.rng), scope.fresh("a"), self.rng.choice([2, 4, 8])
        inner = Scope(self.rng, scope)
        inner.add("k", U32, False)
        value = Maker(inner).make(kind, 2)
        fill = f"for (unsigned k = 0; k < {count}u; ++k) {name}[k] = $0;"
        scope.arrays.append((name, kind, count))
        return Stmt(f"{kind.name} {name}[{count}]; {fill}", [value],
                    member=f"{kind.name} {name}[{count}]", name=name, hoisted=fill)

    def write_element(self, scope, depth, loops=()):
        own = [each for each in scope.arrays if each[0].startswith(("a", "s.a"))]
        if not own:
            return self.assign(scope, depth)
        name, kind, count = self.rng.choice(own)
        maker = Maker(scope)
        return Stmt(f"{name}[($0) & {count - 1}u] = $1;", [maker.make(U32, 2), maker.make(kind, 2)])

    def lambda_(self, scope, depth, loops=()):
        """One that reads what is around it, or that writes a variable there, called at once."""
        rng, result = self.rng, any_type(self.rng)
        name, call = scope.fresh("l"), scope.fresh("v")
        inner = Scope(rng, scope)
        inner.add("q", U32, False)
        maker = Maker(inner)
        targets = scope.of_type(U32, True)
        capture = rng.choice(["=", "&", "&, w = $2"])
        change = ""
        if capture == "&" and targets:
            change = f"{rng.choice(targets)} ^= q; "
        if capture == "=":  # which can't hold a shared array
            inner.variables = [each for each in inner.variables if not each[0].startswith("sh")]
            inner.arrays = [each for each in inner.arrays if not each[0].startswith("sh")]
        extra = Maker(scope).make(U32, 1)
        head = f"auto {name} = [{capture}](unsigned q) {{ {change}return $0; }};"
        value = maker.make(result, 2)
        if "w =" in capture:
            value = Expr(result, "($0 ? $1 : $2)", [Expr(I32, "(w != q)"), value,
                                                    maker.make(result, 1)], pinned=True)
        given = [value, Maker(scope).leaf(U32), extra]
        scope.add(call, result)
        text = f"{result.name} {call}; {{ {head} {call} = {name}($1); }}"
        return Stmt(text, given, member=f"{result.name} {call}", name=call,
                    hoisted=f"{{ {head} {call} = {name}($1); }}")

    def branch(self, scope, depth, loops=()):
        bodies = [self.some(scope, depth, loops)]
        text = "if ($0) @0"
        if self.rng.random() < 0.5:
            bodies.append(self.some(scope, depth, loops))
            text += " else @1"
        return Stmt(text, [Maker(scope).condition(2)], bodies)

    def counted(self, scope, depth, loops=()):
        """A loop with a bound that is known, or that each thread has its own."""
        rng, name = self.rng, scope.fresh("i")
        inner = Scope(rng, scope)
        inner.add(name, I32, False)
        if rng.random() < 0.5:
            bound = Expr(I32, str(rng.randint(1, 7)))
        else:
            bound = Expr(I32, "(int)(($0) & 7u)", [Maker(scope).make(U32, 2)], pinned=True)
        up = rng.random() < 0.7
        head = (f"for (int {name} = 0; {name} < $0; ++{name}) @0" if up
                else f"for (int {name} = $0; {name} > 0; {name} -= {rng.randint(1, 2)}) @0")
        return Stmt(head, [bound], [self.some(inner, depth, ("break;", "continue;"))])

    def shrinking(self, scope, depth, loops=()):
        rng, name = self.rng, scope.fresh("w")
        inner = Scope(rng, scope)
        inner.add(name, U32, False)
        step = Stmt(rng.choice([f"{name} >>= 1;", f"{name} &= {name} - 1u;"]), pinned=True)
        body = [step, *self.some(inner, depth, ("break;", "continue;"))]
        return Stmt(f"{{ unsigned {name} = ($0) & 1023u; while ({name} != 0) @0 }}",
                    [Maker(scope).make(U32, 2)], [body])

    def do(self, scope, depth, loops=()):
        name = scope.fresh("d")
        inner = Scope(self.rng, scope)
        inner.add(name, U32, False)
        body = self.some(inner, depth, ("break;", "continue;"))
        return Stmt(f"{{ unsigned {name} = (($0) & 3u) + 1u; do @0 while (--{name} != 0); }}",
                    [Maker(scope).make(U32, 2)], [body])

    def walk(self, scope, depth, loops=()):
        """A pointer that each thread moves as often as it likes."""
        kind = next((kind for name, kind, _ in scope.arrays if name == "in"), None)
        if kind is None:
            return self.assign(scope, depth)
        name = scope.fresh("p")
        inner = Scope(self.rng, scope)
        inner.add(f"(*{name})", kind, False)
        body = self.some(inner, depth, ("break;", "continue;"))
        pointer = f"const {kind.name}*"
        text = (f"{{ {pointer} {name} = in + (($0) & 31u); {pointer} const {name}e = {name} + "
                f"(($1) & 15u); for (; {name} != {name}e; ++{name}) @0 }}")
        return Stmt(text, [Maker(scope).make(U32, 2), Maker(scope).make(U32, 2)], [body])

    def switch(self, scope, depth, loops=()):
        bodies = [self.some(scope, depth) for _ in range(3)]
        falls = "" if self.rng.random() < 0.3 else " break;"
        text = f"switch (($0) & 3u) {{ case 0: @0{falls} case 2: @1 break; default: @2 }}"
        return Stmt(text, [Maker(scope).make(U32, 2)], bodies)

    def leave_kernel(self, scope):
        condition = Maker(scope).condition(2)
        stores = [each for each in self.stores if each[0].startswith(f"out[{self.own}]")]
        if not stores or self.rng.random() < 0.5:
            return Stmt("if ($0) RETURN", [condition])
        value = Maker(scope).make(stores[0][1], 2)
        return Stmt(f"if ($0) {{ out[{self.own}] = $1; RETURN }}", [condition, value])

    def leave_loop(self, scope, loops):
        return Stmt(f"if ($0) {self.rng.choice(loops)}", [Maker(scope).condition(1)])


FORMS = (Writer.assign, Writer.branch, Writer.counted, Writer.switch, Writer.array, Writer.lambda_)


def device_function(rng, scope, asks_index):
    """A function for the scope, which may be a template or call those before it."""
    result, count = any_type(rng), rng.randint(1, 3)
    name = scope.fresh("f")
    kinds = [any_type(rng) for _ in range(count)]
    inner = Scope(rng)
    inner.functions = list(scope.functions)
    for number, kind in enumerate(kinds):
        inner.add(f"p{number}", kind, rng.random() < 0.5)
    words = [f"{kind.name} p{number}" for number, kind in enumerate(kinds)]
    writer = Writer(rng, [], False)
    body = [writer.declare(inner, 0)]
    body += [rng.choice(FORMS)(writer, inner, 1) for _ in range(rng.randint(0, 2))]
    value = Maker(inner).make(result, 2)
    if asks_index:
        word = rng.choice(["threadIdx.x", "threadIdx.y", "threadIdx.z", "blockIdx.x", "blockDim.x",
                           "threadIdx.x + blockIdx.x * blockDim.x", "gridDim.x", "blockIdx.y"])
        value = cast(result, Expr(U32, f"($0 + {word})", [cast(U32, value)], pinned=True))
    head, call = "", name
    if rng.random() < 0.3:  # a template over the type of its first parameter, which it deduces
        head, words[0] = "template <class Q> ", "Q p0"
    scope.functions.append((call, result, kinds))
    return Stmt(f"{head}__device__ {result.name} {name}({', '.join(words)}) @0", [],
                [[*body, Stmt("return $0;", [value], pinned=True)]], name=name)
