"""What the README shows, for tests that use it as a reader would."""
import pathlib
import re

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


def first_block(language, word=""):
    """The first block of code in this language in which the word stands."""
    text = README.read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return next(block for block in blocks if word in block)
