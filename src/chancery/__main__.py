"""``python -m chancery``."""

from chancery.cli.main import main

if __name__ == "__main__":
    main()
