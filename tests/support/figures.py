"""What the benchmarks share: rows of figures, and the parts that a long one may be run in."""


def row(bench, case, value, unit, rival=None, rival_value=None):
    """As bench.py reads it. The ratio is the value's to the rival's."""
    return {"bench": bench, "case": case, "value": value, "unit": unit, "rival": rival,
            "rival_value": rival_value, "ratio": value / rival_value if rival_value else None}


def part_of(text):
    """"3/8": the third of eight parts."""
    number, parts = map(int, text.split("/"))
    if not 1 <= number <= parts:
        raise ValueError
    return number, parts
