"""pytorch_onnx.py SPEC MODEL X Y: a recurrent model as PyTorch's own exporter writes it, an input and its outputs.

SPEC is JSON: cell (LSTM, GRU, RNN), bidirectional, last (the last step alone), open (batch and time).
"""
import json
import sys
import warnings

import torch
from torch import nn

import safetensors_file


class Model(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.last = spec["last"]
        self.rnn = getattr(nn, spec["cell"])(3, 4, batch_first=True, bidirectional=spec["bidirectional"])
        self.dense = nn.Linear(8 if spec["bidirectional"] else 4, 2)

    def forward(self, x):
        y = self.rnn(x)[0]
        return torch.tanh(self.dense(y[:, -1] if self.last else y))


warnings.simplefilter("ignore")
spec_text, model_file, x_file, y_file = sys.argv[1:]
torch.manual_seed(3)
spec = json.loads(spec_text)
model = Model(spec).eval()
x = torch.randn(2, 5, 3)
axes = {"x": {0: "batch", 1: "time"}} if spec["open"] else None
torch.onnx.export(model, x, model_file, opset_version=13, input_names=["x"], output_names=["y"], dynamic_axes=axes)
with torch.no_grad():
    safetensors_file.write(x_file, {"x": x.numpy()})
    safetensors_file.write(y_file, {"y": model(x).numpy()})
