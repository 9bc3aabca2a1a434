"""Counts single tests in Meson's log: those inside gtest programs and TAP scripts, and programs.

Prints how many inputs fuzz targets replayed, what failed, what was skipped and why, and one plain
line that ends it all.
"""
import json
import re
import sys

GTEST_RUN = re.compile(r"^\[ RUN      \] (\S+)", re.M)
GTEST_END = re.compile(r"^\[ *(OK|FAILED|SKIPPED) *\] ([^\s,]+).* \(\d+ ms\)$", re.M)
REPLAYED = re.compile(r"^replayed .*$", re.M)  # what fuzz targets say of their inputs
TAP_LINE = re.compile(r"^(ok|not ok) \d+ - (.*?)(?: # SKIP ?(.*))?$", re.M)


def gtest_cases(text):
    """(name, outcome, reason) of each case; one that began and did not end has failed."""
    ends = {match[2]: match for match in GTEST_END.finditer(text)}
    for begin in GTEST_RUN.finditer(text):
        end = ends.get(begin[1])
        outcome = {"OK": "passed", "SKIPPED": "skipped"}.get(end[1] if end else "", "failed")
        printed = text[begin.end():end.start()] if end else ""
        reason = " ".join(re.sub(r"^\S+:\d+: Skipped$", "", printed, flags=re.M).split())
        yield begin[1], outcome, reason


def tap_cases(text):
    for word, name, reason in TAP_LINE.findall(text):
        yield name, "failed" if word == "not ok" else "skipped" if reason else "passed", reason


def program_outcome(test):
    outcome = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}
    return outcome.get(test["result"], "failed")


def cases_of(test):
    text = test.get("stdout") or ""
    cases = list(gtest_cases(text)) or list(tap_cases(text))
    outcome = program_outcome(test)
    if not cases or (outcome == "failed" and all(case[1] != "failed" for case in cases)):
        lines = text.strip().splitlines()
        cases.append((test["result"].lower(), outcome, lines[-1] if lines else ""))
    return cases


def read_log(path):
    """Meson's log, one JSON object a line; ends here where there is none."""
    try:
        with open(path, encoding="utf-8", errors="replace") as log:
            return [json.loads(line) for line in log]
    except FileNotFoundError:
        print("failed: the tests could not be built, see above")
        print("0 passed, 1 failed, 0 skipped")
        sys.exit(1)


def main():
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    listed = {"failed": [], "skipped": {}}
    replayed = []
    for test in read_log(sys.argv[1]):
        replayed.extend(f"{test['name'].split(' / ')[-1]}: {line}"
                        for line in REPLAYED.findall(test.get("stdout") or ""))
        for name, outcome, reason in cases_of(test):
            counts[outcome] += 1
            full_name = f"{test['name'].split(' / ')[-1]}: {name}"
            if outcome == "failed":
                listed["failed"].append(full_name)
            elif outcome == "skipped":
                listed["skipped"].setdefault(reason or "no reason given", []).append(full_name)
    for line in replayed:
        print(line)
    for reason, names in listed["skipped"].items():
        print(f"skipped ({len(names)}): {reason}")
        print("\n".join(f"  {name}" for name in names[:5]))
        if len(names) > 5:
            print(f"  and {len(names) - 5} more")
    for name in listed["failed"]:
        print(f"failed: {name}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(1 if counts["failed"] or not counts["passed"] else 0)


main()
