"""The kernel's budgets, measured through jupyter_client: medians, with the budget beside them. Argument: how many starts (5)."""
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

STARTS = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def start(name=".net-csharp"):
    manager = KernelManager(kernel_name=name)
    begun = time.monotonic()
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    client.kernel_info()
    client.get_shell_msg(timeout=60)
    return manager, client, begun, time.monotonic() - begun


def stop(manager, client):
    client.shutdown()
    manager.provisioner.process.wait(timeout=10)
    client.stop_channels()
    manager.cleanup_resources()


def run(client, code):
    begun = time.monotonic()
    message_id = client.execute(code, allow_stdin=False)
    while True:
        reply = client.get_shell_msg(timeout=120)
        if reply["parent_header"].get("msg_id") == message_id:
            break
    assert reply["content"]["status"] == "ok", reply["content"]
    return time.monotonic() - begun


def megabytes(manager):
    with open(f"/proc/{manager.provisioner.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def row(what, value, budget, unit):
    print(f"| {what} | {value:.3g} {unit} | {budget} {unit} | {'met' if value <= budget else 'NOT MET'} |", flush=True)


infos, results = [], []
for _ in range(STARTS):
    manager, client, begun, info = start()
    infos.append(info)
    run(client, "1 + 1")
    results.append(time.monotonic() - begun)
    stop(manager, client)

print("| what | measured | budget | |\n|---|---|---|---|")
row("start to first kernel_info_reply", statistics.median(infos), 1.0, "s")
row("start to first C# result", statistics.median(results), 1.5, "s")

manager, client, _, _ = start()
trivial = [run(client, f"var x{n} = {n};") for n in range(49)]
row("trivial cell, round trip", statistics.median(trivial[10:]) * 1000, 20, "ms")
run(client, "x1 + x2")
row("memory after 50 cells", megabytes(manager), 250, "MB")
client.complete("Console.Wri", reply=True)
times = []
for n in range(10):
    begun = time.monotonic()
    client.complete(f"x{n}.ToS" if n % 2 else "Math.Sq", reply=True, timeout=30)
    times.append(time.monotonic() - begun)
row("completion, warm", statistics.median(times) * 1000, 200, "ms")
times = []
for code in ("while (true) { }", "Thread.Sleep(-1);", "await Task.Delay(-1);"):
    client.execute(code)
    time.sleep(1)
    begun = time.monotonic()
    manager.interrupt_kernel()
    client.get_shell_msg(timeout=30)
    times.append(time.monotonic() - begun)
row("interrupt", statistics.median(times), 0.5, "s")
for n in range(50, 297):
    run(client, f"var x{n} = {n};")
row("memory after 300 cells", megabytes(manager), 400, "MB")
begun = time.monotonic()
message_id = client.execute('for (var i = 0; i < 1_000_000; i++) Console.WriteLine($"{i:D9}");')
pieces = []
while True:
    message = client.get_iopub_msg(timeout=30)
    if message["parent_header"].get("msg_id") != message_id:
        continue
    if message["msg_type"] == "stream":
        pieces.append(message["content"]["text"])
    elif message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
        break
elapsed = time.monotonic() - begun
assert "".join(pieces) == "".join(f"{i:09d}\n" for i in range(1_000_000)), "the output is not whole"
row("10 MB of console output", elapsed, 5, "s")
stop(manager, client)

manager, client, begun, _ = start(".net-fsharp")
run(client, "1 + 1")
print(f"| start to first F# result | {time.monotonic() - begun:.3g} s | | |")
for n in range(49):
    run(client, f"let x{n} = {n}")
row("memory after 50 cells of F#", megabytes(manager), 250, "MB")
stop(manager, client)
