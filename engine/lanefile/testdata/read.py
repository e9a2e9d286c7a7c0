"""Reads a recording by nothing but docs/format.md, and prints its events by kind as JSON.

    python3 read.py FILE.lane

Needs the command zstd.
"""
import json
import struct
import subprocess
import sys
from collections import Counter

KINDS = ("none state take give join part set push pop wake line say sample cpu end read gap misuse test cost stop "
         "requeue").split()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def crc_table():
    for n in range(256):
        for _ in range(8):
            n = (n >> 1) ^ (0x82F63B78 if n & 1 else 0)
        yield n


TABLE = list(crc_table())


class Bytes:
    """Bytes that are read from the front."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def uvarint(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def varint(self):
        u = self.uvarint()
        return (u >> 1) ^ -(u & 1)

    def take(self, n):
        self.at += n
        return self.data[self.at - n:self.at]


def events(data):
    plain = Bytes(subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout)
    n = plain.uvarint()
    time, times = 0, []
    for _ in range(n):
        time += plain.varint()
        times.append(time)
    kinds, slots = plain.take(n), plain.take(n)
    lanes = [plain.uvarint() for _ in range(n)]
    objs = [plain.uvarint() for _ in range(n)]
    last, seqs = {}, []
    for obj in objs:
        last[obj] = last.get(obj, 0) + plain.varint()
        seqs.append(last[obj])
    cores = [plain.varint() for _ in range(n)]
    args = [plain.varint() for _ in range(n)]
    assert plain.at == len(plain.data), "bytes are left over"
    return zip(times, kinds, slots, lanes, objs, seqs, cores, args)


def main(path):
    with open(path, "rb") as f:
        data = f.read()
    assert data[:8] == b"CORELANE", "no recording"
    major, minor = struct.unpack("<HH", data[8:12])
    assert major == 1, f"major version {major}"
    at, out, counts, end = 12, {}, Counter(), 0
    while at < len(data):
        kind, size, crc = struct.unpack("<cII", data[at:at + 9])
        body = data[at + 9:at + 9 + size]
        assert crc32c(data[at:at + 5] + body) == crc, f"the block at {at} is damaged"
        at += 9 + size
        if kind in b"HLOTZ":
            out[kind.decode()] = json.loads(body)
        elif kind == b"M":
            out["L"] += json.loads(body)
        elif kind == b"E":
            for event in events(body):
                counts[KINDS[event[1]] if event[1] < len(KINDS) else str(event[1])] += 1
                end = max(end, event[0])
    print(json.dumps({"minor": minor, "lanes": [lane["Name"] for lane in out["L"]], "objects": len(out.get("O") or []),
                      "events": counts, "last": end, "status": out["Z"]["status"]}))


main(sys.argv[1])
