"""The exceptions a person has to act upon; each says what, where and what to do next."""


class AsToldError(Exception):
    """Base of all errors raised on purpose.

    Args:
        what: what went wrong, one clause without a full stop.
        where: the file, row, field or address concerned, if any.
        hint: what the reader of the message can do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what, self.where, self.hint = what, where, hint
        message = f"{where}: {what}" if where else what
        super().__init__(f"{message}. {hint}" if hint else message)


class ConfigError(AsToldError):
    """A setting is unknown, malformed or out of range."""


class StoreError(AsToldError):
    """The store can't be opened, is damaged, or was written by a newer version."""


class StoreBusyError(StoreError):
    """Another process kept the store locked for longer than the timeout."""


class NotFoundError(AsToldError):
    """The article, claim, event or group asked for is not in the store."""


class NotAllowedError(AsToldError):
    """A person may look but not change, or isn't admitted at all."""


class ModelError(AsToldError):
    """A model can't be loaded or gives something unusable."""


class Cancelled(AsToldError):
    """A person stopped the work; nothing of the unfinished part was saved."""
