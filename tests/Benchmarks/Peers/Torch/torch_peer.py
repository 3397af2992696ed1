"""Answers lines of JSON on standard input: hello, open, time, close. See HelperProcess.cs."""
import base64
import ctypes
import json
import sys
import time

import numpy as np
import torch
from torch.nn import functional

from torch_models import CELLS, Stack, copy_weights, numbers


def blas():
    """The BLAS that was loaded, and the kernels that OpenBLAS chose."""
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line}
    openblas = next((f for f in files if "libopenblas" in f), None)
    if openblas is None:
        return "reference BLAS" if files else "no BLAS"
    corename = ctypes.CDLL(openblas).openblas_get_corename
    corename.restype = ctypes.c_char_p
    return "OpenBLAS " + corename().decode()


def trainer(model, x, y):
    optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)

    def step():
        optimizer.zero_grad(set_to_none=True)
        functional.mse_loss(model(x), y).backward()
        optimizer.step()

    return step


def forward(model, x):
    def call():
        with torch.inference_mode():
            return model(x)

    return call


def stepper(request, dtype):
    """A cell, its state carried on: faster here than a layer that is given one step."""
    layer = request["layers"][0]
    cell = CELLS[layer["kind"]](request["features"], layer["units"]).to(dtype)
    copy_weights(cell, layer["kind"], request["weights"], dtype, suffix="")
    x = numbers(request["x"], (1, request["features"]), dtype)
    zero = torch.zeros(1, layer["units"], dtype=dtype)
    state = (zero, zero) if layer["kind"] == "lstm" else zero

    def call():
        nonlocal state
        with torch.inference_mode():
            state = cell(x, state)
        return state[0] if isinstance(state, tuple) else state

    for _ in range(request["comparedStep"]):
        output = call()
    return call, output


def open_workload(request):
    torch.set_num_threads(request["threads"])
    dtype = torch.float64 if request["isDouble"] else torch.float32
    if request["mode"] == "step":
        return stepper(request, dtype)
    model = Stack(request["layers"], request["features"]).to(dtype)
    for k, layer in enumerate(request["layers"]):
        copy_weights(model.layers[k], layer["kind"], [w for w in request["weights"] if w["layer"] == k], dtype)
    x = numbers(request["x"], (request["batch"], request["steps"], request["features"]), dtype).transpose(0, 1).contiguous()
    output = forward(model, x)()
    if request["mode"] == "forward":
        return forward(model, x), output
    return trainer(model, x, numbers(request["y"], tuple(output.shape), dtype)), output


def timed(call, calls, repeats):
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        for _ in range(repeats):
            call()
        times.append((time.perf_counter() - start) * 1000 / repeats)
    return times


def main():
    call, repeats = None, 1
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        try:
            if request["command"] == "hello":
                torch.mm(torch.ones(2, 2), torch.ones(2, 2))
                answer["name"] = f"PyTorch {torch.__version__.split('a')[0]} ({blas()})"
            elif request["command"] == "open":
                call, output = open_workload(request)
                repeats = request["repeats"]
                answer["output"] = base64.b64encode(output.detach().numpy().astype(np.float64).tobytes()).decode()
            elif request["command"] == "time":
                answer["milliseconds"] = timed(call, request["calls"], repeats)
            else:
                call = None
        except Exception as error:  # told to the benchmark, which ends with these words
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
