"""The pages of the app, in Vietnamese; they talk to the library only."""
