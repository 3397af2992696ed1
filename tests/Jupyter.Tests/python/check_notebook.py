"""A notebook executed by nbclient in the process and by nbconvert from the command line."""
import json
import os
import subprocess
import sys
import tempfile

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

METADATA = {
    "kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"},
    "language_info": {"name": "C#"},
}


def notebook(*cells):
    return new_notebook(cells=[new_code_cell(c) for c in cells], metadata=METADATA)


def check(cells):
    assert [c["execution_count"] for c in cells] == [1, 2, 3, 4], cells
    assert cells[1]["outputs"][0]["text"] == "hello 3\n", cells[1]
    assert cells[2]["outputs"][0]["data"]["text/plain"] == "9", cells[2]
    assert cells[3]["outputs"][0]["data"]["text/plain"] == "new", cells[3]


cells = [
    "var x = 3;",
    'Console.WriteLine($"hello {x}");',
    "x * x",
    'var shown = display("old"); shown.Update("new");',
]
book = notebook(*cells)
NotebookClient(book, timeout=60, kernel_name=".net-csharp").execute()
check(book.cells)

failing = notebook('throw new Exception("boom");', "1")
try:
    NotebookClient(failing, timeout=60, kernel_name=".net-csharp").execute()
    sys.exit("the failing cell did not stop the run")
except CellExecutionError as error:
    assert "boom" in str(error), error
allowed = notebook('throw new Exception("boom");', "1")
NotebookClient(allowed, timeout=60, kernel_name=".net-csharp", allow_errors=True).execute()
assert allowed.cells[0]["outputs"][0]["evalue"] == "boom", allowed.cells[0]
assert allowed.cells[1]["outputs"][0]["data"]["text/plain"] == "1", allowed.cells[1]

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "book.ipynb")
    nbformat.write(notebook(*cells), path)
    subprocess.run(
        ["/usr/bin/python3", "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", path],
        check=True, timeout=120)
    with open(path) as file:
        executed = json.load(file)
    check([dict(c, outputs=[dict(o, text="".join(o["text"])) if "text" in o else o for o in c["outputs"]])
           for c in nbformat.read(path, 4).cells])
    assert executed["metadata"]["language_info"]["name"] == "C#", executed["metadata"]
    assert executed["metadata"]["language_info"]["file_extension"] == ".cs", executed["metadata"]


def plain(cell):
    return [o["data"].get("text/plain") for o in cell["outputs"] if "data" in o]


# As .NET Interactive and its editors wrote notebooks: their names for languages and kernels, and magics in the cells.
old = nbformat.read(sys.argv[1], 4)
NotebookClient(old, timeout=60).execute()
by_id = {cell["id"]: cell for cell in old.cells if cell["cell_type"] == "code"}
assert "text/html" in by_id["variables"]["outputs"][0]["data"], by_id["variables"]
assert plain(by_id["fsharp"]) == ["55"], by_id["fsharp"]
assert "text/latex" in by_id["formula"]["outputs"][0]["data"], by_id["formula"]
assert "text/html" not in by_id["display"]["outputs"][-1]["data"], by_id["display"]
assert "application/javascript" in by_id["javascript"]["outputs"][0]["data"], by_id["javascript"]
assert old["metadata"]["language_info"]["name"] == "C#", old["metadata"]

# A kernel that is not installed is the front end's to name; nothing starts in its place.
missing = notebook("1")
missing["metadata"]["kernelspec"]["name"] = ".net-basic"
try:
    NotebookClient(missing, timeout=60).execute()
    sys.exit("a kernel that is not installed was started")
except NoSuchKernel as error:
    assert ".net-basic" in str(error), error
print("executed")
