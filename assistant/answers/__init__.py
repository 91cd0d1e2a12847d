"""Questions answered with quoted evidence, or refused."""
