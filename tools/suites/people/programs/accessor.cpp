// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
//
// accessor NAME: a C++ program in the manner of those that wrap a buffer in a
// class: attributes by fstream, the mapping owned by an object that can be
// moved, containers over its memory.

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <numeric>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "tap.h"

namespace fs = std::filesystem;

static void check(bool good, const std::string &what)
{
	tap(good, what.c_str());
}

class Buffer
{
      public:
	explicit Buffer(std::string name, bool cached = true)
	    : name_(std::move(name)), size_(attribute<std::size_t>("size")),
	      address_(attribute<std::uint64_t>("phys_addr", std::hex))
	{
		int fd = ::open(("/dev/" + name_).c_str(),
				O_RDWR | (cached ? 0 : O_SYNC));

		if (fd < 0)
			throw std::system_error(errno, std::generic_category(),
						name_);
		memory_ = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE,
				 MAP_SHARED, fd, 0);
		::close(fd);
		if (memory_ == MAP_FAILED)
			throw std::system_error(errno, std::generic_category(),
						"mmap");
	}
	Buffer(Buffer &&other) noexcept
	    : name_(std::move(other.name_)), size_(other.size_),
	      address_(other.address_),
	      memory_(std::exchange(other.memory_, MAP_FAILED))
	{
	}
	Buffer &operator=(Buffer &&other) noexcept
	{
		std::swap(name_, other.name_);
		std::swap(size_, other.size_);
		std::swap(address_, other.address_);
		std::swap(memory_, other.memory_);
		return *this;
	}
	Buffer(const Buffer &) = delete;
	Buffer &operator=(const Buffer &) = delete;
	~Buffer()
	{
		if (memory_ != MAP_FAILED)
			::munmap(memory_, size_);
	}

	template <typename T> std::span<T> as() const
	{
		return {static_cast<T *>(memory_), size_ / sizeof(T)};
	}
	std::uint64_t address() const
	{
		return address_;
	}
	std::size_t size() const
	{
		return size_;
	}

	template <typename T>
	T attribute(const std::string &which,
		    std::ios_base &(*base)(std::ios_base &) = std::dec) const
	{
		std::ifstream stream(path(which));
		T value{};

		if (!(stream >> base >> value))
			throw std::runtime_error(which + " has no number");
		return value;
	}
	template <typename T> void set(const std::string &which, T value)
	{
		std::ofstream stream(path(which));

		stream << value << std::endl;
		if (!stream)
			throw std::runtime_error("cannot write " + which);
	}
	fs::path path(const std::string &which) const
	{
		return fs::path("/sys/class/u-dma-buf") / name_ / which;
	}

      private:
	std::string name_;
	std::size_t size_;
	std::uint64_t address_;
	void *memory_ = MAP_FAILED;
};

static void test_attributes(Buffer &buffer)
{
	std::ifstream stream(buffer.path("phys_addr"));
	std::string text;

	check(buffer.size() == 1 << 20, "size by operator>>");
	check(buffer.address() != 0, "phys_addr by operator>> and std::hex");
	std::getline(stream, text);
	check(std::stoull(text, nullptr, 16) == buffer.address(),
	      "phys_addr by std::stoull");
	check(fs::is_character_file("/dev/udmabuf0"), "is_character_file");
	check(fs::is_regular_file(buffer.path("size")),
	      "attributes are regular files");
	buffer.set("sync_direction", 1);
	check(buffer.attribute<int>("sync_direction") == 1,
	      "an attribute by operator<<");
	buffer.set("sync_offset", "0x1000");
	check(buffer.attribute<unsigned>("sync_offset", std::hex) == 0x1000,
	      "and in hexadecimal");
	buffer.set("sync_offset", 0);
	try {
		buffer.set("sync_direction", 7);
		check(false, "a wrong value gives an exception");
	} catch (const std::runtime_error &) {
		check(true, "a wrong value gives an exception");
	}
	buffer.set("sync_for_device", 1);
	check(buffer.attribute<int>("sync_owner") == 1, "sync_for_device");
	buffer.set("sync_for_cpu", 1);
	check(buffer.attribute<int>("sync_owner") == 0, "sync_for_cpu");
	buffer.set("sync_direction", 0);
}

static void test_containers(Buffer &buffer)
{
	auto words = buffer.as<std::uint32_t>();
	std::vector<std::uint32_t> copy(words.size());

	std::iota(words.begin(), words.end(), 17u);
	std::copy(words.begin(), words.end(), copy.begin());
	check(copy.front() == 17 && copy.back() == 16 + words.size(),
	      "std::iota over the buffer");
	std::reverse(words.begin(), words.end());
	std::sort(words.begin(), words.end());
	check(std::equal(words.begin(), words.end(), copy.begin()),
	      "std::sort over the buffer");
	std::fill(words.begin(), words.end(), 0);
	auto worker = [words](std::size_t from) {
		for (int i = 0; i < 10000; i++)
			std::atomic_ref(words[from])++;
	};
	auto other = std::async(std::launch::async, worker, 5);
	worker(5);
	other.get();
	check(words[5] == 20000, "atomics in the buffer");
}

static void test_moves(const std::string &name)
{
	Buffer first(name);
	first.as<std::uint8_t>()[3] = 0x77;
	Buffer second(std::move(first));
	check(second.as<std::uint8_t>()[3] == 0x77, "an object is moved");
	std::vector<Buffer> several;
	for (bool cached : {true, false})
		several.emplace_back(name, cached);
	several[1].as<std::uint8_t>()[3] = 0x78;
	check(several[0].as<std::uint8_t>()[3] == 0x78,
	      "two objects of one buffer show the same");
	try {
		Buffer none("udmabuf7");
		check(false, "no such buffer: an exception");
	} catch (const std::runtime_error &) {
		check(true, "no such buffer: an exception");
	}
}

static void test_streams(const std::string &name)
{
	std::fstream node("/dev/" + name,
			  std::ios::in | std::ios::out | std::ios::binary);
	std::vector<char> bytes(5000, 'x'), back(5000);

	node.seekp(0, std::ios::end);
	check(node.tellp() == 1 << 20, "the size by tellp()");
	node.seekp(100);
	node.write(bytes.data(), bytes.size());
	node.flush();
	node.seekg(100);
	node.read(back.data(), back.size());
	check(node.good() && back == bytes, "a stream writes and reads");
	node.seekp(-10, std::ios::end);
	alarm(20);
	node.write(bytes.data(), bytes.size());
	node.flush();
	alarm(0);
	check(node.bad(), "a stream that is written past the end is bad");
	std::ifstream all("/dev/" + name, std::ios::binary);
	std::string text((std::istreambuf_iterator<char>(all)), {});
	check(text.size() == 1 << 20, "a stream is read to its end");
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	Buffer buffer(argv[1]);
	test_attributes(buffer);
	test_containers(buffer);
	test_moves(argv[1]);
	test_streams(argv[1]);
	return tap_status();
}
