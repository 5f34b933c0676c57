// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
//
// accessor NAME: a Rust program in the manner of those that wrap a buffer in a type, with the
// standard library alone: what it has no call for comes from the C library.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};
use std::os::unix::io::AsRawFd;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, process, ptr, slice, thread};

const O_SYNC: i32 = 0o4010000;
const PROT_READ: i32 = 1;
const PROT_WRITE: i32 = 2;
const MAP_SHARED: i32 = 1;
const MS_SYNC: i32 = 4;
const GET_SIZE: u64 = 0x8008_5502;

extern "C" {
    fn mmap(at: *mut u8, length: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
    fn munmap(at: *mut u8, length: usize) -> i32;
    fn msync(at: *mut u8, length: usize, flags: i32) -> i32;
    fn ioctl(file: i32, request: u64, ...) -> i32;
    fn alarm(seconds: u32) -> u32;
}

struct Checks {
    failures: i32,
}

impl Checks {
    fn check(&mut self, good: bool, what: &str) {
        println!("{}ok - {}", if good { "" } else { "not " }, what);
        self.failures += i32::from(!good);
    }
}

struct Buffer {
    name: String,
    file: File,
    memory: *mut u8,
    size: usize,
}

unsafe impl Send for Buffer {}
unsafe impl Sync for Buffer {}

impl Buffer {
    fn open(name: &str, flags: i32) -> io::Result<Buffer> {
        let file = OpenOptions::new().read(true).write(true).custom_flags(flags).open(format!("/dev/{name}"))?;
        let size = Self::number(name, "size")? as usize;
        let memory = unsafe {
            mmap(ptr::null_mut(), size, PROT_READ | PROT_WRITE, MAP_SHARED, file.as_raw_fd(), 0)
        };
        if memory as isize == -1 {
            return Err(io::Error::last_os_error());
        }
        Ok(Buffer { name: name.to_string(), file, memory, size })
    }

    fn number(name: &str, attribute: &str) -> io::Result<u64> {
        let text = fs::read_to_string(format!("/sys/class/u-dma-buf/{name}/{attribute}"))?;
        let text = text.trim();
        match text.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16),
            None => text.parse(),
        }
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    fn set(&self, attribute: &str, value: &str) -> io::Result<()> {
        fs::write(format!("/sys/class/u-dma-buf/{}/{attribute}", self.name), value)
    }

    fn bytes(&mut self) -> &mut [u8] {
        unsafe { slice::from_raw_parts_mut(self.memory, self.size) }
    }

    fn counter(&self, index: usize) -> &AtomicU32 {
        unsafe { &*(self.memory as *const AtomicU32).add(index) }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        unsafe { munmap(self.memory, self.size) };
    }
}

fn test_mapping(checks: &mut Checks, name: &str, flags: i32, what: &str) -> io::Result<()> {
    let mut buffer = Buffer::open(name, flags)?;
    for (i, byte) in buffer.bytes().iter_mut().enumerate() {
        *byte = (i * 3) as u8;
    }
    let mut copy = vec![0; buffer.size];
    buffer.file.read_exact_at(&mut copy, 0)?;
    checks.check(copy == buffer.bytes(), &format!("{what}: a slice over the mapping"));
    buffer.file.write_all_at(b"written", 4096)?;
    checks.check(&buffer.bytes()[4096..4103] == b"written", &format!("{what}: write_all_at"));
    let flushed = unsafe { msync(buffer.memory, buffer.size, MS_SYNC) };
    checks.check(flushed == 0, &format!("{what}: msync, as libraries of mappings flush"));
    checks.check(buffer.file.sync_all().is_ok(), &format!("{what}: sync_all"));
    Ok(())
}

fn test_attributes(checks: &mut Checks, buffer: &Buffer) -> io::Result<()> {
    let mut size = 0u64;
    checks.check(Buffer::number(&buffer.name, "phys_addr")? != 0, "phys_addr by from_str_radix");
    checks.check(
        unsafe { ioctl(buffer.file.as_raw_fd(), GET_SIZE, &mut size) } == 0 && size == buffer.size as u64,
        "size by ioctl",
    );
    buffer.set("sync_for_device", "0x0000100000001005")?;
    checks.check(Buffer::number(&buffer.name, "sync_owner")? == 1, "a packed sync by fs::write");
    buffer.set("sync_for_cpu", "1")?;
    checks.check(Buffer::number(&buffer.name, "sync_owner")? == 0, "and back");
    checks.check(buffer.set("sync_mode", "99").is_err(), "a wrong value is an error");
    let kind = fs::metadata(format!("/dev/{}", buffer.name))?.file_type();
    checks.check(kind.is_char_device(), "the node's metadata");
    Ok(())
}

fn test_threads(checks: &mut Checks, buffer: &Buffer) {
    buffer.counter(9).store(0, Ordering::SeqCst);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..10000 {
                    buffer.counter(9).fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    checks.check(buffer.counter(9).load(Ordering::SeqCst) == 20000, "threads share the buffer");
}

fn test_streams(checks: &mut Checks, name: &str) -> io::Result<()> {
    let node = format!("/dev/{name}");
    let mut file = OpenOptions::new().read(true).write(true).open(&node)?;
    let size = file.seek(SeekFrom::End(0))?;
    checks.check(size == 1 << 20, "the size by seek");
    file.seek(SeekFrom::End(-10))?;
    unsafe { alarm(20) };
    checks.check(file.write_all(&[1; 100]).is_err(), "write_all past the end is an error");
    unsafe { alarm(0) };
    file.rewind()?;
    let mut all = Vec::new();
    checks.check(file.read_to_end(&mut all)? == 1 << 20, "read_to_end");
    checks.check(fs::read(&node)? == all, "fs::read");
    fs::write(&node, b"from fs::write")?;
    checks.check(fs::read(&node)?.starts_with(b"from fs::write"), "fs::write, which truncates files");
    checks.check(file.set_len(5).is_err(), "set_len is an error");
    let mut source = &b"copied"[..];
    file.rewind()?;
    io::copy(&mut source, &mut file)?;
    checks.check(fs::read(&node)?.starts_with(b"copied"), "io::copy into the node");
    Ok(())
}

fn main() -> io::Result<()> {
    let name = env::args().nth(1).expect("usage: accessor NAME");
    let mut checks = Checks { failures: 0 };
    test_mapping(&mut checks, &name, 0, "cached")?;
    test_mapping(&mut checks, &name, O_SYNC, "O_SYNC")?;
    let buffer = Buffer::open(&name, 0)?;
    test_attributes(&mut checks, &buffer)?;
    test_threads(&mut checks, &buffer);
    test_streams(&mut checks, &name)?;
    process::exit(checks.failures.min(1));
}
