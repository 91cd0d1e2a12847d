"""SQLite, the single truth of an archive: all SQL of the project lives in this package."""
