"""A cell that prints without end is interrupted, as often as asked; each time the kernel lives, and the next cell prints. Arguments: language, rounds."""
import random
import sys
import time

from kernel import Kernel, text

CELLS = {
    "csharp": ('while (true) Console.WriteLine("and on and on and on and on and on and on and on");', 'Console.Write("{0}"); Console.Error.Write("{0}");'),
    "fsharp": ('while true do printfn "and on and on and on and on and on and on and on"', 'printf "{0}"; eprintf "{0}"'),
}

language, rounds = sys.argv[1], int(sys.argv[2])
endless, prints = CELLS[language]
kernel = Kernel(f".net-{language}")
chance = random.Random(1)
slowest = 0.0
for n in range(rounds):
    message_id = kernel.client.execute(endless)
    time.sleep(0.1 + 0.3 * chance.random())
    begun = time.monotonic()
    kernel.manager.interrupt_kernel()
    reply = kernel.reply(message_id)["content"]
    slowest = max(slowest, time.monotonic() - begun)
    assert reply["ename"] == "Interrupted", f"round {n}: {reply}"
    kernel.until_idle(message_id)
    _, outputs = kernel.run(prints.replace("{0}", str(n)), timeout=20)
    assert (text(outputs), text(outputs, "stderr")) == (str(n), str(n)), f"round {n}: {outputs}"
kernel.close()
print(f"{rounds} rounds, slowest interrupt {slowest:.2f} s")
