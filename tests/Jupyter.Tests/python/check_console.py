"""jupyter console, fed from a pipe."""
import subprocess

run = subprocess.run(
    ["/usr/bin/python3", "-m", "jupyter_console", "--kernel", ".net-csharp", "--simple-prompt"],
    input="var x = 20;\nx + 22\nConsole.WriteLine(\"told\");\nexit\n", capture_output=True, text=True, timeout=120)
output = run.stdout + run.stderr
assert run.returncode == 0, output
assert "Out[2]: 42" in output, output
assert "told" in output, output
print("console left")
