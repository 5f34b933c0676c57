/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* An open file, passed from one process to another through a socket. */
#ifndef SEND_FILE_H
#define SEND_FILE_H

#include <err.h>
#include <string.h>
#include <sys/socket.h>

static inline void send_file(int to, int file)
{
	char control[CMSG_SPACE(sizeof(file))] = {};
	struct iovec byte = {.iov_base = ".", .iov_len = 1};
	struct msghdr message = {
		.msg_iov = &byte,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(file));
	memcpy(CMSG_DATA(header), &file, sizeof(file));
	if (sendmsg(to, &message, 0) != 1)
		err(1, "sendmsg");
}

static inline int receive_file(int from)
{
	char control[CMSG_SPACE(sizeof(int))], byte;
	struct iovec bytes = {.iov_base = &byte, .iov_len = 1};
	struct msghdr message = {
		.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	int file;

	if (recvmsg(from, &message, 0) != 1 || !CMSG_FIRSTHDR(&message))
		err(1, "recvmsg");
	memcpy(&file, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(file));
	return file;
}

#endif
