"""Reading HTML back in tests."""

import html.parser


class Reader(html.parser.HTMLParser):
    """Keeps the text, the tags with their attributes, and whether every tag was closed in its turn."""

    def __init__(self):
        super().__init__()
        self.text, self.tags, self.balanced = "", [], True
        self._open = []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        self.balanced = self.balanced and bool(self._open) and self._open.pop() == tag


def read(markup):
    """Return a reader that has read `markup`."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader
