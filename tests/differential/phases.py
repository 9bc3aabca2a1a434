"""Bodies with waits: barriers, votes and warp operations between what threads do alone.

A stage is code without a barrier; in it, each shared array is one thing only: each thread's own
element, read by all, or added to atomically. So no two threads race.
"""
from abstract import F32, F64, I32, I64, U32, U64, Expr, Stmt
from expressions import Maker, Scope

SHUFFLED = (I32, U32, I64, U64, F32, F64)
TID = "(threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x"
ALL = "blockDim.x * blockDim.y * blockDim.z"
# 0 in every thread, which no compiler sees: lanes might leave the loop at different times.
NOTHING = "(int)(tid * (tid + 1u) & 1u)"
REDUCTIONS = {"add": "a + b", "min": "b < a ? b : a", "max": "a < b ? b : a", "and": "a & b",
              "or": "a | b", "xor": "a ^ b"}


def local(text, value, kind="unsigned"):
    return Stmt(f"const {kind} {text} = $0;", [Expr(U32, value, pinned=True)],
                member=f"{kind} {text}", name=text, hoisted=f"{text} = $0;")


class Stages:
    """Writes the stages of a kernel. `full`: all warps are; `warps`: there are warp operations."""

    def __init__(self, rng, writer, shared, warps, full):
        self.rng, self.writer, self.shared = rng, writer, shared
        self.warps, self.full = warps, full
        self.ragged = False  # in a loop that some threads have left
        self.leaves = False  # a break would leave that loop, none within it

    def beginning(self):
        out = [local("tid", TID), local("all", ALL), local("few", "(un ^ blockIdx.x) & 3u")]
        if self.warps:
            # Vectors need masks that are the same in all lanes, as far as the compiler sees.
            mask = "0xffffffffu" if self.full and self.rng.random() < 0.5 else "MASK_OF_FIRST(lanes)"
            out += [local("lanes", "all - (tid & ~31u) < 32u ? all & 31u : 32u"), local("mask", mask)]
        return out

    def first_values(self, scope):
        return [Stmt(f"{name}[tid] = $0;", [Maker(scope).make(kind, 2)], pinned=True)
                for kind, name, _ in self.shared]

    def stage(self, outer, count):
        """Code up to and with the next barrier. What it declares stays known."""
        scope, stores = outer, list(self.writer.stores)
        extra_variables, extra_arrays = [], []
        for kind, name, _ in self.shared:
            use = self.rng.choice(["own", "read", "read", "atomic" if kind == U32 else "own"])
            if use == "own":
                extra_variables.append((f"{name}[tid]", kind, True))
            elif use == "read":
                extra_arrays.append((name, kind, "% all"))
            else:
                word = self.rng.choice(["Add", "Add", "Max", "Min", "Or", "Xor", "Sub"])
                self.writer.stores.append((f"atomic{word}(&{name}[($1) % all], $0);", U32, None))
        scope.variables += extra_variables
        scope.arrays += extra_arrays
        out = [self.item(scope) for _ in range(count)]
        if self.writer.returns and self.rng.random() < 0.25:
            out.append(self.writer.leave_kernel(scope))
        if self.leaves and self.rng.random() < 0.3:
            out.append(Stmt("if ($0) LEAVE", [Maker(scope).condition(1)]))
        scope.variables[:] = [each for each in scope.variables if each not in extra_variables]
        scope.arrays[:] = [each for each in scope.arrays if each not in extra_arrays]
        self.writer.stores[:] = stores
        return [*out, self.wait(scope)]

    def item(self, scope):
        if self.warps and not self.ragged and self.rng.random() < 0.4:
            return self.warp(scope)
        return self.writer.statement(scope, 2)

    def wait(self, scope):
        rng = self.rng
        if rng.random() < 0.75:
            return Stmt("__syncthreads();", kind="barrier", pinned=True)
        word, name = rng.choice(["count", "and", "or"]), scope.fresh("v")
        out = Stmt(f"int {name} = __syncthreads_{word}($0);", [Maker(scope).condition(1)],
                   kind="vote", member=f"int {name}", name=name, extra={"word": word}, pinned=True)
        scope.add(name, I32)
        return out

    def some(self, outer, depth):
        """One or two stages of a body of their own."""
        scope = Scope(self.rng, outer)
        return [each for _ in range(self.rng.randint(1, 2)) for each in self.part(scope, depth - 1)]

    def part(self, scope, depth=2):
        """What all threads run: a stage, or a loop or a branch with stages."""
        roll = self.rng.random() if depth > 0 else 1
        if roll < 0.25:
            return [self.loop(scope, depth)]
        if roll < 0.35:
            return [self.branch(scope, depth)]
        return self.stage(scope, self.rng.randint(1, 3))

    def uniform(self, choices):
        hidden = f" + {NOTHING}" if self.rng.random() < 0.4 else ""
        return Expr(I32, f"(int)({self.rng.choice(choices)}){hidden}")

    def loop(self, outer, depth):
        """A loop with waits, which all threads run as often."""
        rng, name = self.rng, outer.fresh("r")
        bound = self.uniform(["2", "3", "gridDim.x & 3u", "(blockDim.x & 1u) + 1u", "few"])
        inner = Scope(rng, outer)
        inner.add(name, I32, False)
        leaves, self.leaves = self.leaves, False
        body = self.some(inner, depth)
        self.leaves = leaves
        return Stmt(f"for (int {name} = 0; {name} < $0; ++{name}) @0", [bound], [body], kind="loop",
                    member=f"int {name}", name=name)

    def branch(self, outer, depth):
        """A branch with waits, which all threads take or none."""
        condition = self.uniform(["few & 1u", "few == 2u", "gridDim.x > 1u", "blockIdx.x & 1u"])
        bodies = [self.some(outer, depth) for _ in range(self.rng.randint(1, 2))]
        return Stmt("if ($0) @0" + " else @1" * (len(bodies) - 1), [condition], bodies,
                    kind="branch")

    def last_loop(self, outer):
        """A loop with waits that each thread leaves when it likes: no wait may follow."""
        rng, name = self.rng, outer.fresh("r")
        bound = Expr(I32, rng.choice(["(int)(($0) & 3u)", "1 + (int)(($0) & 1u)",
                                      f"(int)few + {NOTHING}"]),
                     [Maker(outer).make(U32, 2)], pinned=True)
        inner = Scope(rng, outer)
        inner.add(name, I32, False)
        self.ragged = self.leaves = True
        body = self.some(inner, rng.randint(1, 2))
        self.ragged = self.leaves = False
        return Stmt(f"for (int {name} = 0, {name}e = $0; {name} < {name}e; ++{name}) @0", [bound],
                    [body], kind="last_loop", member=f"int {name}, {name}e", name=name)

    # --- warp operations

    def warp(self, scope):
        rng = self.rng
        make = rng.choice([self.shuffle, self.shuffle, self.vote, self.reduce, self.match])
        kind, value, operand, call, source = make(scope)
        name = scope.fresh("v")
        out = Stmt(f"{kind.name} {name} = {call};", [value, operand], kind="warp",
                   member=f"{kind.name} {name}", name=name, extra={"from": source})
        scope.add(name, kind)
        return out

    def shuffle(self, scope):
        rng, maker = self.rng, Maker(scope)
        kind = rng.choice(SHUFFLED)
        value, operand = maker.make(kind, 2), maker.make(U32, 1)
        way = rng.choice(["idx", "up", "down", "xor", "width"] if self.full else ["idx", "up"])
        if way == "idx":
            return (kind, value, operand, "__shfl_sync(mask, $0, (int)(($1) % lanes))",
                    "values[operand % lanes]")
        if way == "width":
            return (kind, value, operand, "__shfl_sync(mask, $0, (int)(($1) & 7u), 8)",
                    "values[(lane & ~7u) | (operand & 7u)]")
        source = {"up": "lane >= (operand & 31u) ? lane - (operand & 31u) : lane",
                  "down": "lane + (operand & 31u) < 32u ? lane + (operand & 31u) : lane",
                  "xor": "lane ^ (operand & 31u)"}[way]
        operand = Expr(U32, rng.choice(["1u", "2u", "4u", "5u", "16u", "31u"]), pinned=True)
        return kind, value, operand, f"__shfl_{way}_sync(mask, $0, $1)", f"values[{source}]"

    def vote(self, scope):
        value = Expr(I32, "(int)($0)", [Maker(scope).condition(2)], pinned=True)
        word = self.rng.choice(["ballot", "any", "all"])
        gathered = ("unsigned bits = 0; for (unsigned i = 0; i < lanes; ++i) "
                    "bits |= (values[i] != 0 ? 1u : 0u) << i;")
        result = {"ballot": "bits", "any": "unsigned(bits != 0)",
                  "all": "unsigned(bits == (lanes == 32 ? ~0u : (1u << lanes) - 1))"}[word]
        return (U32, value, Expr(U32, "0u"), f"(unsigned)__{word}_sync(mask, $0)",
                f"{gathered} return {result};")

    def reduce(self, scope):
        word = self.rng.choice(sorted(REDUCTIONS))
        kind = self.rng.choice([I32, U32]) if word in ("min", "max") else U32
        name = kind.name
        code = (f"{name} a = values[0]; for (unsigned i = 1; i < lanes; ++i) {{ const {name} b = "
                f"values[i]; a = {REDUCTIONS[word]}; }} return a;")
        return (kind, Maker(scope).make(kind, 2), Expr(U32, "0u"),
                f"__reduce_{word}_sync(mask, $0)", code)

    def match(self, scope):
        kind = self.rng.choice([I32, U32, I64, U64])
        value = Expr(kind, f"({kind.name})(($0) & 3)", [Maker(scope).make(kind, 2)], pinned=True)
        code = ("unsigned bits = 0; for (unsigned i = 0; i < lanes; ++i) "
                "bits |= (values[i] == values[lane] ? 1u : 0u) << i; return bits;")
        return U32, value, Expr(U32, "0u"), "__match_any_sync(mask, $0)", code
