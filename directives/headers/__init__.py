"""What stands around a document's text: heading block, closing block, signature, marks."""
