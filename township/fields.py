"""Model fields for identity data: encrypted in the database, plain text in Python."""

from django.db import models

from township.crypto import decrypt, encrypt


class EncryptedTextField(models.Field):
    """Text that is stored encrypted (see township.crypto). Empty text is stored as empty bytes.

    It cannot be filtered; exact search goes through a keyed-hash column beside it.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    @property
    def context(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    def get_internal_type(self):
        return "BinaryField"

    def get_db_prep_value(self, value, connection, prepared=False):
        return connection.Database.Binary(self._seal(value))

    def _seal(self, value):
        if value is None or isinstance(value, (bytes, memoryview)):
            return b"" if value is None else bytes(value)
        return encrypt(value.encode(), context=self.context) if value else b""

    def from_db_value(self, value, expression, connection):
        stored = bytes(value) if value else b""
        return decrypt(stored, context=self.context).decode() if stored else ""

    def to_python(self, value):
        return value if isinstance(value, str) else ""

    def value_to_string(self, obj):
        return "[加密]"
