"""The archive as one object: the only thing that the command line, the pages and the evaluation talk to."""

from index.query import Steps
from library.contents import Facets
from library.core import Library
from library.doctor import examine
from library.files import read_files
from library.reading import Missing, Tasks
from library.restoring import restore as restore_archive

__all__ = ["Facets", "Library", "Missing", "Steps", "Tasks", "examine", "read_files", "restore_archive"]
