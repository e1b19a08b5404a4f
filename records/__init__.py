"""Second floor: what is on file, and by when — matters, clocks, documents, approvals, attachments, numbers, notices."""
