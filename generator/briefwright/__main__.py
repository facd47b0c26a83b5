"""`python -m briefwright`: the same as the command."""

from briefwright.cli import main

if __name__ == "__main__":
    main()
