"""Two users of a JupyterHub at once, each with a server and a C# kernel of their own: both get results, and neither sees the other's."""
import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import uuid
from datetime import datetime, timezone

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

USERS = ["ann", "bob"]

# Any name and password will do, and a server is a process of this machine: for a trial on loopback alone.
CONFIG = """
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.bind_url = "http://127.0.0.1:{site}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.auth_token = "{proxy_token}"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/{{username}}"
c.Spawner.cmd = ["/usr/bin/python3", "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {{"JUPYTER_PATH": "{kernels}", "JUPYTERHUB_SINGLEUSER_APP": "notebook.notebookapp.NotebookApp"}}
c.Authenticator.allowed_users = set({users})
c.JupyterHub.services = [{{"name": "trial", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [{{"name": "trial", "services": ["trial"], "scopes": ["admin:users", "admin:servers", "tokens"]}}]
"""


def free_ports(count):
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


async def call(url, token, method="GET", body=None):
    """Status and JSON of an answer, whatever the status is."""
    request = HTTPRequest(url, method, {"Authorization": f"token {token}"}, body=json.dumps(body) if body is not None else None, allow_nonstandard_methods=True, request_timeout=60)
    try:
        answer = await AsyncHTTPClient().fetch(request)
    except HTTPClientError as error:
        return error.code, None
    return answer.code, json.loads(answer.body) if answer.body else None


async def until(what, condition, hub, seconds=120):
    for _ in range(seconds * 5):
        if await condition():
            return
        assert hub.poll() is None, "the hub has ended"
        await asyncio.sleep(0.2)
    sys.exit(f"{what} did not happen within {seconds} s")


async def answers(url, token):
    try:
        return (await call(url, token))[0] == 200
    except OSError:
        return False


class User:
    """A user with a server of the hub's and, in it, a kernel."""

    def __init__(self, name, site, hub):
        self.name, self.site, self.server, self.hub = name, site, f"{site}/user/{name}", hub

    async def start(self, admin):
        hub = f"{self.site}/hub/api/users/{self.name}"
        status, _ = await call(hub, admin, "POST")
        assert status in (201, 409), status
        status, made = await call(f"{hub}/tokens", admin, "POST", {"note": "trial"})
        assert status in (200, 201), status
        self.token = made["token"]
        status, _ = await call(f"{hub}/server", self.token, "POST")
        assert status in (201, 202), status
        await until(f"the server of {self.name}", lambda: answers(f"{self.server}/api/status", self.token), self.hub)
        _, specs = await call(f"{self.server}/api/kernelspecs", self.token)
        assert {".net-csharp", ".net-fsharp"} <= set(specs["kernelspecs"]), specs
        status, kernel = await call(f"{self.server}/api/kernels", self.token, "POST", {"name": ".net-csharp"})
        assert status == 201, status
        address = f"{self.server}/api/kernels/{kernel['id']}/channels".replace("http", "ws", 1)
        self.socket = await websocket_connect(HTTPRequest(address, headers={"Authorization": f"token {self.token}"}))

    async def run(self, code):
        """What a cell printed, its result and its error, up to its reply and idle."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": self.name, "username": self.name, "version": "5.3", "date": datetime.now(timezone.utc).isoformat()}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        await self.socket.write_message(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}))
        printed, result, error, ends = "", None, None, set()
        while ends != {"reply", "idle"}:
            text = await asyncio.wait_for(self.socket.read_message(), 60)
            assert text is not None, f"the kernel of {self.name} is gone"
            message = json.loads(text)
            if message["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            kind, content = message["msg_type"], message["content"]
            printed += content["text"] if kind == "stream" else ""
            result = content["data"]["text/plain"] if kind == "execute_result" else result
            error = content["evalue"] if kind == "error" else error
            ends |= {"reply"} if kind == "execute_reply" else {"idle"} if kind == "status" and content["execution_state"] == "idle" else set()
        return printed, result, error


async def both(users, code):
    """The same code in both kernels at once; {0} is the user's name."""
    return await asyncio.gather(*(user.run(code.replace("{0}", user.name)) for user in users))


async def trial(site, admin, hub):
    await until("the hub", lambda: answers(f"{site}/hub/api/", admin), hub)
    users = [User(name, site, hub) for name in USERS]
    await asyncio.gather(*(user.start(admin) for user in users))

    # both work at once, and each reads what it wrote
    assert await both(users, 'var who = "{0}"; var sum = 0L;') == [("", None, None)] * 2
    lines = await both(users, 'for (var k = 0; k < 50; k++) { sum += k; Console.WriteLine($"{who} {k}"); await Task.Delay(20); }')
    assert [printed for printed, _, _ in lines] == ["".join(f"{name} {k}\n" for k in range(50)) for name in USERS], lines
    assert [result for _, result, _ in await both(users, "sum")] == ["1225", "1225"]
    assert [result for _, result, _ in await both(users, "who")] == USERS

    # nothing is shared: two processes in two folders, and a name of the one is unknown to the other
    processes = await both(users, "Environment.ProcessId")
    assert processes[0][1] != processes[1][1], processes
    folders = await both(users, "Environment.CurrentDirectory")
    assert [os.path.basename(result) for _, result, _ in folders] == USERS, folders
    assert await users[0].run("var onlyAnn = 1;") == ("", None, None)
    _, _, error = await users[1].run("onlyAnn")
    assert error is not None and "onlyAnn" in error, error
    status, _ = await call(f"{users[1].server}/api/kernels", users[0].token)
    assert status == 403, f"{status}: one user may look into the other's server"

    # the other goes on when one has ended
    status, _ = await call(f"{site}/hub/api/users/ann/server", users[0].token, "DELETE")
    assert status in (202, 204), status
    assert (await users[1].run("who"))[1] == "bob"
    status, _ = await call(f"{site}/hub/api/users/bob/server", users[1].token, "DELETE")
    assert status in (202, 204), status
    await until("the end of both servers", lambda: stopped(users, admin), hub)


async def stopped(users, admin):
    states = [(await call(f"{user.site}/hub/api/users/{user.name}", admin))[1] for user in users]
    return all(state["server"] is None and not state["pending"] for state in states)


def main():
    with tempfile.TemporaryDirectory() as folder:
        site, hub, proxy = free_ports(3)
        token = secrets.token_hex(16)
        config = os.path.join(folder, "jupyterhub_config.py")
        with open(config, "w") as file:
            file.write(CONFIG.format(site=site, hub=hub, proxy=proxy, proxy_token=secrets.token_hex(16), token=token, folder=folder, kernels=os.environ["JUPYTER_PATH"], users=USERS))
        log = open(os.path.join(folder, "hub.log"), "w+")
        # where Debian keeps what its proxy needs; another node than Debian's does not look there by itself
        environment = {**os.environ, "NODE_PATH": "/usr/share/nodejs"}
        process = subprocess.Popen(["/usr/bin/python3", "-m", "jupyterhub", "-f", config], cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            asyncio.run(trial(f"http://127.0.0.1:{site}", token, process))
        except BaseException:
            log.seek(0)
            print(log.read(), file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.wait(30)
            log.close()
    print("two users")


main()
