"""Ground floor: who, when, may, did — townships, units, people and posts, accounts, working calendar, journal."""
