// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * frames VIDEO NAME: has a V4L2 capture device (the kernel's vivid) put its
 * frames into parts of a buffer, as V4L2_MEMORY_DMABUF. The same frames, by
 * memory of the video driver's own, say what must arrive. The buffer has room
 * for three frames and four pages.
 */
#include <linux/videodev2.h>
#include <poll.h>
#include <string.h>

#include "ioctls.h"
#include "manager.h"
#include "tap.h"

#define WIDTH  640
#define HEIGHT 360
#define PARTS  2
/* What the video device must leave as it is. */
#define UNTOUCHED 0xa5

#define CAPTURE V4L2_BUF_TYPE_VIDEO_CAPTURE

static int video;
static size_t page, frame_size, part_size;
/* A frame as it must arrive. */
static uint8_t *expected;

static size_t whole_pages(size_t count)
{
	return (count + page - 1) / page * page;
}

static int video_request(unsigned int memory, unsigned int count)
{
	struct v4l2_requestbuffers request = {
		.count = count,
		.type = CAPTURE,
		.memory = memory,
	};

	return ioctl(video, VIDIOC_REQBUFS, &request);
}

static int video_stream(bool on)
{
	int type = CAPTURE;

	return ioctl(video, on ? VIDIOC_STREAMON : VIDIOC_STREAMOFF, &type);
}

/* The index of the next frame that has arrived, or -1 and errno. */
static int video_frame(unsigned int memory)
{
	struct v4l2_buffer frame = {.type = CAPTURE, .memory = memory};
	struct pollfd arrived = {.fd = video, .events = POLLIN};

	if (poll(&arrived, 1, 10000) != 1) {
		errno = ETIMEDOUT;
		return -1;
	}
	if (ioctl(video, VIDIOC_DQBUF, &frame))
		return -1;
	if (frame.flags & V4L2_BUF_FLAG_ERROR ||
	    frame.bytesused != frame_size) {
		errno = EIO;
		return -1;
	}
	return frame.index;
}

/* Text would tell frames apart: what they show must be the same. */
static void video_leave_out_text(void)
{
	struct v4l2_queryctrl control = {.id = V4L2_CTRL_FLAG_NEXT_CTRL};
	struct v4l2_control none = {.value = 2};

	while (!ioctl(video, VIDIOC_QUERYCTRL, &control)) {
		if (!strcmp((char *)control.name, "OSD Text Mode"))
			none.id = control.id;
		control.id |= V4L2_CTRL_FLAG_NEXT_CTRL;
	}
	if (!none.id || ioctl(video, VIDIOC_S_CTRL, &none))
		err(1, "the video device's text");
}

static void video_set_up(void)
{
	struct v4l2_format format = {
		.type = CAPTURE,
		.fmt.pix = {.width = WIDTH,
			    .height = HEIGHT,
			    .pixelformat = V4L2_PIX_FMT_YUYV,
			    .field = V4L2_FIELD_NONE},
	};

	if (ioctl(video, VIDIOC_S_FMT, &format))
		err(1, "VIDIOC_S_FMT");
	if (format.fmt.pix.width != WIDTH || format.fmt.pix.height != HEIGHT)
		errx(1, "the video device has no frames of %dx%d", WIDTH,
		     HEIGHT);
	frame_size = format.fmt.pix.sizeimage;
	part_size = whole_pages(frame_size);
	video_leave_out_text();
}

/* Queues memory of the video driver's own. Some drivers begin when they have
 * two. */
static void queue_own(void)
{
	if (video_request(V4L2_MEMORY_MMAP, PARTS))
		err(1, "the video driver's own memory");
	for (int i = 0; i < PARTS; i++) {
		struct v4l2_buffer buffer = {.index = i,
					     .type = CAPTURE,
					     .memory = V4L2_MEMORY_MMAP};

		if (ioctl(video, VIDIOC_QBUF, &buffer))
			err(1, "queueing the video driver's own memory");
	}
}

/* A frame there. */
static void expect_frame(void)
{
	struct v4l2_buffer buffer = {.type = CAPTURE,
				     .memory = V4L2_MEMORY_MMAP};
	uint8_t *bytes;
	int index;

	queue_own();
	if (video_stream(true) || (index = video_frame(V4L2_MEMORY_MMAP)) < 0)
		err(1, "a frame in the video driver's own memory");
	buffer.index = index;
	if (ioctl(video, VIDIOC_QUERYBUF, &buffer))
		err(1, "where the frame is");
	bytes = mmap(NULL, buffer.length, PROT_READ, MAP_SHARED, video,
		     buffer.m.offset);
	if (bytes == MAP_FAILED)
		err(1, "mapping the frame");
	expected = malloc(frame_size);
	memcpy(expected, bytes, frame_size);
	munmap(bytes, buffer.length);
	if (video_stream(false) || video_request(V4L2_MEMORY_MMAP, 0))
		err(1, "giving the video driver's memory back");
	tap(memcmp(expected, expected + 4, frame_size - 4) != 0,
	    "a frame shows more than one colour");
}

static int video_queue(unsigned int index, int part)
{
	struct v4l2_buffer buffer = {
		.index = index,
		.type = CAPTURE,
		.memory = V4L2_MEMORY_DMABUF,
		.m.fd = part,
		.length = part_size,
	};

	return ioctl(video, VIDIOC_QBUF, &buffer);
}

static bool is_untouched(const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes[i] != UNTOUCHED)
			return false;
	return true;
}

/*
 * The parts begin behind the first page, with a page between each two.
 * Everything before, between and behind the frames stays as it is.
 */
static size_t part_offset(int index)
{
	return page + index * (part_size + page);
}

static bool leaves_rest_alone(const uint8_t *all, size_t size)
{
	size_t from = 0;

	for (int i = 0; i < PARTS; i++) {
		if (!is_untouched(all + from, part_offset(i) - from))
			return false;
		from = part_offset(i) + frame_size;
	}
	return is_untouched(all + from, size - from);
}

static bool capture(const int *parts, uint8_t *all)
{
	bool good = true;

	for (int i = 0; i < PARTS; i++)
		good = good && !video_queue(i, parts[i]);
	if (!tap(good, "the parts are queued")) {
		printf("#   %s\n", strerror(errno));
		return false;
	}
	tap_number(video_stream(true), 0, "frames come");
	for (int i = 0; i < 3 * PARTS && good; i++) {
		int index = video_frame(V4L2_MEMORY_DMABUF);

		good = index >= 0 &&
		       !memcmp(all + part_offset(index), expected, frame_size);
		if (index >= 0) {
			memset(all + part_offset(index), UNTOUCHED, frame_size);
			good = good && !video_queue(index, parts[index]);
		}
	}
	return tap(good, "each frame arrives, every byte of it");
}

static void test_capture(const char *name)
{
	size_t size = whole_pages(buffer_attribute(name, "size"));
	int file = buffer_open(name, O_RDWR), manager = manager_open(O_RDWR);
	uint8_t *all = buffer_map(file, size);
	int parts[PARTS];

	memset(all, UNTOUCHED, size);
	tap_number(video_request(V4L2_MEMORY_DMABUF, PARTS), 0,
		   "the video device takes dma-bufs");
	for (int i = 0; i < PARTS; i++) {
		parts[i] =
			buffer_export(file, part_offset(i), part_size, O_RDWR);
		if (parts[i] < 0)
			err(1, "EXPORT");
	}
	if (!capture(parts, all))
		return;
	tap(leaves_rest_alone(all, size), "and nothing beside the frames");

	/* The video device alone has the buffer. */
	munmap(all, size);
	close(file);
	for (int i = 0; i < PARTS; i++)
		close(parts[i]);
	tap_fails(manager_write(manager, "delete %s\n", name), EBUSY,
		  "delete while frames come");
	tap(video_frame(V4L2_MEMORY_DMABUF) >= 0, "they come further");
	tap_number(video_stream(false), 0, "the end of the frames");
	tap_number(video_request(V4L2_MEMORY_DMABUF, 0), 0,
		   "the video device gives the buffer back");
	close(manager);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		errx(2, "usage: frames VIDEO NAME");
	setvbuf(stdout, NULL, _IOLBF, 0);
	page = sysconf(_SC_PAGESIZE);
	video = open(argv[1], O_RDWR | O_NONBLOCK);
	if (video < 0)
		err(1, "%s", argv[1]);
	video_set_up();
	expect_frame();
	test_capture(argv[2]);
	close(video);
	return tap_status();
}
