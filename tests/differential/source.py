"""C++ of abstract kernels: what larder-generate reads, and the sequential reference."""
from abstract import WORD, render_all
from grow import NUMBERS

# What stands around the kernels: words that a macro or a declaration elsewhere gives.
KINDS = ("int", "unsigned", "long", "unsigned long", "long long", "unsigned long long", "short",
         "unsigned char", "char32_t", "__int128")
WORDS = {
    "kSome": "enum Some { kSome = 21 };\n",
    "LIMIT": "#define LIMIT 33\n",
    "AT_MOST": "#define AT_MOST(a, b) ((a) < (b) ? (a) : (b))\n",
    "GLOBAL_X": "#define GLOBAL_X (blockIdx.x * blockDim.x + threadIdx.x)\n",
    "kind_of": "".join(f"__device__ inline unsigned kind_of({kind}) {{ return {number}u; }}\n"
                       for number, kind in enumerate(KINDS)),
    "whole": "__device__ inline int whole(double x) {\n"
             "  return x > -1e9 && x < 1e9 ? (int)x : 77;\n}\n",
}
MAIN = """
int main(int, char** words) {
  arena_words = words + 1;
  setvbuf(stdout, nullptr, _IOFBF, 1 << 16);
%s
  return END();
}
"""
LARDER = """#include <larder/larder.h>
// Where the kernel begins, all lanes are there.
#define MASK_OF_FIRST(lanes) __activemask()

#include "arena.h"
static larder::Device& device() {
  static larder::Device opened = larder::Device::open();
  return opened;
}
static int END() {
  const larder::Status status = device().synchronize();
  if (!status) std::fprintf(stderr, "%s\\n", status.text().c_str());
  return status ? 0 : 3;
}
static larder::LaunchConfig config(const Shape& s) {
  return {{s.grid[0], s.grid[1], s.grid[2]}, {s.block[0], s.block[1], s.block[2]}, s.shared_bytes};
}
// The generator makes code for the blocks of launches that it sees.
template <class Kernel> void see_launch(Kernel, const larder::LaunchConfig&) {}
#define SEE(kernel, ...) see_launch(kernel, {{1, 1, 1}, {__VA_ARGS__}})
#define KERNEL(name) name
#define LAUNCH(kernel, shape, ...) device().launch(kernel, config(shape), __VA_ARGS__)
"""
REFERENCE = """#include "cuda_reference.h"

#include <cstddef>
#include <vector>

#include "arena.h"
static constexpr int warpSize = 32;
static int END() { return 0; }
#define SEE(kernel, ...) (void)0
#define KERNEL(name) reference_##name
#define LAUNCH(kernel, shape, ...) (kernel)(shape, __VA_ARGS__)
"""


def literal(value):
    if value == -(1 << 63):
        return "(-9223372036854775807ll - 1)"
    return f"{value}ull" if value >> 63 and value > 0 else f"{value}ll"


def template_head(kernel):
    return "template <class T, int K, class I>\n" if kernel.templates else ""


def functions(kernel):
    return render_all(kernel.functions)


# --- what Larder runs

def shared_declaration(kind, name, count):
    return (f"__shared__ {kind.name} {name}[{count}];\n" if count
            else f"extern __shared__ {kind.name} {name}[];\n")


def kernel_source(kernel):
    parameters = ", ".join(f"{each.type} {each.name}" for each in kernel.parameters)
    shared = "".join(shared_declaration(*each) for each in kernel.shared)
    return (f"namespace of_{kernel.name} {{\n{functions(kernel)}{template_head(kernel)}"
            f"LARDER_KERNEL {kernel.mark}void {kernel.name}({parameters}) {{\n"
            f"{shared}{render_all(kernel.body)}}}\n}}\nusing of_{kernel.name}::{kernel.name};\n")


# --- what drives both

def shape(kernel, launch):
    threads = launch.block[0] * launch.block[1] * launch.block[2]
    dynamic = sum(threads * kind.bits // 8 for kind, _, count in kernel.shared if count == 0)
    extents = [", ".join(map(str, each)) for each in (launch.grid, launch.block)]
    return f"{{{{{extents[0]}}}, {{{extents[1]}}}, {dynamic}}}"


def numbers_of(kernel):
    """The numbers of a launch that the kernel is given."""
    out = {each.name: NUMBERS[each.name] for each in kernel.parameters if each.name in NUMBERS}
    if any(each.name == "s" for each in kernel.parameters):
        out.update(sn="int", su="unsigned", far=NUMBERS["far"])
    return out


def row(kernel, launch):
    numbers = "".join(f", ({kind}){literal(launch.numbers[name])}"
                      for name, kind in numbers_of(kernel).items())
    return f"{{{shape(kernel, launch)}, {launch.threads}{numbers}}},"


def instance(kernel, given):
    arguments = ", ".join(each.argument for each in kernel.parameters)
    name, out = f"KERNEL({kernel.name})", kernel.out_type.name
    if given:
        name, out = f"{name}<{', '.join(given)}>", given[0]
    memory = {"in": f"const auto* in = a.in<{kernel.in_type.name}>();",
              "out": f"auto* out = a.out<{out}>(3 * row.threads);",
              "own": "unsigned* own = a.own();",
              "s": "const Pack s{row.sn, {3, 1, 4, 1}, row.su, 2.5f, row.far};"}
    used = {each.name for each in kernel.parameters}
    text = "".join(f"    {line}\n" for word, line in memory.items() if word in used | {"out"})
    known = [each.block for each in kernel.launches if each.block[0] % 4 == 0]
    seen = f"  SEE(({name}), {', '.join(map(str, known[0]))});\n" if known else ""
    return (f"{seen}  for (const Row& row : rows) {{\n    Arena a(launch);\n{text}"
            f"    LAUNCH(({name}), row.shape, {arguments});\n"
            f"    a.report<{out}>(\"{kernel.name}\", launch++);\n  }}\n")


def driver(kernel):
    fields = "".join(f" {kind} {name};" for name, kind in numbers_of(kernel).items())
    rows = "\n".join("      " + row(kernel, each) for each in kernel.launches)
    runs = "".join(instance(kernel, given) for given in kernel.templates or [None])
    return (f"__attribute__((cold)) static void drive_{kernel.name}() {{\n"
            f"  struct Row {{ Shape shape; unsigned threads;{fields} }};\n"
            f"  static const Row rows[] = {{\n{rows}\n  }};\n  unsigned launch = 0;\n{runs}}}\n")


def whole_source(kernels, prologue, text_of):
    calls = "\n".join(f"  drive_{each.name}();" for each in kernels)
    text = "".join(text_of(each) + driver(each) for each in kernels)
    used = set(WORD.findall(text))
    words = "".join(line for word, line in WORDS.items() if word in used)
    return prologue + words + text + MAIN % calls


def larder_source(kernels):
    return whole_source(kernels, LARDER, kernel_source)


# --- the reference

class Phases:
    """Cuts a kernel's body at what waits. `members`: of a thread's state; `methods`: what it does
    alone; `steps`: what a block does."""

    def __init__(self, kernel):
        self.members, self.methods, self.count = [], [], 0
        self.steps = self.cut(kernel.body)

    def method(self, result, body):
        self.count += 1
        self.methods.append(f"  {result} phase{self.count}() {{\n{body}  }}\n")
        return f"phase{self.count}"

    def each(self, code):
        return f"for (State& t : states) if (!t.done && !t.left) {{ {code} }}\n"

    def cut(self, statements):
        out, alone = "", []
        for statement in statements:
            if statement.member:
                self.members.append(statement.member + ";")
            if statement.kind == "plain":
                alone.append(statement)
                continue
            out += self.alone(alone) + getattr(self, statement.kind)(statement)
            alone = []
        return out + self.alone(alone)

    def alone(self, statements):
        if not statements:
            return ""
        name = self.method("void", render_all(statements, phased=True, hoist=True))
        return self.each(f"t.{name}();")

    def barrier(self, statement):
        return ""

    def vote(self, statement):
        ask = self.method("int", f"return {statement.exprs[0].render()};\n")
        word = statement.extra["word"]
        result = {"count": "count", "and": "count == all", "or": "count != 0"}[word]
        return (f"{{ int count = 0, all = 0; {self.each(f'count += t.{ask}() != 0; ++all;')}"
                f"{self.each(f't.{statement.name} = {result};')}}}\n")

    def warp(self, statement):
        kind = statement.member.rsplit(" ", 1)[0]
        value = self.method("auto", f"return {statement.exprs[0].render()};\n")
        operand = self.method("unsigned", f"return {statement.exprs[1].render()};\n")
        source = statement.extra["from"]
        code = source if "return" in source else f"return {source};"
        return ("reference_warp(states.data(), unsigned(states.size()), "
                f"[](State& t) {{ return t.{value}(); }}, "
                f"[](State& t) {{ return t.{operand}(); }}, "
                f"[](State& t, {kind} v) {{ t.{statement.name} = v; }},\n"
                "    [](const auto* values, [[maybe_unused]] unsigned lane, "
                "[[maybe_unused]] unsigned lanes, [[maybe_unused]] unsigned operand) -> "
                f"{kind} {{ {code} }});\n")

    def loop(self, statement):
        bound = self.method("int", f"return {statement.exprs[0].render()};\n")
        body = self.cut(statement.bodies[0])
        name = statement.name
        return (f"for (int i = 0, end = states[0].{bound}(); i < end; ++i) {{\n"
                f"for (State& t : states) t.{name} = i;\n{body}}}\n")

    def branch(self, statement):
        condition = self.method("bool", f"return {statement.exprs[0].render()};\n")
        bodies = [f"{{\n{self.cut(body)}}}\n" for body in statement.bodies]
        return f"if (states[0].{condition}()) {'else '.join(bodies)}"

    def last_loop(self, statement):
        bound = self.method("int", f"return {statement.exprs[0].render()};\n")
        body, name = self.cut(statement.bodies[0]), statement.name
        return (f"{self.each(f't.{name}e = t.{bound}();')}for (int i = 0;; ++i) {{\n"
                f"bool any = false;\nfor (State& t : states) {{\nt.{name} = i;\n"
                f"t.left = t.left || i >= t.{name}e;\nany = any || !(t.done || t.left);\n}}\n"
                f"if (!any) break;\n{body}}}\nfor (State& t : states) t.left = false;\n")


def block_loop(body):
    return ("for (unsigned z = 0; z < shape.grid[2]; ++z) "
            "for (unsigned y = 0; y < shape.grid[1]; ++y) "
            "for (unsigned x = 0; x < shape.grid[0]; ++x) {\n" + body + "}\n")


def thread_loop(kernel, use):
    own = [each.name for each in kernel.parameters] + [name for _, name, _ in kernel.shared]
    return ("for (unsigned k = 0; k < shape.block[2]; ++k) "
            "for (unsigned j = 0; j < shape.block[1]; ++j) "
            "for (unsigned i = 0; i < shape.block[0]; ++i) {\nState t{};\n"
            "t.threadIdx = {i, j, k}; t.blockIdx = {x, y, z};\n"
            "t.blockDim = {shape.block[0], shape.block[1], shape.block[2]};\n"
            "t.gridDim = {shape.grid[0], shape.grid[1], shape.grid[2]};\n" +
            "".join(f"t.{name} = {name};\n" for name in own) + use + "}\n")


def reference_source_of(kernel):
    head = template_head(kernel)
    if kernel.phased:
        phases = Phases(kernel)
        members = "".join(f"  {each}\n" for each in phases.members)
        methods = "".join(phases.methods)
        run = ("std::vector<State> states;\n" +
               thread_loop(kernel, "states.push_back(t);\n") + phases.steps)
    else:
        members = ""
        methods = f"  void thread() {{\n{render_all(kernel.body)}  }}\n"
        run = thread_loop(kernel, "t.thread();\n")
    arrays = "".join(f"static {kind.name} {name}[1024];\n" for kind, name, _ in kernel.shared)
    parameters = "".join(f", {each.type} {each.name}" for each in kernel.parameters)
    fields = "".join(f"  {each.type} {each.name};\n" for each in kernel.parameters)
    fields += "".join(f"  {kind.name}* {name};\n" for kind, name, _ in kernel.shared)
    name = f"State_{kernel.name}"
    given = "<T, K, I>" if kernel.templates else ""
    return (f"{head}struct {name} {{\n  uint3 threadIdx, blockIdx;\n  dim3 blockDim, gridDim;\n"
            f"  bool done, left;\n{fields}{members}{functions(kernel)}{methods}}};\n"
            f"{head}void reference_{kernel.name}(const Shape& shape{parameters}) {{\n"
            f"using State = {name}{given};\n{arrays}{block_loop(run)}}}\n")


def reference_source(kernels):
    return whole_source(kernels, REFERENCE, reference_source_of)
