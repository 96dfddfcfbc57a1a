"""The flows of three countries in two years that indicators are asked of."""

FLOWS = [
    ("VNM", "JPN", "440710", 2021, 10.0),
    ("VNM", "USA", "610910", 2021, 30.0),
    ("VNM", "JPN", "440710", 2022, 15.0),
    ("VNM", "USA", "610910", 2022, 30.0),
    ("JPN", "VNM", "851712", 2022, 50.0),
    ("JPN", "USA", "851712", 2022, 40.0),
    ("USA", "JPN", "440729", 2022, 5.0),
    ("USA", "VNM", "440729", 2022, 5.0),
]
"""Exporter, importer, product, year, value."""


def of_headings(flows):
    """The same flows with products of four digits: VNM and USA both sell wood then."""
    return [
        (exporter, importer, product[:4], *rest) for exporter, importer, product, *rest in flows
    ]
