"""The two kinds of FAISS index, how one is chosen, filled and searched, and its file.

Exact: half-precision floats, as the store has them, compared one by one.  Clustered: an inverted file of one byte a
component, of whose cells the nearest quarter is looked through; what it finds is ranked anew with the store's vectors.
Both hold passage ids and remove by them.  Curves: docs/evaluation.md, "Scale".
"""

from __future__ import annotations

import math
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from directives.errors import ArchiveUnreachable

if TYPE_CHECKING:
    import faiss

Vectors = NDArray[np.float32]
EXACT_TO = 100_000  # passages up to which an exact search takes some three milliseconds
_BACK = 0.75  # of that: below it an archive that has shrunk goes back to exact search
_OUTGROWN = 4  # times the cells that an index has: it is clustered anew
PER_CELL = 60  # vectors that the clustering looks at, for each cell
_PROBED = 4  # one cell of so many is looked through
_ROOM = 4  # times as many as are asked for are expected in the cells that are looked through
_ROUNDS = 8


def cells_for(count: int) -> int:
    """Return the number of cells for so many passages: the power of two next above their root."""
    return int(2 ** math.ceil(math.log2(max(4.0, math.sqrt(count)))))


def wants_change(index: faiss.Index, exact_to: int) -> bool:
    """Whether the number of passages asks for the other kind, or for many more cells."""
    count = int(index.ntotal)
    if not is_clustered(index):
        return count > exact_to
    return count <= exact_to * _BACK or cells_for(count) >= _OUTGROWN * int(index.nlist)


def is_clustered(index: faiss.Index) -> bool:
    """Whether what the index finds must be ranked anew."""
    import faiss

    return isinstance(index, faiss.IndexIVF)


def exact(dimension: int) -> faiss.Index:
    """Return an empty exact index."""
    import faiss

    half = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(half)


def clustered(sample: Vectors, cells: int) -> faiss.Index:
    """Return an empty clustered index, trained with `sample`."""
    import faiss

    dimension = sample.shape[1]
    cells = min(cells, len(sample))
    means = faiss.Kmeans(dimension, cells, niter=_ROUNDS, spherical=True, min_points_per_centroid=1, seed=1)
    means.train(sample)
    nearest = faiss.IndexFlatIP(dimension)
    nearest.add(means.centroids)
    one_byte = faiss.ScalarQuantizer.QT_8bit_uniform
    index = faiss.IndexIVFScalarQuantizer(nearest, dimension, cells, one_byte, faiss.METRIC_INNER_PRODUCT, False)
    index.train(sample)
    nearest.this.disown()  # it is the index's from now on
    index.own_fields = True
    return index


def remove(index: faiss.Index, first: int, last: int) -> int:
    """Take out the passages first..last, both included; return how many there were."""
    import faiss

    return int(index.remove_ids(faiss.IDSelectorRange(first, last + 1)))


def nearest(
    index: faiss.Index, vector: Vectors, k: int, allowed: Sequence[int] | None, without: Sequence[int]
) -> tuple[NDArray[np.int64], Vectors]:
    """Return (ids, scores) of up to `k` passages, best first; scores of a clustered index are approximate."""
    import faiss

    selector = None
    if allowed is not None:
        bits = _bits(allowed, without)
        selector = faiss.IDSelectorBitmap(bits)
    elif without:
        bits = _bits(without, ())
        inner = faiss.IDSelectorBitmap(bits)
        selector = faiss.IDSelectorNot(inner)
    if is_clustered(index):
        cells, held = int(index.nlist), int(index.ntotal)
        among = held if allowed is None else min(held, len(allowed))
        # The fewer may be found, the farther off are the nearest of them; cells without one cost next to nothing.
        probed = min(cells, math.ceil(cells * max(held / _PROBED, _ROOM * k) / max(1, among)))
        parameters = faiss.SearchParametersIVF(sel=selector, nprobe=probed)
    else:
        parameters = faiss.SearchParameters(sel=selector) if selector is not None else None
    scores, ids = index.search(vector.reshape(1, -1), k, params=parameters)
    found = ids[0] >= 0  # FAISS pads with −1 when fewer than k are left
    return ids[0][found], scores[0][found]


def _bits(ids: Sequence[int], without: Sequence[int]) -> NDArray[np.uint8]:
    """Return a bitmap of ids: to be looked up at once, however many there are."""
    named = np.asarray(ids, np.int64)
    marks = np.zeros(int(named.max(initial=0)) + 1, np.bool_)
    marks[named] = True
    left_out = np.asarray(without, np.int64)
    marks[left_out[left_out < len(marks)]] = False
    return np.packbits(marks, bitorder="little")


def ids_of(index: faiss.Index) -> set[int]:
    """Return the ids of all passages held."""
    import faiss

    if not is_clustered(index):
        return set(faiss.vector_to_array(index.id_map).tolist())
    lists = index.invlists
    found: set[int] = set()
    for cell in range(int(index.nlist)):
        size = lists.list_size(cell)
        if size:
            found.update(faiss.rev_swig_ptr(lists.get_ids(cell), size).tolist())
    return found


# --- the file: its name has the generation and a checksum, so that a damaged one is known for what it is --------------


def write(index: faiss.Index, folder: Path, generation: int) -> Path:
    """Write the index into `folder`, whole under another name, then renamed; return the file."""
    import faiss

    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"vectors-{generation}.{os.getpid()}.writing"
    try:
        faiss.write_index(index, str(temporary))
    except RuntimeError as error:  # FAISS's way of saying that the disk is full
        temporary.unlink(missing_ok=True)
        raise ArchiveUnreachable(
            f"Không ghi được chỉ mục nghĩa ở {folder}; hãy kiểm tra quyền ghi và dung lượng trống của ổ đĩa. Văn bản "
            "đã ghi vẫn nguyên vẹn, chỉ mục tự dựng lại khi kho được mở."
        ) from error
    target = folder / f"vectors-{generation}-{_checksum(temporary):08x}.faiss"
    temporary.replace(target)
    return target


def read(path: Path) -> faiss.Index | None:
    """Return the index in a file, None when it is damaged or not ours."""
    import faiss

    try:
        if path.stem.rpartition("-")[2] != f"{_checksum(path):08x}":
            return None
        index = faiss.read_index(str(path))
    except (OSError, RuntimeError):  # gone meanwhile, or of another FAISS: the store has everything
        return None
    return index if is_clustered(index) or isinstance(index, faiss.IndexIDMap2) else None


def generation_of(path: Path) -> int:
    """Return the generation that a file's name tells, 0 for a name of another form."""
    parts = path.stem.split("-")
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else 0


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum
