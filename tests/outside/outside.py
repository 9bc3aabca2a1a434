"""Builds and runs the programs of a public suite, unmodified, by larder-nvcc, and compares what came
of each with the list of this suite in this folder: a program that was right must stay so.

Arguments: see --help. The lists hold names and states, and no code of the suites.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import suites  # noqa: E402

STATES = {
    "right": "the program's own check says so",
    "ran": "it ran to its end and has no check of its own",
    "wrong": "its own check says so, or it ended with an error",
    "crashed": "a signal ended it",
    "slow": "it did not end in time",
    "no-data": "its input is not in the checkout",
    "library": "it needs a closed library, or one that is not CUDA's",
    "refused": "larder-nvcc says what is missing",
    "unbuilt": "a compiler or linker failed otherwise",
    "untried": "not run yet",
    "built": "it was built and not run (--build-only)",
}
GOOD = ("right", "ran")
# How many times its limit a program may last on a machine that does other work.
WAITING = 4
# What a message says that names what is missing.
REFUSALS = ("larder-nvcc: error", "file not found", "needs relocatable device code",
            "declared but not defined", "Larder does not have", "has no CPU variant",
            "has an empty body where", "has code for GPUs alone")
# What a program says that ends well without its input.
MISSING = re.compile(r"^(?!larder: ).*(No such file|does not exist)", re.M)
Outcome = collections.namedtuple("Outcome", "state why seconds")


def run(command, folder, limit, environment):
    """(exit status, output); None for the status where the time was up: that of all cores for a
    number of seconds, whatever else this machine does. Nothing that the command started outlives it."""
    started = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment,
                               errors="replace", start_new_session=True)
    processor_time = limit * os.cpu_count()
    resource.prlimit(started.pid, resource.RLIMIT_CPU, (processor_time, processor_time + 1))
    try:
        output, _ = started.communicate(timeout=WAITING * limit)
        time_was_up = started.returncode in (-signal.SIGXCPU, 128 + signal.SIGXCPU)
        return None if time_was_up else started.returncode, output
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        return None, started.communicate()[0]


def first_error(output):
    lines = [line.strip() for line in output.splitlines()]
    telling = ("error", "undefined reference", "launch failed")
    return next((line for line in lines if any(word in line for word in telling)),
                lines[-1] if lines else "")[:160]


def try_program(suite, program, options):
    """Builds and runs it in a copy, since suites build where their sources lie."""
    with tempfile.TemporaryDirectory(prefix="larder-outside-") as scratch:
        folder = suite.copy(program, pathlib.Path(scratch))
        environment = {**os.environ, "PATH": f"{options.prefix}/bin:{os.environ['PATH']}",
                       "LARDER_LOG": "warn", "LARDER_WATCHDOG": "30"}
        for command in suite.build(program):
            status, output = run(command, folder, options.build_limit, environment)
            if status != 0:
                refused = any(word in output for word in REFUSALS)
                state = "no-data" if suite.lacks_data(folder) else "refused" if refused else "unbuilt"
                return Outcome(state, first_error(output), 0)
        if options.build_only:
            return Outcome("built", "", 0)
        before = os.times()
        status, output = run(suite.run(program), folder, options.run_limit, environment)
        seconds = os.times().elapsed - before.elapsed
        lacks_data = suite.lacks_data(folder)
    if status is None:
        return Outcome("slow", "", seconds)
    by_a_signal = status < 0 or 128 < status < 128 + signal.NSIG  # but 255 is exit(-1)
    crashed = by_a_signal or "Segmentation fault" in output
    state = "crashed" if crashed else suite.judge(status, output)
    if lacks_data and (state not in GOOD or state == "ran" and MISSING.search(output)):
        state = "no-data"
    return Outcome(state, first_error(output) if state not in GOOD else "", seconds)


def try_and_explain(suite, program, options):
    """The same; what does not work without a library of others is the library's."""
    outcome = try_program(suite, program, options)
    library = suite.library(program)
    if library and outcome.state in ("wrong", "crashed", "refused", "unbuilt"):
        return Outcome("library", library, outcome.seconds)
    return outcome


def read_list(path):
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split()[:2] for line in lines if line and not line.startswith("#"))


def write_list(path, suite, states):
    head = [f"# {suite.title}: what came of each program on the CPU. ./dev outside {suite.name} --update",
            *(f"#   {state:8} {meaning}" for state, meaning in STATES.items() if state != "built")]
    path.write_text("\n".join(head + [f"{name} {state}" for name, state in sorted(states.items())]) + "\n")


def report(outcomes):
    counts = collections.Counter(outcome.state for outcome in outcomes.values())
    print(", ".join(f"{counts[state]} {state}" for state in STATES if counts[state]),
          f"of {len(outcomes)}")


def main():
    parser = argparse.ArgumentParser(prog="./dev outside", description=__doc__)
    parser.add_argument("suite", choices=sorted(suites.ALL))
    parser.add_argument("--path", required=True, help="a checkout of the suite")
    parser.add_argument("--prefix", required=True, help="where Larder is installed")
    parser.add_argument("--update", action="store_true", help="write the suite's list anew")
    parser.add_argument("--build-only", action="store_true", help="run nothing, and update no list")
    parser.add_argument("--build-limit", type=int, default=300, help="seconds")
    parser.add_argument("--run-limit", type=int, default=120, help="seconds")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("programs", nargs="*", help="only these")
    options = parser.parse_intermixed_args()
    suite = suites.ALL[options.suite](pathlib.Path(options.path).resolve())
    listed = HERE / f"{options.suite}.txt"
    known = read_list(listed)
    names = options.programs or sorted(known)
    outcomes = {}
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        tried = pool.map(lambda name: try_and_explain(suite, name, options), names)
        for name, outcome in zip(names, tried):
            outcomes[name] = outcome
            print(f"{name:28} {outcome.state:8} {outcome.seconds:6.1f} s  {outcome.why}", flush=True)
            if options.update and not options.build_only:
                write_list(listed, suite, {**known, **{n: o.state for n, o in outcomes.items()}})
    report(outcomes)
    good = (*GOOD, "built")
    worse = [name for name, outcome in outcomes.items()
             if known.get(name) in GOOD and outcome.state not in good]
    if worse:
        print("no longer right:", ", ".join(worse))
    sys.exit(1 if worse else 0)


main()
