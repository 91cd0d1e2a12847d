"""Communications material drafted in the prescribed form."""
