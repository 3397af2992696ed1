"""torch_job.py rnn|lstm|w3|w4 THREADS: the same jobs as Job/Program.cs, as a person would write them with PyTorch."""
import sys

import torch
from torch import nn


class Stack(nn.Module):
    def __init__(self, kind, features, units, outputs):
        super().__init__()
        sizes = [features, *units]
        self.layers = nn.ModuleList(kind(a, b, batch_first=True) for a, b in zip(sizes, units))
        self.dense = nn.Linear(units[-1], outputs)

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        return self.dense(x[:, -1])


name, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
torch.manual_seed(1)
model = {
    "rnn": lambda: Stack(nn.RNN, 1, [64, 32], 1),
    "lstm": lambda: Stack(nn.LSTM, 1, [64, 32], 1),
    "w3": lambda: Stack(nn.LSTM, 32, [128], 1),
    "w4": lambda: Stack(nn.LSTM, 512, [512], 10),
}[name]()
optimizer = torch.optim.Adam(model.parameters())
loss_of = nn.MSELoss()


def step(x, y):
    optimizer.zero_grad(set_to_none=True)
    loss = loss_of(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


if name in ("rnn", "lstm"):
    steps = torch.arange(1000).unsqueeze(1) + torch.arange(11)
    wave = torch.sin(0.1 * steps)
    xs, ys = wave[:, :10].unsqueeze(2), wave[:, 10:]
    for epoch in range(100):
        order, total = torch.randperm(1000), 0.0
        for start in range(0, 1000, 32):
            batch = order[start:start + 32]
            total += step(xs[batch], ys[batch]).item() * len(batch)
    print(total / 1000)
else:
    shape, outputs = ((32, 100, 32), 1) if name == "w3" else ((64, 50, 512), 10)
    x, y = torch.full(shape, 0.5), torch.zeros(shape[0], outputs)
    for _ in range(5):
        print(step(x, y).item())
