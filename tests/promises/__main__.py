"""``python -m tests.promises --documents N [--seed S] [--subject NAME]``, from the repository's root."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where `support` and `promises` are, as for pytest

from promises.command import main

if __name__ == "__main__":
    sys.exit(main())
