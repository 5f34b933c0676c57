// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

//! buffer NAME: hands a buffer to a device, and takes it back.

use std::fs::{File, OpenOptions};
use std::os::unix::io::AsRawFd;
use std::{env, io, process};

use memmap2::{MmapMut, MmapOptions};

#[derive(Clone, Copy)]
enum Direction {
    ToDevice = 1,
    FromDevice = 2,
}

/// The ioctls of linux/u-dma-buf-ioctl.h that this program uses.
mod driver {
    nix::ioctl_read!(get_size, b'U', 2, u64);
    nix::ioctl_read!(get_dma_address, b'U', 3, u64);
    nix::ioctl_write_ptr!(sync_for_cpu, b'U', 5, u64);
    nix::ioctl_write_ptr!(sync_for_device, b'U', 6, u64);
}

struct Buffer {
    file: File,
    memory: MmapMut,
    dma_address: u64,
}

/// A packed sync. The size is a multiple of 16.
fn packed(offset: usize, size: usize, direction: Direction) -> u64 {
    (offset as u64) << 32 | size as u64 | (direction as u64) << 2 | 1
}

impl Buffer {
    fn open(name: &str) -> io::Result<Buffer> {
        let file = OpenOptions::new().read(true).write(true).open(format!("/dev/{name}"))?;
        let (mut size, mut dma_address) = (0, 0);
        // SAFETY: both ioctls write one u64.
        unsafe {
            driver::get_size(file.as_raw_fd(), &mut size)?;
            driver::get_dma_address(file.as_raw_fd(), &mut dma_address)?;
        }
        // SAFETY: the driver keeps the memory while it is mapped. It cannot keep a device, or another program, from
        // writing to it: take slices of it only while the CPU has the buffer.
        let memory = unsafe { MmapOptions::new().len(size as usize).map_mut(&file)? };
        Ok(Buffer { file, memory, dma_address })
    }

    /// Runs `device` while the device has this part of the buffer.
    fn lend<T>(&mut self, offset: usize, size: usize, device: impl FnOnce(u64) -> T) -> io::Result<T> {
        let file = self.file.as_raw_fd();
        // SAFETY: both ioctls read one u64.
        unsafe { driver::sync_for_device(file, &packed(offset, size, Direction::ToDevice))? };
        let result = device(self.dma_address + offset as u64);
        unsafe { driver::sync_for_cpu(file, &packed(offset, size, Direction::FromDevice))? };
        Ok(result)
    }
}

fn run(name: &str) -> io::Result<()> {
    let mut buffer = Buffer::open(name)?;
    println!("{name}: {} bytes", buffer.memory.len());
    buffer.memory[..4096].fill(0x5a);
    buffer.lend(0, 4096, |address| {
        // Start the device here, and wait for it.
        println!("the device finds them at {address:#x}");
    })?;
    println!("the first byte is {:#x}", buffer.memory[0]);
    Ok(())
}

fn main() {
    let name = env::args().nth(1).unwrap_or_else(|| {
        eprintln!("usage: buffer NAME");
        process::exit(2);
    });
    if let Err(error) = run(&name) {
        eprintln!("buffer: {name}: {error}");
        process::exit(1);
    }
}
