"""Small files of flows to bring in, and short words for bringing them."""

import gzip
import zipfile

import pyarrow.parquet as pq

from chancery.economy.store import ingest, make_options, open_store, preset

BACI = "t,i,j,k,v,q\n2022,704,392,010121,10.5,2\n2022,704,842,010129,20,           NA\n"
PLAIN = {"exporter": "from", "importer": "to", "product": "hs", "year": "year", "value": "usd"}


def write(folder, text, name="flows.csv"):
    """A file with this content; bytes as they are, .gz and .zip packed."""
    path = folder / name
    content = text if isinstance(text, bytes) else text.encode()
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(content))
    elif name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("flows.csv", content)
    else:
        path.write_bytes(content)
    return path


def baci(**said):
    """Options for a file as BACI writes it."""
    said = {"retrieved_on": "2026-11-01", "classification": "HS17", **said}
    return make_options(preset("baci"), **said)


def plain(**said):
    """Options for a file with the columns from, to, hs, year, usd."""
    said = {
        "retrieved_on": "2026-11-01",
        "classification": "HS17",
        "source": "Customs",
        "value_unit": "usd",
        "flow": "export",
        **said,
    }
    columns = said.pop("columns", PLAIN)
    return make_options(preset(None).with_columns(columns), **said)


def bring(folder, text, said=None, name="flows.csv", **more):
    """Bring in a file with this content; the store is ``folder/store``."""
    path = write(folder, text, name)
    return ingest([path], folder / "store", said or baci(), **more)


def held(folder, **asked):
    """The flows of the store as rows of Python."""
    return open_store(folder / "store").flows(**asked).to_arrow().to_pylist()


def all_rows(folder):
    """Every row of every part that counts, read without our door."""
    store = open_store(folder / "store")
    parts = (pq.ParquetFile(store.folder / part.path).read() for part in store.manifest.parts)
    return [row for part in parts for row in part.to_pylist()]


def snapshot(folder):
    """What is in the store, down to the content of each part."""
    store = open_store(folder / "store")
    return store.manifest, {
        p.path: (store.folder / p.path).read_bytes() for p in store.manifest.parts
    }
