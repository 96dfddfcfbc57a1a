"""The measures of complexity a second time: the definitions as loops, for small tables only."""

from math import isclose


def rca(values):
    """Balassa's index cell by cell; None where a total is zero."""
    of_all = sum(map(sum, values))
    of_product = [sum(row[k] for row in values) for k in range(len(values[0]))]
    found = []
    for row in values:
        of_location = sum(row)
        found.append(
            [
                (x / of_location) / (of_product[k] / of_all)
                if of_location and of_product[k]
                else None
                for k, x in enumerate(row)
            ]
        )
    return found


def proximity(present):
    """Of each two products: locations with both, over locations with the more ubiquitous one."""
    products = range(len(present[0]))
    ubiquity = [sum(row[k] for row in present) for k in products]
    return [
        [
            sum(row[k] and row[m] for row in present) / max(ubiquity[k], ubiquity[m])
            for m in products
        ]
        for k in products
    ]


def density(present):
    """Of each location and product: proximity to what is there, over proximity to everything."""
    phi = proximity(present)
    return [
        [
            sum(phi[m][k] for m, has in enumerate(row) if has)
            / sum(phi[m][k] for m in range(len(row)))
            for k in range(len(row))
        ]
        for row in present
    ]


def outlook(present, pci):
    """COI and COG of the definitions, with the PCI that is given."""
    phi, near = proximity(present), density(present)
    index = [
        sum(near[i][k] * pci[k] for k, has in enumerate(row) if not has)
        for i, row in enumerate(present)
    ]
    gain = [
        [
            0.0
            if has
            else sum(
                phi[m][k] / sum(phi[m]) * pci[m] for m, has_too in enumerate(row) if not has_too
            )
            for k, has in enumerate(row)
        ]
        for row in present
    ]
    return index, gain


def reflected(present, eci):
    """The mean of ECI over who exports a product, then the mean of that over what a location exports."""
    by_product = []
    for k in range(len(present[0])):
        having = [eci[i] for i, row in enumerate(present) if row[k]]
        by_product.append(sum(having) / len(having))
    return [
        sum(by_product[k] for k, has in enumerate(row) if has) / sum(map(bool, row))
        for row in present
    ]


def near(found, expected):
    """Whether two lists of numbers are the same to twelve digits."""
    return all(
        isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) for a, b in zip(found, expected, strict=True)
    )
