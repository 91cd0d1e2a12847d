"""The sample documents: that they are marked, and read and cite as the tables in tests/data say; the catalogue."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest

from corpus.pages import build_html, build_markdown, build_text
from corpus.source import Source, read_source
from corpus.word import MARK, build_docx
from directives.models import Document, KnownDocument
from directives.reference.numbers import number_key
from library import Library, catalogue
from settings import Settings
from tests.fakes import FakeEncoder

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SAMPLES = CORPUS / "samples"
DATA = Path(__file__).resolve().parent / "data"
DIRECTIVE = "cong-van-dinh-huong-tuyen-giao-2024.docx"
DOCUMENT_FACTS = (
    ("number", "type", "parent_issuer", "issuer", "place", "date", "title", "signer", "signer_role")
)  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED_DOCUMENTS = {row["file"]: row for row in _rows(DATA / "corpus_documents.csv")}
EXPECTED_CITATIONS = _rows(DATA / "corpus_citations.csv")
FILES = sorted(path.name for path in SAMPLES.iterdir())


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Iterator[Library]:
    """An archive that holds all samples, and knows the catalogue."""
    settings = Settings(catalogue=CORPUS / "catalogue.csv", jobs=2)
    with Library.open(tmp_path_factory.mktemp("corpus") / "kho", settings, FakeEncoder()) as library:
        report = library.ingest([SAMPLES])
        assert (report.added, report.failed, report.refused) == (len(FILES), (), ())
        yield library


@pytest.fixture(scope="module")
def names(archive) -> dict[str, str]:
    """File name by document id."""
    return {card.id: Path(card.source).name for card in archive.documents()}


@pytest.fixture(scope="module")
def documents(archive, names) -> dict[str, Document]:
    """Every sample as it was read, by file name."""
    return {name: archive.document(id_) for id_, name in names.items()}


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    """Every source by the name of the file that is built from it."""
    found = [read_source(path) for path in sorted((CORPUS / "sources").glob("*.txt"))]
    return {source.file: source for source in found}


# --- the set --------------------------------------------------------------------------------------------------------


def test_set_is_large_enough_and_has_every_format():
    suffixes = Counter(Path(name).suffix for name in FILES)
    assert sum(suffixes.values()) >= 30
    assert suffixes[".docx"] >= 15
    assert min(suffixes[suffix] for suffix in (".pdf", ".html", ".txt", ".md")) >= 3


def test_names_are_ascii_and_small():
    assert [name for name in FILES if not re.fullmatch(r"[a-z0-9-]+\.(docx|pdf|html|txt|md)", name)] == []
    assert sum((SAMPLES / name).stat().st_size for name in FILES) < 5_000_000


def test_every_sample_has_a_source_and_a_row(sources):
    assert sorted(sources) == FILES
    assert sorted(EXPECTED_DOCUMENTS) == FILES


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".pdf")])
def test_sample_is_what_its_source_says(name, sources):
    source, content = sources[name], (SAMPLES / name).read_bytes()
    if name.endswith(".docx"):
        assert _parts(build_docx(source)) == _parts(content)
    else:
        build = {".html": build_html, ".md": build_markdown, ".txt": build_text}[Path(name).suffix]
        assert build(source) == content.decode()


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a docx that our builder writes; compression and templates differ between versions of programs."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if re.match(r"word/(document|header\d)", name)}


def test_built_twice_the_bytes_are_the_same(sources):
    source = sources[DIRECTIVE]
    assert build_docx(source) == build_docx(source)


def test_texts_of_pdfs_are_those_of_their_sources(documents, sources):
    for name in FILES:
        if name.endswith(".pdf"):
            read = _words(documents[name].text)
            missing = [block.text for block in sources[name].body if _words(block.text) not in read]
            assert missing == [], name


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


# --- the mark -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_page_is_marked(name):
    assert list(_unmarked(SAMPLES / name)) == []


def _unmarked(path: Path) -> Iterator[str]:
    """Yield the pages, or the parts that make pages, of a sample which do not carry the mark."""
    if path.suffix == ".pdf":
        for i, page in enumerate(pypdf.PdfReader(path).pages):
            if MARK not in page.extract_text():
                yield f"page {i + 1}"
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            headers = [name for name in package.namelist() if re.fullmatch(r"word/header\d+\.xml", name)]
            assert len(headers) >= 2, "one for the first page, one for the others"
            for name in headers:
                if f">{MARK}<" not in package.read(name).decode():
                    yield name
    elif path.suffix == ".html":
        body = path.read_text(encoding="utf-8").partition("<body>")[2]
        if re.sub(r"<[^>]*>", " ", body).strip().splitlines()[0].strip() != MARK:
            yield "first line"
    elif path.read_text(encoding="utf-8").splitlines()[0] != MARK:
        yield "first line"


def test_mark_is_no_part_of_what_a_document_says(documents):
    for name, document in documents.items():
        header = document.header
        assert MARK not in f"{header.issuer} {header.parent_issuer} {header.title}", name
        assert not any(MARK in passage.text for passage in document.passages[1:]), name
        assert document.passages[0].text.removeprefix(MARK).strip(), name


def test_passages_begin_with_words(documents):
    first_lines = {passage.text.splitlines()[0] for document in documents.values() for passage in document.passages}
    assert [line for line in first_lines if not re.search(r"[^\W_]", line)] == []


def test_no_passage_holds_recipients_or_signatures(documents, sources):
    for name, document in documents.items():
        signed = [signature.name for signature in sources[name].signatures]
        texts = [passage.text for passage in document.passages]
        assert not [text for text in texts if "Nơi nhận:" in text or any(name in text for name in signed)], name


# --- what is read ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_heading_and_units_are_read(name, documents):
    document, expected = documents[name], EXPECTED_DOCUMENTS[name]
    header = document.header
    found = {fact: getattr(header, fact) or "" for fact in DOCUMENT_FACTS}
    found["recipients"] = str(len(header.recipients))
    found["tasks"] = str(sum(unit.kind == "task" for unit in document.units))
    found["articles"] = str(sum(unit.kind == "article" for unit in document.units))
    assert found == {fact: expected[fact] for fact in found}


def test_files_carry_no_secrecy_mark_and_no_warning(documents):
    assert {name for name, document in documents.items() if document.header.secrecy or document.warnings} == set()


def test_issuers_are_bodies_of_the_invented_province():
    places = re.compile(r"SÔNG NGÀN|THƯỢNG NGÀN|BẾN LAU|KHE NỨA")
    for name, row in EXPECTED_DOCUMENTS.items():
        body = f"{row['issuer']} {row['parent_issuer']} {row['place'].upper()}"
        assert places.search(body), name
        assert row["signer"].endswith(" Mẫu"), name


def test_directive_has_its_tasks_and_citations(documents):
    directive = documents[DIRECTIVE]
    tasks = [unit for unit in directive.units if unit.kind == "task"]
    assert [unit.label for unit in tasks] == [str(n) for n in range(1, 20)]
    kinds = Counter(citation.kind for citation in directive.citations)
    assert kinds["numbered"] >= 20
    assert (kinds["blank"], kinds["partial"]) == (1, 1)
    inside = [
        citation.number
        for citation in directive.citations
        if citation.kind == "numbered" and tasks[13].start <= citation.start < tasks[14].end
    ]
    assert inside == [
        "188-KH/BTGTU", "03/KH-BCĐ", "01-KL/TW", "05-CT/TW", "258-KH/TU", "259-KH/TU", "412-QĐ/TU",
    ]  # fmt: skip


# --- citations ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found(archive, names) -> dict[str, list[tuple[str, ...]]]:
    """Per file its citations as (number, type, date, issuer, relation, status, targets)."""
    known = {row.number for row in archive.missing(1_000).missing if row.known}
    rows: dict[str, list[tuple[str, ...]]] = {}
    for id_, name in names.items():
        rows[name] = [
            (
                *(value or "" for value in (view.citation.number, view.citation.type, view.citation.date)),
                view.citation.issuer or "",
                view.citation.relation,
                view.resolution.status + (" known" if view.citation.number in known else ""),
                ";".join(sorted(names[target] for target in view.resolution.documents)),
            )
            for view in archive.citations(id_)
            if view.citation.kind in ("numbered", "partial")
        ]
    return rows


@pytest.mark.parametrize("name", FILES)
def test_citations_are_found_and_resolved(name, found):
    expected = [row for row in EXPECTED_CITATIONS if row["file"] == name]
    assert [row[0] for row in found[name]] == [row["number"] for row in expected]
    for got, row in zip(found[name], expected, strict=True):
        wanted = (row["number"], row["type"], row["date"], row["issuer"])
        assert got[:4] == wanted
        # An empty relation says that readers may differ about it.
        assert got[4] == (row["relation"] or got[4]), row
        assert got[5:] == (row["status"], row["targets"]), row


def test_superseded_plan_is_told_as_such(archive):
    old, new = (archive.card(number) for number in ("08/KH-LĐLĐ", "12/KH-LĐLĐ"))
    validity = archive.validity([old], as_of="2024-06-01")[old.id]
    assert validity.state == "replaced"
    assert [(act.relation, act.document.id) for act in validity.acts] == [("thay_the", new.id)]


def test_tables_hold_what_the_set_is_meant_to_show():
    statuses = Counter(row["status"] for row in EXPECTED_CITATIONS)
    assert statuses["RESOLVED"] >= 60
    assert statuses["MISSING known"] >= 40
    assert statuses["MISSING"] >= 10
    assert statuses["AMBIGUOUS"] >= 2
    relations = {row["relation"] for row in EXPECTED_CITATIONS}
    assert relations >= {"can_cu", "thay_the", "bai_bo", "sua_doi_bo_sung", "huong_dan", "tra_loi", "dinh_chinh"}


# --- the catalogue --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known() -> dict[str, KnownDocument]:
    """The catalogue by key."""
    return {number_key(entry.number) or entry.number: entry for entry in catalogue.read(CORPUS / "catalogue.csv")}


def test_catalogue_is_well_formed():
    rows = _rows(CORPUS / "catalogue.csv")
    assert list(rows[0]) == list(catalogue.COLUMNS)
    keys = Counter(number_key(row["number"]) or row["number"] for row in rows)
    assert [key for key, count in keys.items() if count > 1] == []
    for row in rows:
        # 09-NQ is stated without its issuer's symbol; every other number is whole.
        assert number_key(row["number"]) or row["number"] == "09-NQ", row
        assert row["type"] == row["type"].lower() != "", row
        assert row["source"], row
        assert all(value == value.strip() for value in row.values()), row
        assert not row["date"] or date.fromisoformat(row["date"]) < date(2026, 1, 1), row


@pytest.mark.parametrize(
    ("number", "type_", "issuer", "day"),
    [
        ("482/TLĐ-TG", "công văn", "Tổng Liên đoàn Lao động Việt Nam", "2024-01-17"),
        ("35-NQ/TW", "nghị quyết", "Bộ Chính trị", "2018-10-22"),
        ("399/CTr-TLĐ", "chương trình hành động", "Ban Chấp hành Tổng Liên đoàn", "2008-03-07"),
        ("79-KL/TW", "kết luận", "Bộ Chính trị", "2013-12-25"),
        ("368-QĐ/TU", "quy định", "Tỉnh ủy Lào Cai", None),
        ("120/KH-UBND", "kế hoạch", "Ủy ban nhân dân tỉnh Lào Cai", "2023-03-03"),
        ("2214/QĐ-TTg", "quyết định", "Thủ tướng Chính phủ", "2021-12-28"),
        ("50/2024/QH15", "luật", "Quốc hội", "2024-11-27"),
    ],
)
def test_catalogue_states_facts(number, type_, issuer, day, known):
    entry = known[number_key(number) or number]
    assert (entry.type, entry.issuer, entry.date) == (type_, issuer, day)


def test_samples_take_no_number_that_the_catalogue_knows(known):
    taken = {number_key(row["number"]) for row in EXPECTED_DOCUMENTS.values()}
    assert taken & set(known) == set()
