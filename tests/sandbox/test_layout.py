"""The sandbox's folders, as its __init__.py lists them: bottom up, and no circle of imports between its files."""

import ast
import re

import pytest

from tests.lib.sandbox import PROGRAM


def modules(top):
    """All files of the package `top` by the name under which they are imported."""
    files = {file.relative_to(top.parent).with_suffix(""): file for file in top.rglob("*.py")}
    return {".".join(path.parts).removesuffix(".__init__"): file for path, file in files.items()}


def imports(top):
    """Which of its own files each file of a package imports, wherever it does so: for types and in functions too."""
    known = modules(top)
    found = {name: set() for name in known}
    for name, file in known.items():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name}: imports name the folder"
                # "from folder import file" or "from folder.file import name"
                wanted = [f"{node.module}.{alias.name}" for alias in node.names] + [node.module]
            else:
                continue
            found[name].update(other for other in wanted if other in known)
    return found


def circle(graph):
    """The names on a circle, the first one again at its end; [] if there is none."""
    done = set()

    def walk(name, way):
        if name in way:
            return way[way.index(name):] + [name]
        if name in done:
            return []
        done.add(name)
        return next(filter(None, (walk(other, way + [name]) for other in sorted(graph[name]))), [])
    return next(filter(None, (walk(name, []) for name in sorted(graph))), [])


def upward(graph, folders):
    """The imports that go up from a folder to one that is listed later."""
    def level(name):
        return folders.index(name.split(".")[1])
    return [f"{name} imports {other}" for name in sorted(graph) for other in sorted(graph[name])
            if "." in name and "." in other and level(name) < level(other)]


def test_no_import_goes_in_a_circle():
    found = circle(imports(PROGRAM / "sandbox"))
    assert not found, "a circle: " + " > ".join(found)


def test_no_import_goes_up():
    top = PROGRAM / "sandbox"
    folders = re.findall(r"^(\w+) {2,}\w", (top / "__init__.py").read_text(), re.MULTILINE)
    assert set(folders) == {file.stem for file in top.iterdir() if file.stem[0] != "_"}
    assert upward(imports(top), folders) == []


@pytest.mark.parametrize("text, found", [
    ("from house.up import roof", ["house.low.cellar", "house.up.roof", "house.low.cellar"]),
    ("def f():\n    import house.up.roof", ["house.low.cellar", "house.up.roof", "house.low.cellar"]),
    ("from house.low.cellar import wine", ["house.low.cellar", "house.low.cellar"]),
    ("from os import path", []),
])
def test_circles_are_found(tmp_path, text, found):
    for name, lines in (("low/cellar", text), ("up/roof", "from house.low.cellar import wine")):
        file = tmp_path / "house" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(lines)
    graph = imports(tmp_path / "house")
    assert circle(graph) == found
    assert upward(graph, ["low", "up"]) == (["house.low.cellar imports house.up.roof"] if "roof" in text else [])
