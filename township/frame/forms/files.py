"""Files in forms. What they are is judged by content when they are attached."""

from django import forms


class ManyFiles(forms.ClearableFileInput):
    """Several files at once; on phones the camera is offered."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    def __init__(self, label: str, required: bool = False, **more):
        super().__init__(
            label=label,
            required=required,
            widget=ManyFiles(attrs={"multiple": True}),
            error_messages={
                "required": f"请选择{label}。",
                "empty": "文件是空的，请重新选择。",
                "missing": "文件没有传上来，请重新选择。",
            },
            **more,
        )

    def clean(self, data, initial=None) -> list:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return [super(FilesField, self).clean(file, initial) for file in files]
