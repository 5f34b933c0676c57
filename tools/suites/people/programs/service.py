# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

"""service NAME: a member of the buffer's group writes to it and hands it over, by attribute."""

import mmap
import os
import sys

NAME = sys.argv[1]

assert os.getuid() != 0
file = os.open(f'/dev/{NAME}', os.O_RDWR)
with mmap.mmap(file, 4096) as memory:
    memory[:15] = b'of the service\n'
os.close(file)
for which in ('sync_for_device', 'sync_for_cpu'):
    with open(f'/sys/class/u-dma-buf/{NAME}/{which}', 'w') as stream:
        stream.write('1')
try:
    os.open('/dev/udmabuf1', os.O_RDWR)
except PermissionError:
    print('no other buffer')
