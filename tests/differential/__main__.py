"""``python -m tests.differential --minutes N [--batches B] [--seed S] [--jobs J]``, from the repository's root."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where `support` and `differential` are, as for pytest

from differential.command import main

if __name__ == "__main__":
    sys.exit(main())
