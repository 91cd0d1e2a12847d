"""How a document is divided: parts, chapters, articles, clauses, points, tasks, attachments."""
