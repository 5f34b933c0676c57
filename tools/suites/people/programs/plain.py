# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

"""plain NAME: Python in the manner of users', with the standard library alone: mmap and struct,
the file objects of open(), the calls of os, ctypes, multiprocessing and shutil."""

import array
import ctypes
import errno
import fcntl
import hashlib
import io
import mmap
import os
import pathlib
import select
import shutil
import signal
import struct
import sys
import tempfile
import threading

from tap import Tap

NAME = sys.argv[1]
NODE = f'/dev/{NAME}'
CLASS = f'/sys/class/u-dma-buf/{NAME}'
tap = Tap()


def attribute(which, base=10):
    with open(f'{CLASS}/{which}') as stream:
        return int(stream.read(), base)


def set_attribute(which, value):
    with open(f'{CLASS}/{which}', 'w') as stream:
        stream.write(str(value))


SIZE = attribute('size')


def test_attributes():
    address = attribute('phys_addr', 16)
    tap.ok(SIZE == 1 << 20 and address > 0, 'attributes by int(x) and int(x, 16)')
    tap.same(int(open(f'{CLASS}/phys_addr').readline().strip(), 0), address, 'and by int(x, 0)')
    set_attribute('sync_direction', 2)
    tap.same(attribute('sync_direction'), 2, 'an attribute by write()')
    print(0, file=open(f'{CLASS}/sync_direction', 'w'))
    tap.same(attribute('sync_direction'), 0, 'and by print()')
    pathlib.Path(CLASS, 'sync_for_device').write_text('0x%08X%08X' % (0x1000, 0x2000 | 1 << 2 | 1))
    tap.same(attribute('sync_owner'), 1, "a packed sync, '0x%08X%08X'")
    with open(f'{CLASS}/sync_for_cpu', 'wb', buffering=0) as stream:
        stream.write(b'1')
    tap.same(attribute('sync_owner'), 0, "and back, b'1'")
    with open(f'{CLASS}/sync_for_cpu', 'w') as stream:
        for _ in range(3):
            stream.seek(0)
            stream.write('1')
            stream.flush()
    tap.same(attribute('sync_owner'), 0, 'a file that stays open, one flush a sync')
    tap.fails(errno.EINVAL, 'a range outside the buffer', set_attribute, 'sync_for_cpu', f'0x{SIZE:08X}00000011')
    tap.same(sorted(os.listdir('/sys/class/u-dma-buf'))[0], 'udmabuf0', 'buffers by os.listdir')


def test_mapping():
    file = os.open(NODE, os.O_RDWR | os.O_SYNC)
    memory = mmap.mmap(file, SIZE)
    os.close(file)
    memory[0:8] = struct.pack('<II', 0xDEADBEEF, 0x12345678)
    tap.same(struct.unpack_from('<II', memory, 0), (0xDEADBEEF, 0x12345678), 'struct over a mapping')
    struct.pack_into('>Q', memory, SIZE - 8, 0x0102030405060708)
    tap.same(memory[SIZE - 8:], bytes(range(1, 9)), 'its last bytes by a slice')
    memory.seek(4096)
    memory.write(b'needle')
    tap.same(memory.find(b'needle', 0), 4096, 'write() and find()')
    memory.seek(0, os.SEEK_END)
    tap.same(memory.tell(), SIZE, 'seek to its end')
    tap.raises(ValueError, 'write() behind it', memory.write, b'x')
    memory.flush()
    memory.flush(4096, 4096)
    tap.ok(True, 'flush()')
    memory.move(8192, 4096, 6)
    tap.same(memory[8192:8198], b'needle', 'move()')
    memory.madvise(mmap.MADV_SEQUENTIAL)
    view = memoryview(memory).cast('I')
    view[3] = 7
    tap.same(memory[12:16], struct.pack('I', 7), 'memoryview')
    view.release()
    tap.raises(BufferError, 'close() while somebody has a view', lambda: (memoryview(memory), memory.close()))
    tap.raises((OSError, SystemError), 'resize()', memory.resize, SIZE * 2)
    tap.same(len(memory), SIZE, 'the mapping stays')
    memory.close()


def test_access_modes():
    with open(NODE, 'r+b', buffering=0) as file:
        with mmap.mmap(file.fileno(), SIZE, access=mmap.ACCESS_READ) as memory:
            tap.raises(TypeError, 'ACCESS_READ: nothing is written', memory.__setitem__, 0, 1)
        with mmap.mmap(file.fileno(), SIZE, access=mmap.ACCESS_WRITE) as memory:
            memory[0] = 0x55
        with mmap.mmap(file.fileno(), 4096, mmap.MAP_SHARED, mmap.PROT_READ, offset=4096) as memory:
            tap.same(memory[:6], b'needle', 'an offset, to read')
        with mmap.mmap(file.fileno(), SIZE, mmap.MAP_PRIVATE, mmap.PROT_READ) as memory:
            tap.same(memory[0], 0x55, 'MAP_PRIVATE, to read')
        tap.fails(errno.EINVAL, 'ACCESS_COPY', mmap.mmap, file.fileno(), SIZE, access=mmap.ACCESS_COPY)
        tap.fails(errno.EINVAL, 'a length of 0, which stands for that of a file', mmap.mmap, file.fileno(), 0)
        tap.fails(errno.EINVAL, 'more than the buffer', mmap.mmap, file.fileno(), SIZE + 4096)


def test_file_objects():
    with open(NODE, 'r+b', buffering=0) as file:
        tap.same(file.seek(0, os.SEEK_END), SIZE, 'unbuffered: the size by seek()')
        file.seek(100)
        tap.same((file.write(b'some bytes'), file.tell()), (10, 110), 'write() and tell()')
        target = bytearray(10)
        file.seek(100)
        tap.same((file.readinto(target), bytes(target)), (10, b'some bytes'), 'readinto()')
        file.seek(0)
        tap.same(len(file.read()), SIZE, 'read() of all')
        tap.fails(errno.EINVAL, 'truncate()', file.truncate, 10)
        tap.same((file.isatty(), file.seekable()), (False, True), 'isatty(), seekable()')
    with open(NODE, 'r+b') as file:
        file.write(b'buffered')
        file.seek(-4, io.SEEK_END)
        file.write(b'last')
        file.seek(0)
        tap.same(file.read(8), b'buffered', 'buffered: write and read')
        os.fsync(file.fileno())
    with open(NODE, 'rb') as file:
        tap.same(file.read()[-4:], b'last', 'read() of all, buffered')
        tap.same(file.peek()[:1], b'', 'peek() at the end')
    with open(NODE, 'wb') as file:
        file.write(b'truncates files')
    with open(NODE, 'ab') as file:
        tap.same(file.tell(), SIZE, "'ab' is at the end")
    tap.same(pathlib.Path(NODE).read_bytes()[:15], b'truncates files', 'Path.read_bytes')
    with open(NODE, 'rb', buffering=0) as file:
        tap.same(hashlib.file_digest(file, 'sha256').digest(), hashlib.sha256(pathlib.Path(NODE).read_bytes()).digest(),
                 'hashlib.file_digest')


def test_end():
    """What has no place must be an error: Python writes again what was not written."""
    signal.alarm(20)

    def write_past_the_end():
        with open(NODE, 'r+b') as file:
            file.seek(SIZE - 10)
            file.write(bytes(100))

    def copy_too_much():
        with tempfile.NamedTemporaryFile() as large:
            large.truncate(SIZE + 4096)
            shutil.copyfile(large.name, NODE)

    tap.fails(errno.ENOSPC, 'a buffered write past the end', write_past_the_end)
    tap.fails(errno.ENOSPC, 'shutil.copyfile of more than the buffer', copy_too_much)
    tap.fails(errno.ENOSPC, 'Path.write_bytes of more', pathlib.Path(NODE).write_bytes, bytes(SIZE + 1))
    signal.alarm(0)


def test_os():
    file = os.open(NODE, os.O_RDWR)
    tap.same(os.pwrite(file, b'pwrite', 5000), 6, 'os.pwrite')
    tap.same(os.pread(file, 6, 5000), b'pwrite', 'os.pread')
    tap.same(os.pread(file, 100, SIZE - 10)[:0] + os.pread(file, 10, SIZE), b'', 'os.pread at the end')
    first, second = bytearray(3), bytearray(3)
    tap.same((os.preadv(file, [first, second], 5000), bytes(first + second)), (6, b'pwrite'), 'os.preadv')
    tap.same(os.fstat(file).st_size, 0, 'os.fstat')
    tap.same(os.lseek(file, 0, os.SEEK_END), SIZE, 'os.lseek')
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_WILLNEED)
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    tap.same(select.select([file], [file], [], 0), ([file], [file], []), 'select.select')
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(file, 'r+b', buffering=0) as stream:
        values = array.array('H', range(1000))
        values.tofile(stream)
        stream.seek(0)
        again = array.array('H')
        again.fromfile(stream, 1000)
        tap.same(again, values, 'array.tofile, fromfile')


def test_ioctl():
    with open(NODE, 'r+b', buffering=0) as file:
        answer = bytearray(8)
        fcntl.ioctl(file, 0x80085502, answer)
        tap.same(struct.unpack('Q', answer)[0], SIZE, 'ioctl into a bytearray')
        tap.same(struct.unpack('Q', fcntl.ioctl(file, 0x80085503, bytes(8)))[0], attribute('phys_addr', 16),
                 'ioctl that returns bytes')
        fcntl.ioctl(file, 0x40085506, struct.pack('Q', 0x1000 << 32 | 0x1000 | 1))
        tap.same(attribute('sync_owner'), 1, 'a sync by ioctl')
        set_attribute('sync_for_cpu', 1)
        tap.fails(errno.ENOTTY, 'an unknown ioctl', fcntl.ioctl, file, 0x5599)


def test_shared():
    class Header(ctypes.LittleEndianStructure):
        _fields_ = [('magic', ctypes.c_uint32), ('counts', ctypes.c_uint16 * 4)]

    file = os.open(NODE, os.O_RDWR)
    memory = mmap.mmap(file, SIZE)
    os.close(file)
    header = Header.from_buffer(memory, 256)
    header.magic = 0xCAFE
    header.counts[3] = 9
    tap.same(memory[256:260] + memory[266:268], b'\xfe\xca\x00\x00\x09\x00', 'ctypes.from_buffer')
    child = os.fork()
    if child == 0:
        header.magic += 1
        os._exit(0)
    os.waitpid(child, 0)
    tap.same(header.magic, 0xCAFF, 'a forked child writes to the mapping')

    def work(first):
        for i in range(first, first + 1000):
            memory[i] = i & 255

    threads = [threading.Thread(target=work, args=(first,)) for first in (1024, 2048)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tap.same(memory[1024:2024] + memory[2048:3048],
             bytes(i & 255 for first in (1024, 2048) for i in range(first, first + 1000)), 'threads write to it')
    del header
    memory.close()


for test in (test_attributes, test_mapping, test_access_modes, test_file_objects, test_end, test_os, test_ioctl, test_shared):
    tap.run(test)
tap.end()
