"""A running kernel as the checks see it, and how they report."""
import sys
import time

from jupyter_client.manager import start_new_kernel


class Kernel:
    def __init__(self, name=".net-csharp", **options):
        self.manager, self.client = start_new_kernel(kernel_name=name, **options)

    @property
    def process(self):
        return self.manager.provisioner.process

    def run(self, code, timeout=60, **options):
        """The reply's content and what was published, up to idle."""
        outputs = []
        reply = self.client.execute_interactive(code, timeout=timeout, output_hook=outputs.append, **options)
        return reply["content"], outputs

    def value(self, code):
        """The plain text of a cell's result."""
        content, outputs = self.run(code)
        assert content["status"] == "ok", content
        return next(m["content"]["data"]["text/plain"] for m in outputs if m["msg_type"] == "execute_result")

    def reply(self, message_id, timeout=60):
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == message_id:
                return reply

    def until_idle(self, message_id, timeout=60):
        """What is published under a request, up to its idle."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == message_id:
                messages.append(message)
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    return messages

    def send(self, message_type, content):
        """Sends a request of any type to shell; returns its id."""
        message = self.client.session.msg(message_type, content)
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()


def text(outputs, name="stdout"):
    return "".join(m["content"]["text"] for m in outputs if m["msg_type"] == "stream" and m["content"]["name"] == name)


def of_type(outputs, message_type):
    return [m["content"] for m in outputs if m["msg_type"] == message_type]


def check(kernel, *promises):
    """Runs each promise and says how it went, then ends the kernel; the exit code is how many were not kept."""
    failed = 0
    for promise in promises:
        begun = time.monotonic()
        try:
            promise()
            print(f"ok   {promise.__name__} {time.monotonic() - begun:.1f} s", flush=True)
        except Exception as error:  # noqa: BLE001 -- each promise is reported
            failed += 1
            print(f"FAIL {promise.__name__}: {type(error).__name__}: {error}", flush=True)
    kernel.close()
    sys.exit(failed)
