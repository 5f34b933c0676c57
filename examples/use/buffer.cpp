// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// buffer NAME: a buffer as an object, which hands itself to the device and
// back.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <span>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/u-dma-buf-ioctl.h>

enum class Direction : std::uint64_t { both_ways, to_device, from_device };

[[noreturn]] static void fail(const std::string &what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

class File
{
public:
    explicit File(const std::string &path) : descriptor(open(path.c_str(), O_RDWR | O_CLOEXEC))
    {
        if (descriptor < 0)
            fail("cannot open " + path);
    }

    ~File()
    {
        close(descriptor);
    }

    File(const File &) = delete;
    File &operator=(const File &) = delete;

    const int descriptor;
};

class Buffer
{
public:
    explicit Buffer(const std::string &name) : file("/dev/" + name)
    {
        std::uint64_t size = ask(U_DMA_BUF_IOCTL_GET_SIZE);
        void *mapping = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor, 0);
        if (mapping == MAP_FAILED)
            fail("cannot map the buffer " + name);
        memory = {static_cast<std::uint8_t *>(mapping), size};
    }

    ~Buffer()
    {
        munmap(memory.data(), memory.size());
    }

    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;

    std::span<std::uint8_t> bytes() const
    {
        return memory;
    }

    std::uint64_t dma_address() const
    {
        return ask(U_DMA_BUF_IOCTL_GET_DMA_ADDR);
    }

    // A packed sync: the whole buffer, whose size is a multiple of 16.
    void sync(unsigned long request, Direction direction) const
    {
        std::uint64_t value = memory.size() | static_cast<std::uint64_t>(direction) << 2 | 1;

        if (ioctl(file.descriptor, request, &value))
            fail("cannot sync");
    }

private:
    std::uint64_t ask(unsigned long request) const
    {
        std::uint64_t value;

        if (ioctl(file.descriptor, request, &value))
            fail("cannot ask the driver");
        return value;
    }

    File file;
    std::span<std::uint8_t> memory;
};

// While an object of this class lives, the device has the buffer.
class DeviceTurn
{
public:
    explicit DeviceTurn(const Buffer &buffer) : buffer(buffer)
    {
        buffer.sync(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, Direction::to_device);
    }

    // A destructor must not throw. This sync fails only if the buffer's device has gone.
    ~DeviceTurn()
    {
        try {
            buffer.sync(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, Direction::from_device);
        } catch (const std::system_error &) {
        }
    }

    DeviceTurn(const DeviceTurn &) = delete;
    DeviceTurn &operator=(const DeviceTurn &) = delete;

private:
    const Buffer &buffer;
};

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("usage: buffer NAME\n", stderr);
        return 2;
    }
    try {
        Buffer buffer(argv[1]);
        std::printf("%zu bytes, the device finds them at 0x%jx\n", buffer.bytes().size(),
                    std::uintmax_t{buffer.dma_address()});
        for (std::uint8_t &byte : buffer.bytes())
            byte = 0x5a;
        {
            DeviceTurn turn(buffer);
            // Start the device here, and wait for it.
        }
        std::printf("the first byte is 0x%x\n", buffer.bytes()[0]);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "buffer: %s\n", error.what());
        return 1;
    }
}
