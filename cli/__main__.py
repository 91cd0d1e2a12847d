"""`python -m cli`: the command line where the program is not installed."""

from cli import main

if __name__ == "__main__":
    main()
