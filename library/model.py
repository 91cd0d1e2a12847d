"""The model of an archive: the encoder that the settings name, held to the one that the archive was encoded with."""

from __future__ import annotations

import threading
from pathlib import Path

from directives.errors import ModelMismatch
from index.encoder import Encoder, open_encoder
from index.remembered import RememberingEncoder
from index.store.database import Database
from settings import Settings


class Model:
    """The encoder of the archive in folder `path`, opened when first needed; one for all its views."""

    def __init__(self, path: Path, db: Database, settings: Settings, given: Encoder | None) -> None:
        """`given` replaces the encoder that the settings name."""
        self._path = path
        self._db = db
        self._settings = settings
        self._encoder = given
        self._remembering: RememberingEncoder | None = None
        self._opening = threading.RLock()

    def encoder(self) -> Encoder:
        """Return the encoder of the settings, whether the archive was encoded with it or not."""
        with self._opening:
            if self._encoder is None:
                self._encoder = open_encoder(self._settings)
            return self._encoder

    def fitting(self) -> RememberingEncoder:
        """Return the encoder, remembering.  Raises ModelMismatch where the archive was encoded with another."""
        with self._opening:
            encoder = self.encoder()
            held = self._db.meta("model")
            if held is not None and held != encoder.identity:
                raise ModelMismatch(
                    f"Kho {self._path} được mã hóa bằng mô hình “{held}”, cấu hình hiện nay dùng “{encoder.identity}”; "
                    f"hãy chạy “danchieu reencode --library {self._path}” để mã hóa lại, "
                    "hoặc đặt lại mô hình cũ trong cấu hình."
                )
            if self._remembering is None:
                self._remembering = RememberingEncoder(encoder, self._db)
            return self._remembering
