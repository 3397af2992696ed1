"""Where Jupyter looks, the kernels are installed, and nothing of them is left behind. The command is in WORKBOOK."""
import json
import os
import subprocess
import sys
import tempfile

WORKBOOK = ["dotnet", os.environ["WORKBOOK"], "kernel"]
NAMES = {".net-csharp", ".net-fsharp"}


def command(arguments, environment, expected=0):
    run = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == expected, (arguments, run.returncode, run.stdout, run.stderr)
    return run.stdout


def found(environment):
    listed = json.loads(command([sys.executable, "-m", "jupyter_client.kernelspecapp", "list", "--json"], environment))
    return {name: spec for name, spec in listed["kernelspecs"].items() if name.startswith(".net") or name == "mine"}


def files(folder):
    return [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]


def check(what, place, variables, options=()):
    with tempfile.TemporaryDirectory() as home:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "XDG"))} | {"HOME": home, "DOTNET_CLI_HOME": home}
        environment |= {name: value.format(home=home) for name, value in variables.items()}
        options = [option.format(home=home) for option in options]
        command([*WORKBOOK, "install", *options], environment)
        specs = found(environment)
        assert specs.keys() == NAMES, (what, specs)
        for name, spec in specs.items():
            assert spec["resource_dir"] == os.path.join(home, place, name), (what, spec)
            assert os.path.isabs(spec["spec"]["argv"][0]) and os.path.exists(spec["spec"]["argv"][0]), spec
            assert spec["spec"]["argv"][-1] == "{connection_file}" and spec["spec"]["interrupt_mode"] == "message", spec
        assert NAMES <= set(command([*WORKBOOK, "list"], environment).split()), what
        command([*WORKBOOK, "uninstall", *options], environment)
        assert found(environment) == {}, what
        assert not files(os.path.join(home, place)), (what, files(os.path.join(home, place)))
        assert "There is no .net-csharp" in command([*WORKBOOK, "uninstall", *options], environment, expected=1), what
    print("ok  ", what)


check("by default", ".local/share/jupyter/kernels", {})
check("under XDG_DATA_HOME", "data/jupyter/kernels", {"XDG_DATA_HOME": "{home}/data"})
check("in JUPYTER_DATA_DIR", "own/kernels", {"JUPYTER_DATA_DIR": "{home}/own", "XDG_DATA_HOME": "{home}/data"})
check("under a prefix that JUPYTER_PATH names", "env/share/jupyter/kernels", {"JUPYTER_PATH": "{home}/env/share/jupyter"}, ("--prefix", "{home}/env"))
