"""The ingest behind the pages."""

import threading

import pytest

from directives.errors import ArchiveBusy, ArchiveDamaged
from directives.models import IngestProgress, IngestReport
from ui.jobs import IngestJob

STEP = IngestProgress(1, 2, "/a.txt", "added", "", 3)


class Slow:
    """Reports one file, then waits until it is let go."""

    def __init__(self):
        self.told, self.go = threading.Event(), threading.Event()

    def ingest(self, paths, *, on_progress=None):
        on_progress(STEP)
        self.told.set()
        assert self.go.wait(20)
        return IngestReport(added=len(paths))


class Broken:
    def __init__(self, error):
        self.error = error

    def ingest(self, paths, *, on_progress=None):
        raise self.error


def test_steps_are_seen_while_it_runs_and_the_report_when_it_has_ended(tmp_path):
    job, library = IngestJob(), Slow()
    thread = job.start(library, [tmp_path])
    assert library.told.wait(20)
    assert (job.state().running, job.state().steps, job.state().report) == (True, (STEP,), None)
    with pytest.raises(ArchiveBusy, match="hãy đợi"):
        job.start(library, [tmp_path])
    job.clear()
    assert job.state().running
    library.go.set()
    thread.join(20)
    assert (job.state().running, job.state().steps, job.state().report) == (False, (STEP,), IngestReport(added=1))
    job.clear()
    assert (job.state().steps, job.state().report) == ((), None)


def test_an_error_for_the_user_is_kept_as_its_sentence(tmp_path):
    job = IngestJob()
    job.start(Broken(ArchiveDamaged("Kho hỏng; hãy khôi phục.")), [tmp_path]).join(20)
    state = job.state()
    assert (state.running, state.error, state.fault) == (False, "Kho hỏng; hãy khôi phục.", None)


def test_any_other_fault_is_handed_to_the_page(tmp_path):
    job, fault = IngestJob(), RuntimeError("x")
    job.start(Broken(fault), [tmp_path]).join(20)
    assert job.state().fault is fault
    job.start(Broken(fault), [tmp_path]).join(20)  # and the next ingest can start
