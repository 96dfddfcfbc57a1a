"""Copy what the pages use out of ``node_modules`` into the package: styles, icons, fonts.

``python tools/assets.py [node_modules]``. The folder it fills is not in git; the wheel has it.
"""

import gzip
import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "chancery" / "web"
VENDOR = WEB / "static" / "vendor"
FONT = "be-vietnam-pro"
SUBSETS = ("vietnamese", "latin-ext", "latin")
WEIGHTS = (400, 500, 600, 700)


class MissingAssetError(Exception):
    """A package from npm has not what we expect of it."""


def main(arguments: list[str]) -> int:
    modules = Path(arguments[0]) if arguments else ROOT / "node_modules"
    try:
        make(modules)
    except (OSError, MissingAssetError) as error:
        print(f"assets: {error}; delete {modules} and run ./chancery again", file=sys.stderr)
        return 1
    return 0


def make(modules: Path) -> None:
    """Fill a folder beside the old one, then take its place: never half a set of assets."""
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=VENDOR.parent, prefix=".vendor-") as beside:
        fresh = Path(beside) / "vendor"
        fresh.mkdir()
        copy_styles(modules / "@tabler" / "core", fresh)
        copy_font(modules / "@fontsource" / FONT, fresh)
        copy_icons(modules / "@tabler" / "icons", fresh)
        compress(fresh)
        shutil.rmtree(VENDOR, ignore_errors=True)
        fresh.rename(VENDOR)


def compress(folder: Path) -> None:
    """Beside each text a packed copy, which the server sends to whoever takes it: a tenth."""
    for path in [*folder.glob("*.css"), *folder.glob("*.svg")]:
        packed = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
        path.with_name(f"{path.name}.gz").write_bytes(packed)


def copy_styles(package: Path, target: Path) -> None:
    text = (package / "dist" / "css" / "tabler.min.css").read_text(encoding="utf-8")
    without_map = re.sub(r"/\*# sourceMappingURL=.*?\*/\s*$", "", text)
    (target / "tabler.min.css").write_text(without_map, encoding="utf-8")


def copy_font(package: Path, target: Path) -> None:
    """The weights we set, in the alphabets we write, WOFF2 only."""
    (target / "files").mkdir()
    rules = []
    for weight in WEIGHTS:
        sheet = (package / f"{weight}.css").read_text(encoding="utf-8")
        for subset in SUBSETS:
            name = f"{FONT}-{subset}-{weight}-normal"
            rules.append(font_rule(sheet, name))
            shutil.copy(package / "files" / f"{name}.woff2", target / "files")
    shutil.copy(package / "LICENSE", target / f"{FONT}.LICENSE")
    (target / f"{FONT}.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def font_rule(sheet: str, name: str) -> str:
    """The ``@font-face`` of one file, with WOFF2 as its only source."""
    for rule in re.findall(r"@font-face\s*{[^}]*}", sheet):
        if f"{name}.woff2" in rule:
            return re.sub(r",\s*url\([^)]*\.woff\)\s*format\('woff'\)", "", rule)
    raise MissingAssetError(f"{name} is not in the font's style sheet")


def copy_icons(package: Path, target: Path) -> None:
    (target / "icons.svg").write_text(sprite(package), encoding="utf-8")
    shutil.copy(package / "LICENSE", target / "tabler.LICENSE")


def sprite(package: Path) -> str:
    """One SVG holding every icon as a symbol."""
    names = sorted((WEB / "icons.txt").read_text(encoding="ascii").split())
    symbols = "\n".join(symbol(package, name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(package: Path, name: str) -> str:
    path = package / "icons" / "outline" / f"{name}.svg"
    if not path.exists():
        raise MissingAssetError(f"{name} is not an icon of Tabler")
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    if drawing is None:
        raise MissingAssetError(f"{path} holds no drawing")
    strokes = " ".join(re.findall(r'<(?!path stroke="none")[^>]+/>', drawing[1]))
    return f'<symbol id="{name}" viewBox="0 0 24 24">{strokes}</symbol>'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
