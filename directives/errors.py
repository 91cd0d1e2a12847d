"""Errors a user may see: each is one Vietnamese sentence that says what to do."""


class DanChieuError(Exception):
    """Base of every error whose message is meant for the user."""


class UnreadableFile(DanChieuError):
    """A file that could not be turned into text; the message names the cause and the remedy."""


class ReadingUnavailable(DanChieuError):
    """No file can be read at all, through no fault of the files."""


class SecretDocument(DanChieuError):
    """A file that carries a secrecy mark and is therefore refused at the door."""


class UnknownDocument(DanChieuError):
    """No document has the given id or reference number."""


class ModelMismatch(DanChieuError):
    """The archive was encoded with another model than the one the settings name."""


class ArchiveBusy(DanChieuError):
    """Another process is writing to the archive."""


class ArchiveDamaged(DanChieuError):
    """The archive on disk cannot be used as it is."""


class ArchiveUnreachable(DanChieuError):
    """The archive's folder cannot be read or written: rights, a full disk, a drive that is gone."""


class BadSetting(DanChieuError):
    """A setting is unknown or has a value that cannot be used."""


class BadRequest(DanChieuError):
    """What was asked for is not well formed."""


class GeneratorFailed(DanChieuError):
    """The service that writes prose could not be reached, refused, or broke off."""


class AccessDenied(DanChieuError):
    """Somebody asked for what their role does not allow."""


class SignInFailed(DanChieuError):
    """Name, password or key are not those of anybody who may sign in."""


class TooManyRequests(DanChieuError):
    """Somebody asks too often, or too much at once."""
