"""``python -m chancery``: the same as the ``chancery`` command."""

from chancery.cli.main import main

if __name__ == "__main__":
    main()
