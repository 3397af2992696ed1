"""What the kernel promises on the wire, seen by jupyter_client: one function a promise."""
import queue
import sys
import time

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name=".net-csharp")


def run(code, timeout=60, **options):
    """The reply's content and what was published, up to idle."""
    begun = time.monotonic()
    outputs = []
    reply = client.execute_interactive(code, timeout=timeout, output_hook=outputs.append, **options)
    return reply["content"], outputs, time.monotonic() - begun


def text(outputs, name="stdout"):
    return "".join(m["content"]["text"] for m in outputs if m["msg_type"] == "stream" and m["content"]["name"] == name)


def shell_reply(message_id, timeout=60):
    while True:
        reply = client.get_shell_msg(timeout=timeout)
        if reply["parent_header"].get("msg_id") == message_id:
            return reply


def until_idle(message_id, timeout=60):
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=timeout)
        if message["parent_header"].get("msg_id") == message_id:
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return messages


def subscription_is_welcomed():
    import zmq
    from jupyter_client.session import Session
    session = Session(key=client.session.key)
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.connect(f"tcp://127.0.0.1:{client.iopub_channel.socket.getsockopt_string(zmq.LAST_ENDPOINT).rsplit(':', 1)[1]}")
    socket.subscribe(b"")
    assert socket.poll(5000), "no welcome"
    _, message = session.feed_identities(socket.recv_multipart())
    message = session.deserialize(message)
    assert message["msg_type"] == "iopub_welcome" and message["content"] == {"subscription": ""}, message
    assert message["parent_header"] == {}, message
    socket.close()


def kernel_info_is_answered_on_control():
    message = client.session.msg("kernel_info_request")
    client.control_channel.send(message)
    reply = client.get_control_msg(timeout=10)
    assert reply["msg_type"] == "kernel_info_reply" and reply["content"]["language_info"]["name"] == "C#", reply


def interrupt_stops(code):
    run("var kept = 41;")
    message_id = client.execute(code)
    time.sleep(1)
    begun = time.monotonic()
    manager.interrupt_kernel()
    reply = shell_reply(message_id)
    elapsed = time.monotonic() - begun
    until_idle(message_id)
    assert reply["content"]["ename"] == "Interrupted", reply["content"]
    content, outputs, _ = run("kept + 1")
    assert content["status"] == "ok" and outputs[-2]["content"]["data"]["text/plain"] == "42", outputs
    assert elapsed < 2, f"{code}: {elapsed:.2f} s"


def interrupts_stop_loops_sleeps_and_awaits():
    interrupt_stops("while (true) { }")
    interrupt_stops("Thread.Sleep(Timeout.Infinite);")
    interrupt_stops("await Task.Delay(-1);")
    interrupt_stops("await Task.Delay(1); while (true) { }")
    interrupt_stops("new ManualResetEvent(false).WaitOne();")


def input_is_asked_and_answered():
    message_id = client.execute('var name = input("name? "); var age = Console.ReadLine(); Console.WriteLine($"{name} {age}");', allow_stdin=True)
    question = client.get_stdin_msg(timeout=60)
    assert question["msg_type"] == "input_request" and question["content"]["prompt"] == "name? ", question
    assert question["parent_header"]["msg_id"] == message_id, question
    client.input("Ada")
    client.get_stdin_msg(timeout=60)
    client.input("36")
    assert shell_reply(message_id)["content"]["status"] == "ok"
    assert text(until_idle(message_id)) == "Ada 36\n"


def input_without_stdin_fails_at_once():
    content, _, elapsed = run("input()", allow_stdin=False)
    assert content["status"] == "error" and "input" in content["evalue"], content
    assert elapsed < 5


def input_is_interruptible():
    message_id = client.execute("Console.ReadLine()", allow_stdin=True)
    client.get_stdin_msg(timeout=60)
    manager.interrupt_kernel()
    assert shell_reply(message_id)["content"]["ename"] == "Interrupted"
    until_idle(message_id)


def failure_aborts_what_is_queued():
    ids = [client.execute(code) for code in ('throw new Exception("first")'+";", "1", "2")]
    replies = [shell_reply(i)["content"] for i in ids]
    assert replies[0]["ename"] == "System.Exception", replies
    assert [r["ename"] for r in replies[1:]] == ["ExecutionAborted"] * 2, replies
    for i in ids:
        until_idle(i)
    assert run("3")[0]["status"] == "ok"


def background_output_belongs_to_the_cell_that_started_it():
    message_id = client.execute('_ = Task.Run(async () => { await Task.Delay(1000); Console.WriteLine("late"); });')
    shell_reply(message_id)
    until_idle(message_id)
    client.execute("1")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        message = client.get_iopub_msg(timeout=30)
        if message["msg_type"] == "stream":
            assert message["content"]["text"] == "late\n" and message["parent_header"]["msg_id"] == message_id, message
            return
    sys.exit("no late output")


def completion_answers_while_a_cell_runs():
    shell_reply(client.complete("Console.Wri"))
    message_id = client.execute("Thread.Sleep(3000);")
    time.sleep(0.5)
    begun = time.monotonic()
    completion = client.complete('"\U0001f600".Leng')
    reply = shell_reply(completion)
    assert reply["content"]["matches"] == ["Length"] and reply["content"]["cursor_start"] == 4, reply["content"]
    elapsed = time.monotonic() - begun
    print(f"  completion beside a cell in {elapsed:.2f} s")
    assert elapsed < 2, elapsed
    shell_reply(message_id)
    until_idle(message_id)


def display_is_updated_from_a_later_cell():
    _, first, _ = run('var shown = display("a");')
    _, second, _ = run('shown.Update("b");')
    old = [m for m in first if m["msg_type"] == "display_data"][0]["content"]
    new = [m for m in second if m["msg_type"] == "update_display_data"]
    assert new and new[0]["content"]["transient"] == old["transient"], (old, new)


def drain():
    messages = []
    while True:
        try:
            messages.append(client.get_iopub_msg(timeout=0.5))
        except queue.Empty:
            return messages


def large_cell_does_no_harm():
    content, _, _ = run("// " + "x" * 50_000_000, timeout=120)
    assert content["status"] == "ok", content
    assert run("1")[0]["status"] == "ok"


def long_output_is_whole_and_in_order():
    content, outputs, elapsed = run('for (var i = 0; i < 1_000_000; i++) Console.WriteLine($"{i:D9}");')
    assert content["status"] == "ok"
    assert text(outputs) == "".join(f"{i:09d}\n" for i in range(1_000_000))
    print(f"  10 MB of output in {elapsed:.2f} s")


def endless_output_can_be_interrupted():
    message_id = client.execute('while (true) Console.WriteLine("and on and on and on and on and on and on and on");')
    time.sleep(2)
    manager.interrupt_kernel()
    assert shell_reply(message_id)["content"]["ename"] == "Interrupted"
    until_idle(message_id)
    assert run("1")[0]["status"] == "ok"


def shutdown_stops_a_running_cell():
    client.execute("while (true) { }")
    time.sleep(0.5)
    process = manager.provisioner.process
    begun = time.monotonic()
    client.shutdown(restart=True)
    reply = client.get_control_msg(timeout=5)
    assert reply["msg_type"] == "shutdown_reply" and reply["content"] == {"status": "ok", "restart": True}, reply
    code = process.wait(timeout=10)
    elapsed = time.monotonic() - begun
    assert code == 0, code
    assert elapsed < 2, elapsed


failed = 0
for promise in (
    subscription_is_welcomed, kernel_info_is_answered_on_control, interrupts_stop_loops_sleeps_and_awaits, input_is_asked_and_answered,
    input_without_stdin_fails_at_once, input_is_interruptible, failure_aborts_what_is_queued, background_output_belongs_to_the_cell_that_started_it,
    completion_answers_while_a_cell_runs, display_is_updated_from_a_later_cell, large_cell_does_no_harm, long_output_is_whole_and_in_order,
    endless_output_can_be_interrupted, shutdown_stops_a_running_cell,
):
    begun = time.monotonic()
    try:
        promise()
        print(f"ok   {promise.__name__} {time.monotonic() - begun:.1f} s", flush=True)
    except Exception as error:  # noqa: BLE001 -- each promise is reported
        failed += 1
        print(f"FAIL {promise.__name__}: {type(error).__name__}: {error}", flush=True)
        drain()
client.stop_channels()
manager.cleanup_resources()
sys.exit(failed)
