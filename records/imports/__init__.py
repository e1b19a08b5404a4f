"""The one import of tables: cases, disputes, people, units. What is special of each is declared in `kinds`."""
