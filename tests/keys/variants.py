"""Runs the third check (shipped.py) over many programs and keeps the tally."""
import collections
import concurrent.futures
import os
import re
import threading

import compilers
import shipped

READS_LINES = re.compile(r"__LINE__|__FILE__|__builtin_(?:LINE|FILE|COLUMN|FUNCTION)|source_location"
                         r"|\bassert\b|-G|line-?info|debug")
LINE = re.compile(r"^#line [^\n]*\n", re.M)


class Variants:
    """Judges programs' caches. Thread safety: any call from any thread."""

    def __init__(self, shipper):
        self.shipper, self.judge = shipper, shipped.Judge(shipper.nvcc)
        self.lock, self.known = threading.Lock(), {}
        self.outcomes, self.whole = collections.Counter(), collections.Counter()
        self.failures = []  # lines to be printed

    def check_all(self, programs, companies, codes=None):
        """`programs`: (title, program); `codes`: {program: nvcc's cubin}, where they are known."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = [pool.submit(self.check, title, program, None, (codes or {}).get(program),
                                companies) for title, program in programs]
            for job in jobs:
                job.result()

    def check(self, title, program, made=None, code=None, companies=False):
        """`made` is what larder-generate wrote and `code` nvcc's cubin, where they are known."""
        try:
            code = code or self.shipper.nvcc.cubin(program)
        except compilers.Refused:
            with self.lock:
                self.outcomes["source refused"] += 1
            return
        whole, verdicts = self.judge.verdicts(program,
                                              lambda: self.ship(program, made, companies), code)
        with self.lock:
            self.outcomes.update(verdict.outcome for verdict in verdicts)
            self.outcomes["sources"] += 1
            if whole:
                self.whole[whole] += 1
                self.outcomes["whole"] += len(verdicts)
            for verdict in verdicts:
                if verdict.outcome != "same":
                    self.fail(f"VARIANT {verdict.outcome}: {title}: {verdict.kernel}: "
                              f"{verdict.note[:400]}")

    def fail(self, line):
        print(line, flush=True)
        self.failures.append(line)

    def ship(self, program, made, companies):
        made = made or self.shipper.generate.made(program)
        key = same_cache(program, made)
        with self.lock:
            known = self.known.get(key)
        if known is None or companies:
            known = self.shipper.ship(program, made, companies)
            if key is not None:
                with self.lock:
                    self.known[key] = known
        return known

    @property
    def compared(self):
        return self.outcomes["same"] + self.outcomes["differs"]

    def report(self, name):
        print(f"{name}: variants: {self.outcomes['sources']} sources, {self.compared} kernels compared with "
              f"the user's source: {self.outcomes['same']} same, {self.outcomes['differs']} differ, "
              f"{self.outcomes['refused']} sources refused by larder-generate or larder-pack though "
              f"nvcc takes them; {self.outcomes['whole']} kernels went whole")
        for reason, count in self.whole.most_common():
            print(f"{name}: whole: {count} sources: {reason}")


def same_cache(program, made):
    """What a cache is made of, where that is in the variant's text alone and no line can be read:
    mutants by a comment need not be compiled again. None where it can't be told."""
    headers = [path.rpartition("/")[2] for path, _ in program.files if path != program.main]
    text = made.variant
    if made.whole or program.links or READS_LINES.search(text + " ".join(program.device_flags)):
        return None
    if any(f'{name}"' in text or f"{name}>" in text for name in headers):
        return None
    content = made.content
    return (LINE.sub("", text), program.device_flags, program.environment,
            str(content.get("flags")), str(content.get("variables")),
            str([(kernel["symbol"], kernel.get("variables")) for kernel in content["kernels"]]))
