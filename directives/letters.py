"""Vietnamese letters by case, as bodies of character classes: their code points alternate, a range mixes the cases."""

_BLOCKS = ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x250), (0x1EA0, 0x1EFA))
_LETTERS = [chr(c) for low, high in _BLOCKS for c in range(low, high) if chr(c).isalpha()]
UPPER = "".join(c for c in _LETTERS if c.isupper())
LOWER = "".join(c for c in _LETTERS if c.islower())
