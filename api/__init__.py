"""The archive for other programs: JSON over HTTP, and tools over the Model Context Protocol."""
