"""What the kernel promises on the wire, seen by jupyter_client: one function a promise."""
import os
import time

import zmq
from jupyter_client.session import Session

from kernel import Kernel, check, of_type, text

kernel = Kernel()
client = kernel.client


def subscription_is_welcomed():
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
    assert "debugger" not in reply["content"].get("supported_features", []), reply


def count_rises_only_when_history_is_stored():
    before = kernel.run("1")[0]["execution_count"]
    content, outputs = kernel.run("2", silent=True)
    assert outputs == [] or {m["msg_type"] for m in outputs} == {"status"}, outputs
    assert kernel.run("3", store_history=False)[0]["execution_count"] == before
    assert kernel.run("4")[0]["execution_count"] == before + 1


def user_expressions_are_evaluated():
    content, _ = kernel.run("var a = 6;", user_expressions={"product": "a * 7", "wrong": "a * nothing"})
    values = content["user_expressions"]
    assert values["product"]["status"] == "ok" and values["product"]["data"]["text/plain"] == "42", values
    assert values["wrong"]["status"] == "error" and "nothing" in values["wrong"]["evalue"], values


def error_is_the_same_in_reply_and_publication():
    content, outputs = kernel.run('var n = 1;\nthrow new InvalidOperationException("boom");')
    published = of_type(outputs, "error")[0]
    assert {k: content[k] for k in ("ename", "evalue", "traceback")} == published, (content, published)
    assert any("line 2" in line and "throw" in line for line in published["traceback"]), published


def input_is_asked_and_answered():
    message_id = client.execute('var name = input("name? "); var age = Console.ReadLine(); Console.WriteLine($"{name} {age}");', allow_stdin=True)
    question = client.get_stdin_msg(timeout=60)
    assert question["msg_type"] == "input_request" and question["content"] == {"prompt": "name? ", "password": False}, question
    assert question["parent_header"]["msg_id"] == message_id, question
    client.input("Ada")
    client.get_stdin_msg(timeout=60)
    client.input("36")
    assert kernel.reply(message_id)["content"]["status"] == "ok"
    assert text(kernel.until_idle(message_id)) == "Ada 36\n"


def password_is_asked_for_as_one_and_never_shown():
    message_id = client.execute('var secret = password("key? "); display(secret); Console.WriteLine(secret); secret', allow_stdin=True)
    assert client.get_stdin_msg(timeout=60)["content"] == {"prompt": "key? ", "password": True}
    client.input("swordfish")
    assert kernel.reply(message_id)["content"]["status"] == "ok"
    assert "swordfish" not in str(kernel.until_idle(message_id))


def input_without_stdin_fails_at_once():
    begun = time.monotonic()
    content, _ = kernel.run("input()", allow_stdin=False)
    assert content["status"] == "error" and "input" in content["evalue"], content
    assert time.monotonic() - begun < 5


def failure_aborts_what_is_queued():
    ids = [client.execute(code) for code in ('throw new Exception("first");', "1", "2")]
    replies = [kernel.reply(i)["content"] for i in ids]
    assert replies[0]["ename"] == "System.Exception", replies
    assert [r["ename"] for r in replies[1:]] == ["ExecutionAborted"] * 2, replies
    for i in ids:
        kernel.until_idle(i)
    assert kernel.run("3")[0]["status"] == "ok"


def completion_answers_while_a_cell_runs():
    kernel.reply(client.complete("Console.Wri"))
    message_id = client.execute("Thread.Sleep(3000);")
    time.sleep(0.5)
    begun = time.monotonic()
    reply = kernel.reply(client.complete('"\U0001f600".Leng'))
    assert reply["content"]["matches"] == ["Length"] and reply["content"]["cursor_start"] == 4, reply["content"]
    elapsed = time.monotonic() - begun
    print(f"  completion beside a cell in {elapsed:.2f} s")
    assert elapsed < 2, elapsed
    kernel.reply(message_id)
    kernel.until_idle(message_id)


def comm_targets_of_cells_answer_the_page():
    assert kernel.run("""Comms.Register("square", (comm, data) =>
        comm.OnMessage = d => { Console.Write("asked"); comm.Send(new { y = (int)d["x"] * (int)d["x"] }); });""")[0]["status"] == "ok"
    kernel.until_idle(kernel.send("comm_open", {"comm_id": "c1", "target_name": "square", "data": {}}))
    assert client.comm_info("square", reply=True, timeout=10)["content"]["comms"] == {"c1": {"target_name": "square"}}
    answers = kernel.until_idle(kernel.send("comm_msg", {"comm_id": "c1", "data": {"x": 9}}))
    assert text(answers) == "asked" and of_type(answers, "comm_msg") == [{"comm_id": "c1", "data": {"y": 81}}], answers
    kernel.until_idle(kernel.send("comm_close", {"comm_id": "c1", "data": {}}))
    assert client.comm_info("square", reply=True, timeout=10)["content"]["comms"] == {}
    refused = kernel.until_idle(kernel.send("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}}))
    assert of_type(refused, "comm_close")[0]["comm_id"] == "c2", refused


def comms_carry_bytes():
    assert kernel.run("""Comms.Register("reverse", (comm, data) =>
        comm.OnMessage = d => comm.Send(new { }, comm.Buffers[0].Reverse().ToArray()));""")[0]["status"] == "ok"
    kernel.until_idle(kernel.send("comm_open", {"comm_id": "c3", "target_name": "reverse", "data": {}}))
    message = client.session.send(client.shell_channel.socket, "comm_msg", {"comm_id": "c3", "data": {}}, buffers=[b"\x00\x01\xff"])
    answer = next(m for m in kernel.until_idle(message["header"]["msg_id"]) if m["msg_type"] == "comm_msg")
    assert [bytes(b) for b in answer["buffers"]] == [b"\xff\x01\x00"], answer


def cells_open_comms():
    _, outputs = kernel.run('var gauge = Comms.Open("gauge", new { at = 1 }); gauge.Send(new { at = 2 }); gauge.Close();')
    kinds = [m["msg_type"] for m in outputs if m["msg_type"].startswith("comm")]
    assert kinds == ["comm_open", "comm_msg", "comm_close"], outputs
    opened = of_type(outputs, "comm_open")[0]
    assert opened["target_name"] == "gauge" and opened["data"] == {"at": 1}, opened


def unknown_requests_do_no_harm():
    messages = kernel.until_idle(kernel.send("make_coffee_request", {"sugar": 2}), timeout=10)
    assert [m["content"]["execution_state"] for m in messages] == ["busy", "idle"], messages
    reply = kernel.reply(kernel.send("execute_request", {"kode": "1"}), timeout=10)
    assert reply["content"]["status"] == "error" and "code" in reply["content"]["evalue"], reply
    assert kernel.value("2") == "2"


def large_cell_does_no_harm():
    content, _ = kernel.run("// " + "x" * 50_000_000, timeout=120)
    assert content["status"] == "ok", content
    assert kernel.value("1") == "1"


def only_the_five_ports_are_open_and_only_to_this_machine():
    """Linux lists a process's sockets by inode."""
    process = f"/proc/{kernel.process.pid}"
    links = {os.readlink(f"{process}/fd/{n}") for n in os.listdir(f"{process}/fd") if os.path.lexists(f"{process}/fd/{n}")}
    listening = set()
    for table in ("tcp", "tcp6"):
        with open(f"{process}/net/{table}") as rows:
            for row in list(rows)[1:]:
                fields = row.split()
                if fields[3] == "0A" and f"socket:[{fields[9]}]" in links:
                    address, port = fields[1].split(":")
                    listening.add((address, int(port, 16)))
    told = kernel.manager.get_connection_info()
    assert listening == {("0100007F", told[f"{name}_port"]) for name in ("shell", "iopub", "stdin", "control", "hb")}, listening


def shutdown_stops_a_running_cell():
    client.execute("while (true) { }")
    time.sleep(0.5)
    begun = time.monotonic()
    client.shutdown(restart=True)
    reply = client.get_control_msg(timeout=5)
    assert reply["msg_type"] == "shutdown_reply" and reply["content"] == {"status": "ok", "restart": True}, reply
    code = kernel.process.wait(timeout=10)
    elapsed = time.monotonic() - begun
    assert code == 0, code
    assert elapsed < 2, elapsed


check(
    kernel, subscription_is_welcomed, kernel_info_is_answered_on_control, count_rises_only_when_history_is_stored, user_expressions_are_evaluated,
    error_is_the_same_in_reply_and_publication, input_is_asked_and_answered, password_is_asked_for_as_one_and_never_shown,
    input_without_stdin_fails_at_once, failure_aborts_what_is_queued, completion_answers_while_a_cell_runs, comm_targets_of_cells_answer_the_page,
    comms_carry_bytes, cells_open_comms, unknown_requests_do_no_harm, large_cell_does_no_harm,
    only_the_five_ports_are_open_and_only_to_this_machine, shutdown_stops_a_running_cell)
