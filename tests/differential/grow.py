"""A random kernel from a seed: one of several styles, its parameters and its launches."""
import random

from abstract import (F32, F64, I32, I64, INTEGERS, REALS, U16, U32, U64, U8, Kernel, Launch,
                      Parameter, Stmt, Expr, Type)
from expressions import Maker, Scope
from guards import Guards, joined_declarations
from phases import TID, ALL, Stages, local
from statements import Writer, device_function

LINEAR = ("((blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x) * "
          f"({ALL}) + ({TID})")
NUMBERS = {"n": "int", "m": "int", "un": "unsigned", "big": "int", "ubig": "unsigned",
           "far": "long long", "shift": "int", "base": "unsigned", "start": "unsigned long long"}
COMMON = ("Add", "Xor", "Or", "Max", "Min", "And")
EDGES = (0x7fffffff, 0x80000000, 0xffffffff, 0, 0x7fffff00, 0xfffffff0)


class Grower:
    def __init__(self, seed, number):
        self.rng = random.Random(f"{seed}:{number}")
        rng = self.rng
        self.kernel = Kernel(f"k{number}", f"{seed}:{number}")
        self.style = rng.choices(["guarded", "plain", "direct", "stride", "phased", "warps"],
                                 [40, 8, 14, 8, 20, 10])[0]
        self.waits = self.style in ("phased", "warps")
        self.wild = self.style == "guarded" and rng.random() < 0.4
        self.kernel.out_type = rng.choice(INTEGERS + REALS)
        self.kernel.in_type = rng.choice(INTEGERS + REALS)
        self.scope = Scope(rng)
        self.own = "id"
        self.full = self.style == "warps" and rng.random() < 0.6

    def grow(self):
        self.functions()
        self.choose_templates()
        returns = self.style != "warps" and self.rng.random() < 0.4
        self.writer = Writer(self.rng, self.stores(), returns)
        if self.waits:
            self.phased(returns)
        elif self.style == "stride":
            self.stride()
        else:
            self.straight()
        if self.rng.random() < 0.06:
            self.kernel.mark = self.rng.choice(["LARDER_KERNEL_FIBERS ",
                                                "__launch_bounds__(1024) "])
        elif not self.waits and self.rng.random() < 0.7:  # most are no faster so
            self.kernel.mark = "LARDER_KERNEL_VECTORS "
        self.kernel.launches = [self.launch() for _ in range(self.rng.randint(3, 6))]
        self.parameters()
        return self.kernel

    # --- what there is around the body

    def functions(self):
        rng = self.rng
        for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
            self.kernel.functions.append(device_function(rng, self.scope, rng.random() < 0.25))

    def choose_templates(self):
        rng = self.rng
        if rng.random() > 0.2:
            return
        family = REALS if self.kernel.out_type.real else INTEGERS
        self.kernel.templates = [(rng.choice(family).name, str(rng.randint(0, 9)),
                                  rng.choice(["int", "int", "unsigned", "long"]))
                                 for _ in range(rng.randint(1, 3))]
        self.scope.add("K", I32, False)

    def stores(self):
        kind, element = self.kernel.out_type, f"out[{self.own}]"
        self.common = self.rng.choice(COMMON)
        operators = ["="]
        if kind in (U32, U64, U8, U16):
            operators += ["+=", "^=", "-="]
        elif kind.real:
            operators += ["+=", "*="]
        return [(f"{element} = $0;", kind, operators), (f"{element} = $0;", kind, operators),
                (f"own[{self.own}] = $0;", U32, ["=", "+=", "^=", "|="]),
                (f"atomic{self.common}(&hits[($1) & 63u], $0);", U32, None),
                ("atomicAdd(&sums[($1) & 63u], $0);", U64, None)]

    def see_parameters(self, may_change):
        """Parameters are variables of the body, which in some kernels changes them."""
        rng = self.rng
        change = may_change and rng.random() < 0.3
        for name, kind in (("n", I32), ("m", I32), ("un", U32), ("s.n", I32), ("s.u", U32),
                           ("s.f", F32), ("s.wide", I64)):
            if rng.random() < 0.5:
                self.scope.add(name, kind, change)
        self.scope.arrays.append(("in", self.kernel.in_type, 128))
        if rng.random() < 0.4:
            self.scope.arrays.append(("s.a" if change else "(s.a)", I32, 4))
        for name in ("threadIdx.x", "threadIdx.y", "blockIdx.x", "blockDim.x", "gridDim.y"):
            self.scope.add(name, U32, False)

    # --- bodies

    def identity(self):
        if self.rng.random() < 0.2:
            self.kernel.functions.append(
                Stmt("__device__ unsigned linear() @0", [],
                     [[Stmt(f"return {LINEAR};", pinned=True)]], name="linear"))
            return local("id", "linear()")
        return local("id", LINEAR)

    def last_store(self):
        kind = self.kernel.out_type
        value = Maker(self.scope).make(kind, 2)
        if self.rng.random() < 0.4:  # what each thread computes shows
            value = Expr(kind, "$0 + $1" if kind in (U32, U64) or kind.real else "($0) ^ ($1)",
                         [value, Maker(self.scope).leaf(kind)]) if kind.bits >= 32 else value
        if self.rng.random() < 0.1:
            return Stmt(f"{{ out += {self.own}; *out = $0; }}", [value])
        return Stmt(f"out[{self.own}] = $0;", [value])

    def take_in(self):
        if self.rng.random() < 0.1:
            return [Stmt("in += ($0) & 63u;", [Maker(self.scope).make(U32, 1)])]
        return []

    def rest(self, count):
        out = self.take_in()
        out += [self.writer.statement(self.scope, 3) for _ in range(count)]
        return [*out, self.last_store()]

    def straight(self):
        """Style "guarded", "plain" (no guards) or "direct" (the index is where results go)."""
        rng = self.rng
        guards, last = Guards(rng, self.wild), None
        out = []
        if self.style == "direct":
            out, last = self.direct(guards)
        elif self.style == "guarded":
            out, last = guards.beginning()
            out = joined_declarations(rng, out)
            out.insert(0 if rng.random() < 0.1 else len(out), self.identity())
        else:
            out = [self.identity()]
        if self.kernel.templates and guards.indices and rng.random() < 0.5:
            self.of_template(guards, out)
        for value in guards.indices + guards.uniforms[9:]:
            self.scope.add(value.text, value.type, False)
            if rng.random() < 0.2 and value in guards.indices:
                self.scope.add(f"kind_of({value.text})", U32, False)
        self.see_parameters(True)
        if rng.random() < 0.1:
            out += self.own_shared()
        rest = self.rest(rng.choice([0, 0, 0, 1, 1, 2, 4]))
        if last is not None:
            rest = [Stmt("if ($0) @0", [last], [rest])]
        self.kernel.body = out + rest

    def own_shared(self):
        """An array of the block in which each thread has its own element: nobody waits."""
        kind = self.rng.choice([U32, F32, I64])
        self.kernel.shared = [(kind, "sh0", self.rng.choice([0, 1024]))]
        first = Stmt("sh0[tid] = $0;", [Maker(self.scope).leaf(U32)], pinned=True)
        self.scope.add("sh0[tid]", kind, True)
        return [local("tid", TID), first]

    def direct(self, guards):
        """out[x1] for the global index x1; launches have one dimension."""
        out, last = guards.beginning()
        first = next(each for each in out if each.name == guards.indices[0].text)
        first.exprs = [Expr(U32, "blockIdx.x * blockDim.x + threadIdx.x", pinned=True)]
        first.text = f"const {guards.indices[0].type.name} {first.name} = $0;"
        out = joined_declarations(self.rng, out)
        if guards.indices[0].type.bits not in (32, 64):
            guards.indices[0].type = I32
            first.text = f"const int {first.name} = $0;"
        self.own = self.writer.own = first.name
        self.writer.stores = self.stores()
        return out, last

    def of_template(self, guards, out):
        first = next((each for each in out if each.name == guards.indices[0].text), None)
        if first is None or self.wild or " auto" in first.text or first.text.startswith("auto"):
            return
        kind = guards.indices[0].type
        first.text = first.text.replace(f"{kind.name} {first.name}", f"I {first.name}")
        guards.indices[0].type = Type("I", 32, True)
        guards.indices.pop(0)  # expressions need a type that is known

    def stride(self):
        rng = self.rng
        index, kind = rng.choice([("unsigned", U32), ("size_t", U64), ("int", I32), ("long", I64)])
        limit = "un" if index in ("unsigned", "size_t") else "(int)un"
        self.scope.arrays.append(("in", self.kernel.in_type, 128))
        before = [local("id", LINEAR)]
        self.scope.add("n", I32, False)
        if rng.random() < 0.4:
            before.append(self.writer.declare(self.scope, 1))
        inner = Scope(rng, self.scope)
        if index in ("unsigned", "int"):
            inner.add("g", kind, False)
        stores = [(text.replace("[id]", "[g]"), *rest) for text, *rest in self.stores()]
        writer = Writer(rng, stores, False, "g")
        body = [writer.statement(inner, 2) for _ in range(rng.randint(0, 3))]
        body.append(Stmt("out[g] = $0;", [Maker(inner).make(self.kernel.out_type, 2)]))
        stride = rng.choice(["gridDim.x * blockDim.x", "blockDim.x * gridDim.x"])
        start = "blockIdx.x * blockDim.x + threadIdx.x"
        heads = [f"for ({index} g = {start}; g < {limit}; g += {stride}) @0",
                 f"{index} g = {start}; for (; g < {limit}; g += {stride}) @0",
                 f"{index} g = {start}; const {index} step = {stride}; while (g < {limit}) "
                 "{ @0 g += step; }"]
        self.kernel.body = [*before, Stmt(rng.choice(heads), [], [body], pinned=True)]

    def phased(self, returns):
        rng = self.rng
        kinds = [U32, U32, I32, F32, F64, I64]
        self.kernel.shared = [(rng.choice(kinds), f"sh{i}", 1024 if i else rng.choice([0, 1024]))
                              for i in range(rng.randint(0 if self.style == "warps" else 1, 2))]
        stages = Stages(rng, self.writer, self.kernel.shared, self.style == "warps", self.full)
        out = [self.identity(), *stages.beginning()]
        self.see_parameters(rng.random() < 0.5)
        self.scope.add("tid", U32, False)
        out += stages.first_values(self.scope)
        if returns:
            guards = Guards(rng, False)
            out += guards.beginning()[0]
        out.append(Stmt("__syncthreads();", kind="barrier", pinned=True))
        for _ in range(rng.randint(1, 3)):
            out += stages.part(self.scope)
        if rng.random() < 0.4:
            out.append(stages.last_loop(self.scope))
            out += [self.writer.statement(self.scope, 2) for _ in range(rng.randint(0, 2))]
        self.kernel.body = [*out, self.last_store()]

    # --- launches

    def extents(self):
        rng = self.rng
        odd = [1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 60, 64, 100, 127, 128, 256]
        if self.full:
            return (rng.randint(1, 3), 1, 1), rng.choice([(32, 1, 1), (64, 1, 1), (16, 4, 1),
                                                          (8, 4, 2), (96, 1, 1), (3, 32, 1)])
        if self.style in ("direct", "stride") or rng.random() < 0.5:
            return (rng.choice([1, 2, 3, 5, 9]), 1, 1), (rng.choice(odd), 1, 1)
        block = [rng.choice([1, 2, 3, 5, 8, 13, 16, 32]), rng.choice([1, 2, 3, 7, 8]),
                 rng.choice([1, 1, 2, 3])]
        grid = [rng.choice([1, 2, 3]) for _ in range(3 if rng.random() < 0.3 else 2)]
        return tuple((grid + [1])[:3]), tuple(block)

    def launch(self):
        rng = self.rng
        grid, block = self.extents()
        if grid[0] * grid[1] * grid[2] * block[0] * block[1] * block[2] > 4000:
            grid = (grid[0], 1, 1)
        width, total = block[0], block[0] * grid[0]
        near = [total, total - 1, total + 1, total // 2, 0, -1, 1, width, width - 1, width + 1,
                total - width, total - width // 2, rng.randint(0, total), rng.randint(0, total),
                rng.randint(-5, 5)]
        pick = lambda: rng.choice(near)  # noqa: E731
        far = rng.choice(EDGES)
        before = rng.choice([0, 1, width, total // 2, total, rng.randint(0, total)])
        base = (far - before) % (1 << 32)
        start = rng.choice([1 << 63, 1 << 64, 0, 1 << 32, 1 << 31]) - rng.choice([0, 5, width])
        around = far + rng.choice([0, 1, -1, total // 2, -width, 17,
                                   rng.randint(-total, total)])
        numbers = {"n": pick(), "m": pick(), "un": abs(pick()), "sn": pick(), "su": abs(pick()),
                   "shift": rng.randint(-9, 20), "base": base, "start": start % (1 << 64),
                   "big": signed(rng.choice([pick(), around]), 32),
                   "ubig": rng.choice([pick(), around]) % (1 << 32),
                   "far": signed(rng.choice([pick(), around, start + pick()]), 64)}
        if self.style == "stride":
            numbers["un"] = min(abs(rng.choice([*near, 2 * total, 3 * total - 1])), 3 * total)
        return Launch(grid, block, numbers)

    def parameters(self):
        kernel, words = self.kernel, self.kernel.words()
        out_type = "T" if kernel.templates else kernel.out_type.name
        offered = [Parameter(f"const {kernel.in_type.name}*", "in", "in"),
                   Parameter(f"{out_type}*", "out", "out"), Parameter("unsigned*", "own", "own"),
                   Parameter("unsigned*", "hits", "a.hits()"),
                   Parameter("unsigned long long*", "sums", "a.sums()"),
                   Parameter("Pack", "s", "s"),
                   *(Parameter(kind, name, f"row.{name}") for name, kind in NUMBERS.items())]
        kernel.parameters = [each for each in offered if each.name in words]
        self.rng.shuffle(kernel.parameters)


def signed(value, bits):
    value %= 1 << bits
    return value - (1 << bits) if value >> bits - 1 else value


def grow(seed, number):
    return Grower(seed, number).grow()
