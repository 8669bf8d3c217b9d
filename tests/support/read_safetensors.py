#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a .safetensors file by the definition of the format, sharing nothing with the engine: for every tensor
a line NAME DTYPE SIZE,SIZE… and then its numbers as float32. For peer_test.cpp."""
import json
import struct
import sys

BYTES = {"F32": 4, "BF16": 2}


def widened(numbers, dtype):
    """BF16 is the upper half of a float32."""
    if dtype == "F32":
        return numbers
    wide = bytearray(2 * len(numbers))
    wide[2::4], wide[3::4] = numbers[0::2], numbers[1::2]
    return wide


def main():
    with open(sys.argv[1], "rb") as file:
        contents = file.read()
    (length,) = struct.unpack("<Q", contents[:8])
    header, data = json.loads(contents[8 : 8 + length].decode("utf-8")), contents[8 + length :]
    used = 0
    for name, tensor in header.items():
        if name == "__metadata__":
            continue
        begin, end = tensor["data_offsets"]
        count = 1
        for size in tensor["shape"]:
            count *= size
        if end - begin != count * BYTES[tensor["dtype"]] or end > len(data):
            sys.exit(name + ": its bytes are not as many as its shape says")
        used += end - begin
        sizes = ",".join(map(str, tensor["shape"]))
        sys.stdout.buffer.write(f"{name} {tensor['dtype']} {sizes}\n".encode())
        sys.stdout.buffer.write(widened(data[begin:end], tensor["dtype"]))
    if used != len(data):
        sys.exit("the file has bytes that belong to no tensor")


main()
