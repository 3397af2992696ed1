"""Starts a kernel, runs a cell, shuts it down, as often as asked; no round may hang, fail or leave a process."""
import os
import sys
import time

from jupyter_client.manager import start_new_kernel

rounds = int(sys.argv[1])
slowest = 0.0
for n in range(rounds):
    manager, client = start_new_kernel(kernel_name=".net-csharp")
    process = manager.provisioner.process
    try:
        reply = client.execute_interactive(f"{n} + 1", timeout=60, output_hook=lambda message: None)
        assert reply["content"]["status"] == "ok", reply["content"]
    finally:
        begun = time.monotonic()
        client.shutdown()
        code = process.wait(timeout=10)
        slowest = max(slowest, time.monotonic() - begun)
        client.stop_channels()
        manager.cleanup_resources()
    assert code == 0, f"round {n}: exit code {code}"
    assert not os.path.exists(f"/proc/{process.pid}"), f"round {n}: process {process.pid} is still there"
print(f"{rounds} rounds, slowest shutdown {slowest:.2f} s")
assert slowest < 2, f"a shutdown took {slowest:.2f} s"
