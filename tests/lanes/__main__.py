"""``python -m tests.lanes --documents N [--seed S] [--minutes M]``, from the repository's root."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where `support` and `lanes` are, as for pytest

from lanes.command import main

if __name__ == "__main__":
    sys.exit(main())
