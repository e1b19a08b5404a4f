"""What the embedded mode keeps under var/: folders nobody else may read, and keys made on the first run."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

OWNER_ONLY_FOLDER = 0o700


def private_folder(folder: Path) -> Path:
    """Make `folder` (and its parents) readable by the owner only; return it."""
    folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(OWNER_ONLY_FOLDER)
    return folder


def stored_key(file: Path) -> str:
    """The key in `file`: 32 random bytes in base64, written with mode 0600 by whichever process comes first.

    Web server and worker start together, so the key is written to a file of its own and linked into place: the link
    succeeds once, and everyone reads what that one wrote.
    """
    if not file.exists():
        private_folder(file.parent)
        handle, draft = tempfile.mkstemp(dir=file.parent)  # mkstemp files are 0600
        with os.fdopen(handle, "w") as stream:
            stream.write(base64.b64encode(secrets.token_bytes(32)).decode())
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return file.read_text().strip()
