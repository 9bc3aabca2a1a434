"""Three of the bench's kernels in numba's CUDA simulator. Prints a list of {"case", "seconds"}: CPU
time of one launch each, after one that is checked. Ends with code 77 where there is no numba."""
import json
import os
import sys
import time

os.environ["NUMBA_ENABLE_CUDASIM"] = "1"
try:
    import numpy
    from numba import cuda, float32
except ImportError as error:
    print(error)
    sys.exit(77)

THREADS, TILE = 256, 32


@cuda.jit
def saxpy(n, a, x, y):
    i = cuda.blockIdx.x * cuda.blockDim.x + cuda.threadIdx.x
    if i < n:
        y[i] = a * x[i] + y[i]


@cuda.jit
def sum_by_tree(values_in, sums, n):
    values = cuda.shared.array(THREADS, float32)
    t = cuda.threadIdx.x
    i = cuda.blockIdx.x * cuda.blockDim.x + t
    values[t] = values_in[i] if i < n else 0
    cuda.syncthreads()
    stride = cuda.blockDim.x // 2
    while stride > 0:
        if t < stride:
            values[t] += values[t + stride]
        cuda.syncthreads()
        stride //= 2
    if t == 0:
        sums[cuda.blockIdx.x] = values[0]


@cuda.jit
def multiply(a, b, c, n):
    a_tile = cuda.shared.array((TILE, TILE), float32)
    b_tile = cuda.shared.array((TILE, TILE), float32)
    tx, ty = cuda.threadIdx.x, cuda.threadIdx.y
    row, column = cuda.blockIdx.y * TILE + ty, cuda.blockIdx.x * TILE + tx
    total = float32(0)
    for tile in range(n // TILE):
        a_tile[ty, tx] = a[row, tile * TILE + tx]
        b_tile[ty, tx] = b[tile * TILE + ty, column]
        cuda.syncthreads()
        for k in range(TILE):
            total += a_tile[ty, k] * b_tile[k, tx]
        cuda.syncthreads()
    c[row, column] = total


def launch(kernel, grid, block, arguments, out, expected):
    """CPU seconds of a launch whose results are right."""
    start = time.process_time()
    kernel[grid, block](*arguments)
    seconds = time.process_time() - start
    if not numpy.allclose(out, expected, rtol=1e-4, atol=1e-4):
        sys.exit(f"numba's {kernel} gave a wrong result")
    return seconds


def main():
    random = numpy.random.default_rng(1)
    n, side = 1 << 12, 64
    x, y = (random.random(n, dtype=numpy.float32) for _ in range(2))
    a, b = (random.random((side, side), dtype=numpy.float32) for _ in range(2))
    sums, c = numpy.zeros(n // THREADS, numpy.float32), numpy.zeros((side, side), numpy.float32)
    blocks, tiles = n // THREADS, (side // TILE, side // TILE)
    rows = [
        ("saxpy of 2^12", launch(saxpy, blocks, THREADS, (n, 1.5, x, y), y, 1.5 * x + y)),
        ("reduction by tree of 2^12", launch(sum_by_tree, blocks, THREADS, (x, sums, n), sums,
                                             x.reshape(-1, THREADS).sum(axis=1))),
        ("tiled matrix product of 64", launch(multiply, tiles, (TILE, TILE), (a, b, c, side), c,
                                              a @ b)),
    ]
    print(json.dumps([{"case": case, "seconds": seconds} for case, seconds in rows]))


main()
