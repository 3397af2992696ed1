"""A cell that takes its process along: the front end sees the kernel die, says so, and goes on after a restart."""
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from kernel import Kernel

CRASHES = {
    "FailFast": ('Environment.FailFast("the cell gave up");', "the cell gave up"),
    "endless recursion": ("int Deep(int n) => Deep(n + 1) + 1; Deep(0)", "Stack overflow"),
    "Exit": ("Environment.Exit(3);", None),
}
LIMIT = 30

for name, (code, told) in CRASHES.items():
    with open("kernel.log", "w+", encoding="utf-8") as log:
        kernel = Kernel(stderr=log)
        begun = time.monotonic()
        kernel.client.execute('Console.WriteLine("before");')
        kernel.client.execute(code)
        exit_code = kernel.process.wait(timeout=LIMIT)
        assert exit_code != 0, name
        assert not kernel.manager.is_alive(), name
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=LIMIT)
        assert kernel.value("20 + 22") == "42", name
        kernel.close()
        log.seek(0)
        assert told is None or told in log.read(), f"{name}: the log does not say '{told}'"
    print(f"ok   {name}: exit code {exit_code}, and a new kernel after {time.monotonic() - begun:.1f} s")

    book = new_notebook(cells=[new_code_cell(code), new_code_cell("1")], metadata={"kernelspec": {"name": ".net-csharp", "display_name": ".NET (C#)"}})
    begun = time.monotonic()
    try:
        NotebookClient(book, timeout=LIMIT, kernel_name=".net-csharp").execute()
        sys.exit(f"{name}: nbclient saw nothing")
    except DeadKernelError:
        print(f"ok   {name}: nbclient says that the kernel died, after {time.monotonic() - begun:.1f} s")
    assert time.monotonic() - begun < LIMIT, name
    nbformat.validate(book)
