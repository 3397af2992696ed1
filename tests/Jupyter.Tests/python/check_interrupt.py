"""The stop button: what runs stops within half a second, and the variables are kept. Argument: csharp or fsharp."""
import sys
import time

from kernel import Kernel, check, text

LIMIT = 0.5

language = sys.argv[1]
kernel = Kernel(f".net-{language}")
client, manager = kernel.client, kernel.manager


def interrupted(code, wait_for=None):
    """The seconds from the request to the reply of the cell it stops, and what the cell showed."""
    message_id = client.execute(code, allow_stdin=True)
    wait_for() if wait_for else time.sleep(0.7)
    begun = time.monotonic()
    manager.interrupt_kernel()
    reply = kernel.reply(message_id)
    elapsed = time.monotonic() - begun
    outputs = kernel.until_idle(message_id)
    assert reply["content"]["ename"] == "Interrupted", reply["content"]
    return elapsed, outputs


def stops(code, wait_for=None):
    """A busy machine is given three tries."""
    times = []
    while not times or (min(times) >= LIMIT and len(times) < 3):
        kernel.run("let mutable kept = 41" if language == "fsharp" else "var kept = 41;")
        times.append(interrupted(code, wait_for)[0])
        assert kernel.value("kept + 1") == "42"
    assert min(times) < LIMIT, f"{code}: {times}"
    print(f"  {min(times):.2f} s: {code}")


def stop_of(code, wait_for=None):
    def promise():
        stops(code, wait_for)
    promise.__name__ = f"stops: {code}"
    return promise


def what_was_set_before_the_stop_is_kept():
    interrupted("var level = 0; while (true) { level++; }")
    assert int(kernel.value("level")) > 0


def endless_output_can_be_interrupted():
    interrupted('while (true) Console.WriteLine("and on and on and on and on and on and on and on");')
    assert kernel.value("1") == "1"


def background_work_is_named_and_restarting_offered():
    elapsed, outputs = interrupted("""
        var hold = true;
        bool Held() => Enumerable.Range(0, 1000).Any(_ => Enumerable.Repeat(0, int.MaxValue).Any(_ => !hold));
        void Stubborn() { try { while (hold) { } } finally { Held(); } }
        Stubborn();""")
    message = str([m["content"] for m in outputs if m["msg_type"] == "error"])
    assert "still running in the background; restart to stop it" in message, outputs
    assert elapsed < 4, elapsed
    assert kernel.value("hold = false; 7") == "7"


def task_bodies_go_on_until_restart():
    _, outputs = interrupted("var ticks = 0L; var going = true; Task.Run(() => { while (going) Interlocked.Increment(ref ticks); }).Wait();")
    assert int(kernel.value("var before = Interlocked.Read(ref ticks); Thread.Sleep(200); Interlocked.Read(ref ticks) - before")) > 0
    message = str([m["content"] for m in outputs if m["msg_type"] == "error"])
    assert "still running in the background; restart to stop it" in message, outputs
    kernel.run("going = false;")


def a_full_thread_pool_does_not_deafen_the_kernel():
    """Fifty loops leave little of a processor to the one that stops the cell; heard it must be all the same."""
    elapsed, _ = interrupted("var on = true; for (var i = 0; i < 50; i++) _ = Task.Run(() => { while (on) { } }); while (true) { }")
    print(f"  {elapsed:.2f} s: a loop beside fifty others")
    assert elapsed < 20, elapsed
    assert kernel.value("on = false; 8") == "8"


def second_interrupt_offers_restart():
    message_id = client.execute("var stay = true; try { while (stay) { } } finally { var end = DateTime.Now.AddSeconds(3); Enumerable.Repeat(0, int.MaxValue).Any(_ => DateTime.Now > end); }")
    time.sleep(0.7)
    manager.interrupt_kernel()
    time.sleep(0.3)
    manager.interrupt_kernel()
    kernel.reply(message_id)
    outputs = kernel.until_idle(message_id)
    assert "restart the kernel" in text(outputs, "stderr"), outputs
    time.sleep(2)
    assert kernel.value("1") == "1"


def interrupt_without_a_cell_does_no_harm():
    manager.interrupt_kernel()
    time.sleep(0.3)
    assert kernel.value("1 + 1") == "2"


QUESTION = lambda: client.get_stdin_msg(timeout=60)  # noqa: E731

COMMON = (interrupt_without_a_cell_does_no_harm,)
PROMISES = {
    "csharp": (
        stop_of("while (true) { }"),
        stop_of("Thread.Sleep(Timeout.Infinite);"),
        stop_of("new ManualResetEvent(false).WaitOne();"),
        stop_of("await Task.Delay(-1);"),
        stop_of("await Task.Delay(1); while (true) { }"),
        stop_of("Task.Delay(-1).Wait();"),
        stop_of("lock (new object()) { Thread.Sleep(-1); }"),
        stop_of("while (true) { try { Thread.Sleep(10); } catch (ArgumentException) { } }"),
        stop_of("Console.ReadLine()", QUESTION),
        what_was_set_before_the_stop_is_kept, endless_output_can_be_interrupted, task_bodies_go_on_until_restart,
        background_work_is_named_and_restarting_offered, second_interrupt_offers_restart, a_full_thread_pool_does_not_deafen_the_kernel),
    "fsharp": (
        stop_of("while true do ()"),
        stop_of("let rec loop n = loop (n + 1)\nloop 0"),
        stop_of("System.Threading.Thread.Sleep -1"),
        stop_of("(new System.Threading.ManualResetEvent(false)).WaitOne() |> ignore"),
        stop_of("Async.Sleep -1 |> Async.RunSynchronously"),
        stop_of("(task { do! System.Threading.Tasks.Task.Delay -1 }).Wait()"),
        stop_of("stdin.ReadLine() |> ignore", QUESTION)),
}
check(kernel, *COMMON, *PROMISES[language])
