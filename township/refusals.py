"""How a rule says no: one exception with a sentence for the person in front of the screen."""


class Refused(Exception):
    """A rule refuses what was asked.

    message: a Chinese sentence that says what is wrong and what to do; it never repeats personal data that was typed.
    article: the source, as "条例第34条" or "民法典第203条"; empty for plain checks of input.
    field: name of the form field the sentence belongs beside; empty when it concerns the whole page.
    """

    def __init__(self, message: str, article: str = "", field: str = ""):
        super().__init__(message)
        self.message = message
        self.article = article
        self.field = field

    def __str__(self) -> str:
        return f"{self.message}（{self.article}）" if self.article else self.message

    def at(self, field: str) -> "Refused":
        """The same refusal, placed beside `field`."""
        return Refused(self.message, self.article, field)
