"""The indicators a second time, in plain Python over lists of flows, each as its paper has it.

A flow is ``(exporter, importer, product, year, value)``; a result ``{key: {measure: value}}``.
"""

from collections import defaultdict
from math import log


def total(flows, **fixed):
    """The value of all flows with these exporter, importer, product or year."""
    places = {"exporter": 0, "importer": 1, "product": 2, "year": 3}
    return sum(f[4] for f in flows if all(f[places[k]] == v for k, v in fixed.items()))


def values(flows, place):
    return sorted({flow[place] for flow in flows})


def over(part, whole):
    return part / whole if whole else None


def rca(flows):
    found = {}
    for i, k, t in {(f[0], f[2], f[3]) for f in flows}:
        x = total(flows, exporter=i, product=k, year=t)
        if not x:
            continue
        x_i, x_k = total(flows, exporter=i, year=t), total(flows, product=k, year=t)
        world = total(flows, year=t)
        one = (x / x_i) / (x_k / world)
        found[i, k, t] = {
            "rca": one,
            "rsca": (one - 1) / (one + 1),
            "log_rca": log(one),
            "nrca": x / world - x_i * x_k / world**2,
        }
    return found


def shares(flows):
    return {
        (i, k, t): {
            "of_exports": over(
                total(flows, exporter=i, product=k, year=t), total(flows, exporter=i, year=t)
            ),
            "of_product": over(
                total(flows, exporter=i, product=k, year=t), total(flows, product=k, year=t)
            ),
        }
        for i, k, t in {(f[0], f[2], f[3]) for f in flows}
    }


def market_shares(flows):
    return {
        (i, j, k, t): {
            "of_imports": over(
                total(flows, exporter=i, importer=j, product=k, year=t),
                total(flows, importer=j, product=k, year=t),
            )
        }
        for i, j, k, t in {f[:4] for f in flows}
    }


def concentration(parts, possible):
    """Of a list of values; ``possible``: how many there might have been."""
    whole = sum(parts)
    if not whole:
        return {"hhi": None, "hhi_normalised": None, "equivalent_number": None}
    hhi = sum((part / whole) ** 2 for part in parts)
    least = 1 / possible
    return {
        "hhi": hhi,
        "hhi_normalised": (hhi - least) / (1 - least) if possible > 1 else None,
        "equivalent_number": 1 / hhi,
        "parts": sum(part > 0 for part in parts),
    }


def hhi_over(name, place):
    def hhi(flows):
        found = {}
        for i, t in {(f[0], f[3]) for f in flows}:
            each = values(flows, place)
            parts = [total(flows, exporter=i, year=t, **{name: one}) for one in each]
            possible = sum(total(flows, year=t, **{name: one}) > 0 for one in each)
            found[i, t] = concentration(parts, possible)
        return found

    return hhi


def hhi_suppliers(flows):
    found = {}
    for j, k, t in {f[1:4] for f in flows}:
        each = values(flows, 0)
        parts = [total(flows, exporter=i, importer=j, product=k, year=t) for i in each]
        possible = sum(total(flows, exporter=i, product=k, year=t) > 0 for i in each)
        found[j, k, t] = concentration(parts, possible)
    return found


def diversification(flows):
    found = {}
    for i, t in {(f[0], f[3]) for f in flows}:
        of_all, world = total(flows, exporter=i, year=t), total(flows, year=t)
        if not of_all:
            continue
        products = values(flows, 2)
        mine = {k: total(flows, exporter=i, product=k, year=t) / of_all for k in products}
        everyones = {k: total(flows, product=k, year=t) / world for k in products}
        entropy = -sum(s * log(s) for s in mine.values() if s)
        possible = sum(s > 0 for s in everyones.values())
        found[i, t] = {
            "products": sum(s > 0 for s in mine.values()),
            "possible": possible,
            "entropy": entropy,
            "theil": log(possible) - entropy,
            "equivalent_number": 1 / sum(s * s for s in mine.values()),
            "absolute_deviation": sum(abs(mine[k] - everyones[k]) for k in products) / 2,
        }
    return found


def growth_by(*places):
    def growth(flows):
        series = defaultdict(dict)
        for flow in flows:
            key = tuple(flow[place] for place in places)
            series[key][flow[3]] = series[key].get(flow[3], 0) + flow[4]
        return {
            (*key, t): {"growth": _on_last(by_year, t), "compound": _since_first(by_year, t)}
            for key, by_year in series.items()
            for t in by_year
        }

    return growth


def _on_last(by_year, t):
    return by_year[t] / by_year[t - 1] - 1 if by_year.get(t - 1) else None


def _since_first(by_year, t):
    first = min((year for year, x in by_year.items() if x), default=t)
    return (by_year[t] / by_year[first]) ** (1 / (t - first)) - 1 if t > first else None


def intensity(flows):
    found = {}
    for i, j, t in {(f[0], f[1], f[3]) for f in flows}:
        exports, imports = total(flows, exporter=i, year=t), total(flows, importer=j, year=t)
        others = total(flows, year=t) - total(flows, importer=i, year=t)
        known = any(f[1] == i and f[3] == t for f in flows)
        fine = known and exports and imports and others
        x = total(flows, exporter=i, importer=j, year=t)
        found[i, j, t] = {"intensity": (x / exports) / (imports / others) if fine else None}
    return found


def complementarity(flows):
    return _baskets(flows, 1, "importer", "complementarity")


def similarity(flows):
    return _baskets(flows, 0, "exporter", "similarity")


def _baskets(flows, place, role, name):
    found = {}
    for t in values(flows, 3):
        for i in values(flows, 0):
            for j in values(flows, place):
                supplied = total(flows, exporter=i, year=t)
                wanted = total(flows, year=t, **{role: j})
                if i == j or not supplied or not wanted:
                    continue
                apart = sum(
                    abs(
                        total(flows, year=t, product=k, **{role: j}) / wanted
                        - total(flows, exporter=i, product=k, year=t) / supplied
                    )
                    for k in values(flows, 2)
                )
                found[i, j, t] = {name: 100 * (1 - apart / 2)}
    return found


def grubel_lloyd(flows):
    found = {}
    for key, products in _two_way(flows).items():
        both = sum(x + m for x, m in products.values())
        uneven = sum(abs(x - m) for x, m in products.values())
        found[key] = {"grubel_lloyd": 1 - uneven / both if both and _known(flows, key) else None}
    return found


def grubel_lloyd_products(flows):
    return {
        (i, j, k, t): {
            "grubel_lloyd": 1 - abs(x - m) / (x + m)
            if x + m and _known(flows, (i, j, t))
            else None
        }
        for (i, j, t), products in _two_way(flows).items()
        for k, (x, m) in products.items()
    }


def _two_way(flows):
    found = defaultdict(dict)
    for a, b, k, t, _ in flows:
        for i, j in ((a, b), (b, a)):
            x = total(flows, exporter=i, importer=j, product=k, year=t)
            found[i, j, t][k] = (x, total(flows, exporter=j, importer=i, product=k, year=t))
    return found


def _known(flows, key):
    """Whether both of the pair export anything to anybody in the data of the year."""
    return all(any(f[0] == one and f[3] == key[2] for f in flows) for one in key[:2])


def suppliers(flows):
    found = {}
    for j, k, t in {f[1:4] for f in flows}:
        of_each = {
            i: total(flows, exporter=i, importer=j, product=k, year=t) for i in values(flows, 0)
        }
        whole = sum(of_each.values())
        if not whole:
            continue
        top = min(of_each, key=lambda i: (-of_each[i], i))
        found[j, k, t] = {
            "top_supplier": top,
            "top_share": of_each[top] / whole,
            "suppliers": sum(x > 0 for x in of_each.values()),
            "value": whole,
        }
    return found


def dependency(flows, area=()):
    """Under one name the area buys and sells; its suppliers keep theirs."""
    name = {one: "area" if one in area else one for f in flows for one in f[:2]}
    found = {}
    for j, k, t in {(name[f[1]], f[2], f[3]) for f in flows}:
        bought = [f for f in flows if (name[f[1]], f[2], f[3]) == (j, k, t)]
        foreign = [f for f in bought if name[f[0]] != j]
        parts = [total(foreign, exporter=i) for i in values(foreign, 0)]
        exports = sum(f[4] for f in flows if (name[f[0]], f[2], f[3]) == (j, k, t))
        imports, outside = sum(f[4] for f in bought), sum(parts)
        hhi = sum((x / outside) ** 2 for x in parts) if outside else None
        share, ratio = over(outside, imports), over(outside, exports)
        known = any(name[f[0]] == j and f[3] == t for f in flows)
        depends = bool(hhi and hhi > 0.4 and share > 0.5 and (ratio is None or ratio > 1))
        found[j, k, t] = {
            "foreign": outside,
            "hhi": hhi,
            "foreign_share": share,
            "foreign_over_exports": ratio if known else None,
            "dependent": depends if known else None,
        }
    return found


SLOWLY = {
    "rca": rca,
    "shares": shares,
    "market-shares": market_shares,
    "hhi": hhi_over("product", 2),
    "hhi-markets": hhi_over("importer", 1),
    "hhi-suppliers": hhi_suppliers,
    "diversification": diversification,
    "growth": growth_by(0),
    "growth-partners": growth_by(0, 1),
    "growth-products": growth_by(0, 2),
    "intensity": intensity,
    "complementarity": complementarity,
    "similarity": similarity,
    "grubel-lloyd": grubel_lloyd,
    "grubel-lloyd-products": grubel_lloyd_products,
    "suppliers": suppliers,
    "dependency": dependency,
}
