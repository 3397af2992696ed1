"""The workloads as PyTorch modules, with weights in Keras' layout copied in."""
import base64

import numpy as np
import torch
from torch import nn

KINDS = {"simpleRnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
CELLS = {"simpleRnn": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}
GRU_BLOCKS = [1, 0, 2]  # Keras has z, r, h; PyTorch r, z, n


def numbers(text, shape, dtype):
    return torch.from_numpy(np.frombuffer(base64.b64decode(text), dtype=np.float64).reshape(shape).copy()).to(dtype)


class Stack(nn.Module):
    """Recurrent layers, then dense ones on the last step. Inputs are [steps, batch, features], PyTorch's own order."""

    def __init__(self, layers, features):
        super().__init__()
        self.layers = nn.ModuleList()
        self.sequences = [layer["sequences"] or layer["kind"] == "dense" for layer in layers]
        for layer in layers:
            if layer["kind"] == "dense":
                self.layers.append(nn.Linear(features, layer["units"]))
            else:
                self.layers.append(KINDS[layer["kind"]](features, layer["units"], bidirectional=layer["bidirectional"]))
            features = layer["units"] * (2 if layer["bidirectional"] else 1)

    def forward(self, x):
        for layer, sequences in zip(self.layers, self.sequences):
            if isinstance(layer, nn.Linear):
                x = layer(x)
            elif sequences:
                x, _ = layer(x)
            else:
                _, state = layer(x)
                h = state[0] if isinstance(state, tuple) else state  # [directions, batch, units]
                x = h[0] if len(h) == 1 else torch.cat((h[0], h[1]), dim=1)
        return x


def copy_weights(module, kind, weights, dtype, suffix="_l0"):
    """kernel [D, gates H] is PyTorch's weight_ih transposed, and so on; a bias that Keras does not have is zero."""
    named = {w["name"]: numbers(w["values"], w["shape"], dtype) for w in weights}
    with torch.no_grad():
        if kind == "dense":
            module.weight.copy_(named["kernel"].T)
            module.bias.copy_(named["bias"])
            return
        for prefix, end in (("", suffix),) if "kernel" in named else (("forward/", suffix), ("backward/", suffix + "_reverse")):
            bias = named[prefix + "bias"].reshape(-1, named[prefix + "kernel"].shape[1])
            ours = [blocks(named[prefix + n].T, kind) for n in ("kernel", "recurrent_kernel")] + [blocks(b, kind) for b in bias]
            for name, value in zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), ours):
                getattr(module, name + end).copy_(value)
            if len(bias) == 1:
                getattr(module, "bias_hh" + end).zero_()


def blocks(tensor, kind):
    return torch.cat([tensor.chunk(3)[k] for k in GRU_BLOCKS]) if kind == "gru" else tensor
