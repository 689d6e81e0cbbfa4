"""What every runner does alike: arguments, the moment the call begins, the result.

    runner.py EDGES.npy NODES THREADS VALUES.npy

Loading happens before `begin`; only the call is timed. Values are over unordered pairs, endpoints excluded, not normalised.
"""
import json
import sys
import time

import numpy as np


class Job:
    def __init__(self):
        self.edges = np.load(sys.argv[1], mmap_mode="r")
        self.nodes = int(sys.argv[2])
        self.threads = int(sys.argv[3])
        self.values = sys.argv[4]
        self.more = sys.argv[5:]

    def run(self, version, call, values=lambda result: result, **more):
        """Times `call()`; `values` and what is in `more` are functions of its result, which cost nothing."""
        print("begin", flush=True)
        start = time.perf_counter()
        result = call()
        seconds = time.perf_counter() - start
        np.save(self.values, np.asarray(values(result), dtype=np.float64))
        told = {name: of(result) for name, of in more.items()}
        print(json.dumps({"seconds": seconds, "version": version, **told}), flush=True)
