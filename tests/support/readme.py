"""What the README shows, for tests that use it as a reader would."""
import pathlib
import re

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


def first_block(language):
    """The first block of code in this language."""
    text = README.read_text(encoding="utf-8")
    return re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
