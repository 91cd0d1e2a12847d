"""Office packages (zip of XML parts) opened with suspicion: sizes checked first, no entities, no network."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from types import TracebackType
from typing import TYPE_CHECKING

from directives.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSAFE = "Tệp chứa khai báo XML không an toàn (DOCTYPE); tệp bị từ chối."
MAX_PART = 150 * 2**20  # bytes of one XML part, unpacked
MAX_RATIO = 250  # unpacked to packed, for parts over 1 MiB; Word's own XML stays under 60
MAX_ENTRIES = 20_000
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Namespaces of "Strict Open XML", which say the same under other names.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """A zip file whose parts are read as XML, each under limits."""

    def __init__(self, data: bytes) -> None:
        """Open the package; raises UnreadableFile with the reason."""
        if data.startswith(OLE):
            raise UnreadableFile(
                "Tệp được bảo vệ bằng mật khẩu; hãy mở bằng Word, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ) rồi nạp lại."
                if ENCRYPTED in data
                else "Tệp thực ra là định dạng Word cũ (.doc); hãy mở bằng Word rồi lưu lại dạng .docx."
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise UnreadableFile(
                "Tệp bị hỏng (không mở được gói nén); hãy xin lại tệp gốc hoặc lưu lại bằng Microsoft Office."
            ) from error
        if len(entries) > MAX_ENTRIES:
            raise UnreadableFile(f"Tệp chứa bất thường nhiều thành phần ({len(entries)}); tệp bị từ chối.")
        self._names = {entry.filename.lstrip("/"): entry for entry in entries}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> list[str]:
        """Names of the parts, in the order of the package."""
        return list(self._names)

    def read(self, name: str) -> bytes:
        """Return one part; raises UnreadableFile when it is damaged or too large."""
        entry = self._names[name]
        if entry.flag_bits & 1:
            raise UnreadableFile("Tệp bị khóa bằng mật khẩu của trình nén; hãy giải nén rồi nạp lại.")
        bomb = entry.file_size > 2**20 and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        if entry.file_size > MAX_PART or bomb:
            raise UnreadableFile(
                f"Nội dung giải nén của tệp lớn bất thường ({entry.file_size // 2**20} MB);"
                " tệp bị từ chối để bảo vệ máy."
            )
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, NotImplementedError,
            RuntimeError,
        ) as error:  # fmt: skip
            raise UnreadableFile(
                "Tệp bị hỏng (dữ liệu nén lỗi); hãy xin lại tệp gốc hoặc lưu lại bằng Microsoft Office."
            ) from error
        if len(data) > entry.file_size:
            raise UnreadableFile("Tệp khai sai kích thước nội dung; tệp bị từ chối để bảo vệ máy.")
        return data

    def plain_xml(self, name: str) -> bytes:
        """Return the bytes of one XML part; raises UnreadableFile where it declares a document type or entities."""
        data = self.read(name)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
            raise UnreadableFile(_UNSAFE)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") and "<!DOCTYPE".encode("utf-16-le")[1:-1] in data[:8192]:
            raise UnreadableFile(_UNSAFE)
        return data

    def xml(self, name: str) -> _Element:
        """Return the root of one XML part; raises UnreadableFile when it is no sound XML."""
        from lxml import etree

        data = self.plain_xml(name)
        if b"http://purl.oclc.org/ooxml/" in data[:8192]:
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(
                f"Tệp bị hỏng (phần {name} sai cấu trúc XML); hãy mở và lưu lại bằng Microsoft Office."
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:  # in an encoding where its bytes look otherwise
            raise UnreadableFile(_UNSAFE)
        return root
