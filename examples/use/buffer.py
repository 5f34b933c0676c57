#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

"""buffer.py NAME: a buffer as a NumPy array."""

import sys

import numpy as np

BOTH_WAYS, TO_DEVICE, FROM_DEVICE = 0, 1, 2


class Buffer:
    """A buffer: its memory as an array, its address for the device, and the syncs."""

    def __init__(self, name, dtype=np.uint8):
        self.attributes = f'/sys/class/u-dma-buf/{name}'
        self.size = int(self.read('size'))
        self.dma_address = int(self.read('phys_addr'), 16)
        count = self.size // np.dtype(dtype).itemsize
        self.array = np.memmap(f'/dev/{name}', dtype=dtype, mode='r+', shape=(count,))

    def read(self, attribute):
        with open(f'{self.attributes}/{attribute}') as file:
            return file.read().strip()

    def sync(self, attribute, offset, size, direction):
        """A packed value: bits 63..32 offset, 31..4 size, 3..2 direction, 0 go."""
        value = offset << 32 | size | direction << 2 | 1
        with open(f'{self.attributes}/{attribute}', 'w') as file:
            file.write(f'{value:#x}')

    def for_device(self, offset, size, direction=TO_DEVICE):
        self.sync('sync_for_device', offset, size, direction)

    def for_cpu(self, offset, size, direction=FROM_DEVICE):
        self.sync('sync_for_cpu', offset, size, direction)


def main(name):
    buffer = Buffer(name, dtype=np.int16)
    print(f'{name}: {buffer.size} bytes, the device finds them at {buffer.dma_address:#x}')

    samples = buffer.array[:2048]  # the memory itself, not a copy
    samples[:] = np.arange(2048)
    buffer.for_device(0, samples.nbytes)
    # The device has the buffer: start it here, and wait for it.
    buffer.for_cpu(0, samples.nbytes)
    print(f'mean {samples.mean()}, largest {samples.max()}')


if __name__ == '__main__':
    try:
        main(sys.argv[1])
    except OSError as error:
        sys.exit(f'buffer.py: {error}')
