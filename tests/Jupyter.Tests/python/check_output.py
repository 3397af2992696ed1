"""What a cell writes, however it writes it, reaches the front end whole, in order, and under the cell it belongs to."""
import time

from kernel import Kernel, check, of_type, text

kernel = Kernel()

NATIVE = """
using System.Runtime.InteropServices;
[DllImport("libc")] static extern int puts(string text);
[DllImport("libc")] static extern nint write(int descriptor, byte[] bytes, nint length);
"""


def native_code_writes_into_its_cell():
    assert kernel.run(NATIVE)[0]["status"] == "ok"
    _, outputs = kernel.run('puts("from C"); write(2, Encoding.UTF8.GetBytes("häßlich\\n"), 10); 42')
    assert text(outputs) == "from C\n", outputs
    assert text(outputs, "stderr") == "häßlich\n", outputs
    kinds = [m["msg_type"] for m in outputs]
    assert kinds.index("execute_result") > max(i for i, kind in enumerate(kinds) if kind == "stream"), kinds


def native_code_is_heard_while_it_runs():
    message_id = kernel.client.execute('puts("begun"); Thread.Sleep(3000);')
    begun = time.monotonic()
    while kernel.client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    assert time.monotonic() - begun < 2.5
    kernel.reply(message_id)
    kernel.until_idle(message_id)


def child_processes_write_into_the_cell_that_waits_for_them():
    code = 'System.Diagnostics.Process.Start("sh", ["-c", "echo out; echo err >&2"]).WaitForExit();'
    _, outputs = kernel.run(code)
    assert text(outputs) == "out\n" and text(outputs, "stderr") == "err\n", outputs


def ten_megabytes_of_a_child_are_whole():
    _, outputs = kernel.run('System.Diagnostics.Process.Start("seq", ["1", "1500000"]).WaitForExit();')
    assert text(outputs) == "".join(f"{i}\n" for i in range(1, 1500001))


def standard_streams_opened_by_hand_lead_to_the_cell():
    _, outputs = kernel.run('using (var o = Console.OpenStandardOutput()) o.Write("raw\\n"u8);')
    assert text(outputs) == "raw\n", outputs


def a_child_that_goes_on_does_not_hold_up_the_next_cells():
    assert kernel.run('var noisy = System.Diagnostics.Process.Start("yes");')[0]["status"] == "ok"
    begun = time.monotonic()
    assert kernel.value("6 * 7") == "42"
    assert kernel.run("noisy.Kill(); noisy.WaitForExit();")[0]["status"] == "ok"
    assert time.monotonic() - begun < 10


def console_and_errors_stay_in_order():
    _, outputs = kernel.run('for (var i = 0; i < 50; i++) { Console.Write($"o{i} "); Console.Error.Write($"e{i} "); }')
    assert "".join(m["content"]["text"] for m in outputs if m["msg_type"] == "stream") == "".join(f"o{i} e{i} " for i in range(50))


def long_output_is_whole_and_in_order():
    begun = time.monotonic()
    content, outputs = kernel.run('for (var i = 0; i < 1_000_000; i++) Console.WriteLine($"{i:D9}");')
    assert content["status"] == "ok"
    assert text(outputs) == "".join(f"{i:09d}\n" for i in range(1_000_000))
    print(f"  10 MB of output in {time.monotonic() - begun:.2f} s")


def background_output_belongs_to_the_cell_that_started_it():
    message_id = kernel.client.execute('_ = Task.Run(async () => { await Task.Delay(1000); Console.WriteLine("late"); });')
    kernel.reply(message_id)
    kernel.until_idle(message_id)
    kernel.client.execute("1")
    while True:
        message = kernel.client.get_iopub_msg(timeout=30)
        if message["msg_type"] == "stream":
            assert message["content"]["text"] == "late\n" and message["parent_header"]["msg_id"] == message_id, message
            return


def display_is_updated_from_a_later_cell_and_from_the_background():
    _, first = kernel.run('var shown = display("a");')
    _, second = kernel.run('shown.Update("b");')
    transient = of_type(first, "display_data")[0]["transient"]
    assert transient["display_id"] and of_type(second, "update_display_data")[0]["transient"] == transient, (first, second)
    kernel.run('_ = Task.Run(async () => { await Task.Delay(500); shown.Update("c"); });')
    while True:
        message = kernel.client.get_iopub_msg(timeout=30)
        if message["msg_type"] == "update_display_data":
            assert message["content"]["transient"] == transient and message["content"]["data"]["text/plain"] == "c", message
            return


def output_is_cleared():
    _, outputs = kernel.run('Console.Write("gone"); clear_output(wait: true); Console.Write("stays");')
    kinds = [m["msg_type"] for m in outputs if m["msg_type"] in ("stream", "clear_output")]
    assert kinds == ["stream", "clear_output", "stream"], kinds
    assert of_type(outputs, "clear_output") == [{"wait": True}], outputs


def idle_is_the_last_thing_said():
    for n in range(50):
        message_id = kernel.client.execute(f'Console.Write("{n}"); Console.Error.Write("!"); display({n}); {n}')
        messages = kernel.until_idle(message_id)
        kernel.reply(message_id)
        kinds = [m["msg_type"] for m in messages]
        assert kinds == ["status", "execute_input", "stream", "stream", "display_data", "execute_result", "status"], kinds


def the_first_output_is_not_lost():
    for _ in range(5):
        fresh = Kernel()
        try:
            assert text(fresh.run('Console.Write("first");')[1]) == "first"
        finally:
            fresh.close()


check(
    kernel, native_code_writes_into_its_cell, native_code_is_heard_while_it_runs, child_processes_write_into_the_cell_that_waits_for_them,
    ten_megabytes_of_a_child_are_whole, standard_streams_opened_by_hand_lead_to_the_cell, a_child_that_goes_on_does_not_hold_up_the_next_cells,
    console_and_errors_stay_in_order, long_output_is_whole_and_in_order, background_output_belongs_to_the_cell_that_started_it,
    display_is_updated_from_a_later_cell_and_from_the_background, output_is_cleared, idle_is_the_last_thing_said, the_first_output_is_not_lost)
