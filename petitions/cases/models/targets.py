"""What a case complains of: units and people. Known ones are also implicated on the spine, which shuts them out."""

from django.db import models

from petitions.cases.models.cases import Case
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Target(models.Model):
    """被反映对象: a unit or person of the township, or a name in free text (encrypted)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = EncryptedTextField("名称")

    class Meta:
        verbose_name = "被反映对象"
