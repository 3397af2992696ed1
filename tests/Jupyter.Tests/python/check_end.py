"""A kernel that is asked to end is gone within two seconds, with exit code 0, whatever its cells are at; one whose front end is gone ends too."""
import os
import subprocess
import sys
import time

from kernel import Kernel

LIMIT = 2
CELLS = {
    "nothing": "",
    "a busy loop": "while (true) { }",
    "a cell that cannot be stopped": "try { while (true) { } } finally { while (true) { } }",
    "work of the thread pool": "for (var i = 0; i < 50; i++) _ = Task.Run(() => { while (true) { } });",
    "a thread in the foreground": "new Thread(() => Thread.Sleep(-1)).Start();",
    "a question": "Console.ReadLine()",
    "endless output": 'while (true) Console.WriteLine("and on and on");',
    "a noisy child process": 'var child = System.Diagnostics.Process.Start("yes");',
}


def ended(process, begun, what):
    code = process.wait(timeout=20)
    elapsed = time.monotonic() - begun
    assert code == 0, f"{what}: exit code {code}"
    return elapsed


def shut_down(what, cell, channel):
    kernel = Kernel()
    kernel.client.execute(cell, allow_stdin=True)
    time.sleep(0.7)
    begun = time.monotonic()
    message = kernel.client.session.msg("shutdown_request", {"restart": False})
    getattr(kernel.client, f"{channel}_channel").send(message)
    elapsed = ended(kernel.process, begun, what)
    kernel.close()
    print(f"ok   {elapsed:.2f} s: {what}", flush=True)
    return elapsed


def slowest_of_two(what, cell, channel="control"):
    """A busy machine is given a second try."""
    if shut_down(what, cell, channel) >= LIMIT:
        again = shut_down(what, cell, channel)
        assert again < LIMIT, f"{what}: {again:.2f} s"


def kernel_does_not_outlive_its_front_end():
    """A front end that is killed says nothing; its process is gone, and that is noticed."""
    code = "import os; from kernel import Kernel; k = Kernel(); print(k.process.pid, flush=True); os.kill(os.getpid(), 9)"
    front_end = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=os.path.dirname(__file__))
    process = int(front_end.stdout.readline())
    begun = time.monotonic()
    while os.path.exists(f"/proc/{process}") and time.monotonic() - begun < 10:
        time.sleep(0.1)  # the front end stays listed meanwhile, as nobody has asked for its exit code
    assert not os.path.exists(f"/proc/{process}"), "the kernel lives on"
    assert front_end.wait(timeout=10) == -9
    print(f"ok   {time.monotonic() - begun:.2f} s: a front end that was killed")


for what, cell in CELLS.items():
    slowest_of_two(what, cell)
slowest_of_two("asked on shell", "1", "shell")
kernel_does_not_outlive_its_front_end()
