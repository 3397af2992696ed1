"""A small reader and writer of the safetensors format, for float tensors."""
import json
import struct

import numpy

TYPES = {"F32": numpy.float32, "F64": numpy.float64}


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        numbers = numpy.frombuffer(data[8 + length + start:8 + length + end], TYPES[entry["dtype"]])
        tensors[name] = numbers.reshape(entry["shape"]).copy()
    return tensors


def write(path, tensors):
    header, blocks, start = {}, [], 0
    for name, tensor in tensors.items():
        block = numpy.ascontiguousarray(tensor, numpy.float32).tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [start, start + len(block)]}
        blocks.append(block)
        start += len(block)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))
