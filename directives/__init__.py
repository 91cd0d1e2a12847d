"""What an official Vietnamese document is: text, numbers, citations, header, units. Standard library only."""
