"""Files as Keras 3 lays them out, without Keras.

keras_files.py make FOLDER      writes model.keras and model.weights.h5: two LSTM, dropout, bidirectional GRU, dense; and weights.safetensors
keras_files.py outside FILE     writes a .weights.h5 file whose first weight lies in another file
keras_files.py check FILE OUT   reads a .weights.h5 file and writes its numbers, by their paths, as safetensors
"""
import json
import os
import sys
import zipfile

import h5py
import numpy

import safetensors_file

CELL = {"trainable": True, "return_state": False, "go_backwards": False, "stateful": False, "unroll": False, "zero_output_for_mask": False,
        "activation": "tanh", "use_bias": True, "dropout": 0.0, "recurrent_dropout": 0.0, "seed": None}


def layer(kind, **config):
    return {"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None}


def config():
    gru = {**CELL, "units": 2, "return_sequences": False, "recurrent_activation": "sigmoid", "reset_after": True}
    return {"module": "keras", "class_name": "Sequential", "registered_name": None, "build_config": {"input_shape": [None, 5, 2]}, "config": {
        "name": "sequential", "trainable": True, "build_input_shape": [None, 5, 2], "layers": [
            layer("InputLayer", batch_shape=[None, 5, 2], dtype="float32", sparse=False, name="input_layer"),
            layer("LSTM", **CELL, name="first", units=3, return_sequences=True, recurrent_activation="sigmoid", unit_forget_bias=True),
            layer("LSTM", **CELL, name="second", units=3, return_sequences=True, recurrent_activation="sigmoid", unit_forget_bias=True),
            layer("Dropout", name="dropout", rate=0.25, seed=None, noise_shape=None),
            layer("Bidirectional", name="both", trainable=True, merge_mode="sum", layer=layer("GRU", name="forward_gru", **gru),
                  backward_layer=layer("GRU", name="backward_gru", **{**gru, "go_backwards": True})),
            layer("Dense", name="dense", trainable=True, units=1, activation="linear", use_bias=True)]}}


def weights():
    random = numpy.random.default_rng(5)
    shapes = {"layers/lstm/cell": [(2, 12), (3, 12), (12,)], "layers/lstm_1/cell": [(3, 12), (3, 12), (12,)],
              "layers/bidirectional/forward_layer/cell": [(3, 6), (2, 6), (2, 6)], "layers/bidirectional/backward_layer/cell": [(3, 6), (2, 6), (2, 6)],
              "layers/dense": [(2, 1), (1,)]}
    return {f"{path}/vars/{k}": random.normal(0, 0.5, shape).astype(numpy.float32) for path, list_ in shapes.items() for k, shape in enumerate(list_)}


def write_h5(path):
    with h5py.File(path, "w") as file:
        # what stands beside the weights: the seeds of a dropout, the optimizer
        file.create_group("layers/dropout/seed_generator/vars")["0"] = numpy.zeros(2, numpy.uint32)
        file.create_group("optimizer/vars")["0"] = numpy.int64(7)
        for name, values in weights().items():
            file[name] = values


def make(folder):
    h5 = os.path.join(folder, "model.weights.h5")
    write_h5(h5)
    safetensors_file.write(os.path.join(folder, "weights.safetensors"), weights())
    with zipfile.ZipFile(os.path.join(folder, "model.keras"), "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.9.0"}))
        archive.writestr("config.json", json.dumps(config()))
        archive.write(h5, "model.weights.h5")


def outside(path):
    write_h5(path)
    with open(path + ".secret", "wb") as file:
        file.write(weights()["layers/lstm/cell/vars/0"].tobytes()[::-1])
    with h5py.File(path, "a") as file:
        del file["layers/lstm/cell/vars/0"]
        file.create_dataset("layers/lstm/cell/vars/0", (2, 12), "f4", external=[(path + ".secret", 0, 96)])


def check(path, out):
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    safetensors_file.write(out, found)


{"make": make, "outside": outside, "check": check}[sys.argv[1]](*sys.argv[2:])
