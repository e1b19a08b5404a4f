"""The form that hands in files to a session or topic."""

from django import forms

from township.frame.forms.files import FilesField


class FilesForm(forms.Form):
    """Nothing but files: materials of a session or topic."""

    attachments = FilesField("文件", required=True)
