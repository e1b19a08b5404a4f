"""A migration operation that makes all tables of an app at once. Used by the initial migrations, which are written by script."""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTables(Operation):
    """The same as its CreateModel operations one after another, but the models are rendered once instead of each time.

    Django renders every model related to a new one again when it is added, and here nearly all are related through
    unit and matter: one by one that made 6,800 renderings, ten seconds of every test process and of the first start.
    """

    serialization_expand_args = ["models"]

    def __init__(self, models: list[CreateModel]):
        self.models = models

    def state_forwards(self, app_label, state):
        # Without rendered models in the state, adding one renders nothing.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.models)} tables"
