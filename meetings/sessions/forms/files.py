"""The form that hands in files to a session or topic."""

from records.acts.forms import ActForm
from township.frame.forms.files import FilesField


class FilesForm(ActForm):
    """Nothing but files: materials of a session or topic."""

    attachments = FilesField("文件", required=True)
