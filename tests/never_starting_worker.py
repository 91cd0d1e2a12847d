"""`python -m tests.never_starting_worker`: a reading process that fails before it is ready."""

import sys

sys.exit("thiếu thư viện đọc tệp")
