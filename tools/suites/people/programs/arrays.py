# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

"""arrays NAME: NumPy over a buffer, in the manner of the classes that people have for it."""

import errno
import io
import mmap
import os
import signal
import sys

import numpy as np

from tap import Tap

NAME = sys.argv[1]
NODE = f'/dev/{NAME}'
CLASS = f'/sys/class/u-dma-buf/{NAME}'
tap = Tap()


class Buffer:
    """A buffer as people's classes show it: its attributes, and arrays over its memory."""

    def __init__(self, name):
        self.name = name
        self.phys_addr = self.value('phys_addr', 16)
        self.buf_size = self.value('size')
        self.sync_offset = 0
        self.sync_size = self.buf_size
        self.sync_direction = 0

    def value(self, which, radix=10):
        for line in open(f'/sys/class/u-dma-buf/{self.name}/{which}'):
            return int(line, radix)

    def set_value(self, which, value):
        with open(f'/sys/class/u-dma-buf/{self.name}/{which}', 'w') as stream:
            stream.write(str(value))

    def memmap(self, dtype, shape):
        self.array = np.memmap(f'/dev/{self.name}', dtype=dtype, mode='r+', shape=shape)
        return self.array

    def set_sync_area(self, direction, offset, size):
        for which, value in (('sync_direction', direction), ('sync_offset', offset), ('sync_size', size)):
            self.set_value(which, value)

    def sync_for_cpu(self):
        self.set_value('sync_for_cpu', 1)

    def sync_for_device(self):
        self.set_value('sync_for_device', 1)


buffer = Buffer(NAME)
SIZE = buffer.buf_size


def read_node(count=SIZE, offset=0):
    with open(NODE, 'rb', buffering=0) as file:
        file.seek(offset)
        return file.read(count)


def test_class():
    values = buffer.memmap(np.uint8, (SIZE,))
    values[:] = np.random.default_rng(1).integers(0, 256, SIZE, dtype=np.uint8)
    buffer.set_sync_area(1, 0, SIZE)
    buffer.sync_for_device()
    tap.same(buffer.value('sync_owner'), 1, 'handed to the device')
    buffer.set_sync_area(2, 0, SIZE)
    buffer.sync_for_cpu()
    tap.same(read_node(), values.tobytes(), 'random bytes in an array arrive in the buffer')
    tap.ok(np.count_nonzero(values) > SIZE // 2, 'operations over the array')


def test_memmap_modes():
    np.memmap(NODE, dtype=np.int16, mode='r+', shape=(SIZE // 2,))[:] = np.arange(SIZE // 2).astype(np.int16)
    whole = np.memmap(NODE, dtype=np.int16, mode='r')
    tap.same(whole.shape, (SIZE // 2,), "mode 'r' without a shape has the buffer's size")
    tap.same(int(whole[300]), 300, 'and shows the buffer')
    tap.raises(ValueError, 'and is not written', whole.__setitem__, 0, 1)
    part = np.memmap(NODE, dtype=np.float32, mode='r+', offset=4096 + 64, shape=(16, 16))
    part[:] = np.eye(16)
    part.flush()
    tap.same(read_node(4, 4096 + 64 + 17 * 4), np.float32(1).tobytes(), 'an offset that is not of a page; flush()')
    fresh = np.memmap(NODE, dtype=np.complex64, mode='w+', shape=(SIZE // 8,))
    fresh[-2] = 1 - 2j
    tap.same(read_node(8, SIZE - 16), np.complex64(1 - 2j).tobytes(), "mode 'w+'")
    tap.fails(errno.EINVAL, "mode 'c', which copies what is written", np.memmap, NODE, dtype=np.uint8, mode='c',
              shape=(SIZE,))
    del whole, part, fresh
    signal.alarm(20)
    tap.fails(errno.ENOSPC, 'a shape over the buffer', np.memmap, NODE, dtype=np.uint8, mode='r+', shape=(SIZE + 1,))
    signal.alarm(0)


def test_frombuffer():
    file = os.open(NODE, os.O_RDWR | os.O_SYNC)
    memory = mmap.mmap(file, SIZE, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
    os.close(file)
    values = np.frombuffer(memory, dtype='<u4')
    values[:] = 0
    values[1::2] = np.arange(1, len(values[1::2]) + 1)
    tap.same(read_node(8, 8), b'\0\0\0\0\2\0\0\0', 'np.frombuffer of an mmap, with strides')
    records = np.frombuffer(memory, dtype=[('kind', 'u1'), ('value', '<f8')], count=10, offset=1)
    records['value'] = np.linspace(0, 1, 10)
    tap.same(float(records[9]['value']), 1.0, 'records that are not aligned')
    copy = np.array(values)
    copy.sort()
    values[:] = copy
    tap.ok(bool((np.diff(values.astype(np.int64)) >= 0).all()), 'a copy, sorted, and back')
    complex_values = np.frombuffer(memory, dtype=np.complex64, count=1024)
    complex_values[:] = np.exp(2j * np.pi * np.arange(1024) * 3 / 1024)
    tap.same(int(np.argmax(np.abs(np.fft.fft(complex_values)))), 3, 'a Fourier transform of it')
    image = np.ndarray((64, 64, 3), np.uint8, memory, 8192)
    image[:, :, 1] = 200
    tap.same(read_node(3, 8192), b''.join((read_node(1, 8192), b'\xc8', read_node(1, 8194))), 'np.ndarray at an offset')


def test_files():
    values = np.arange(1000, dtype=np.float64)
    values.tofile(NODE)
    tap.ok(np.array_equal(np.fromfile(NODE, dtype=np.float64, count=1000), values), 'tofile() and fromfile()')
    tap.same(np.fromfile(NODE, dtype=np.uint8).size, SIZE, 'fromfile() of all')
    np.save(open(NODE, 'wb'), values)
    tap.ok(np.array_equal(np.load(open(NODE, 'rb')), values), 'save() and load()')
    signal.alarm(20)
    tap.raises(OSError, 'tofile() of more than the buffer', np.zeros(SIZE + 8, np.uint8).tofile, NODE)
    signal.alarm(0)
    with io.FileIO(NODE, 'r+') as file:
        tap.same(file.write(np.full(10, 7, np.uint8)), 10, 'an array is written')
        file.seek(0)
        target = np.zeros(10, np.uint8)
        tap.same((file.readinto(target), target.tolist()), (10, [7] * 10), 'and read into')


for test in (test_class, test_memmap_modes, test_frombuffer, test_files):
    tap.run(test)
tap.end()
