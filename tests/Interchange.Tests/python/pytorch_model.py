"""A recurrent model in PyTorch.

pytorch_model.py run SPEC WEIGHTS X Y    takes the weights from a file, reads x and writes the outputs
pytorch_model.py make SPEC WEIGHTS X Y   draws weights and x, and writes them and the outputs

SPEC is JSON: cell (LSTM, GRU, RNN), features, units, layers, bidirectional, bias, nonlinearity.
"""
import json
import sys

import torch
from torch import nn

import safetensors_file


class Model(nn.Module):
    def __init__(self, spec):
        super().__init__()
        options = {"nonlinearity": spec["nonlinearity"]} if "nonlinearity" in spec else {}
        bidirectional = spec.get("bidirectional", False)
        self.rnn = getattr(nn, spec["cell"])(
            spec["features"], spec["units"], num_layers=spec.get("layers", 1), bidirectional=bidirectional, bias=spec.get("bias", True), batch_first=True, **options)
        self.dense = nn.Linear(spec["units"] * (2 if bidirectional else 1), 2, bias=spec.get("bias", True))

    def forward(self, x):
        return self.dense(self.rnn(x)[0])


def main():
    what, spec, weights, x_file, y_file = sys.argv[1:]
    torch.manual_seed(7)
    model = Model(json.loads(spec))
    if what == "run":
        model.load_state_dict({name: torch.from_numpy(values) for name, values in safetensors_file.read(weights).items()})
        x = torch.from_numpy(safetensors_file.read(x_file)["x"])
    else:
        x = torch.randn(3, 6, json.loads(spec)["features"])
        safetensors_file.write(weights, {name: values.numpy() for name, values in model.state_dict().items()})
        safetensors_file.write(x_file, {"x": x.numpy()})
    with torch.no_grad():
        safetensors_file.write(y_file, {"y": model(x).numpy()})


main()
