"""Tables as offices really have them: read from a workbook, found on its sheets, their columns proposed to a person."""
