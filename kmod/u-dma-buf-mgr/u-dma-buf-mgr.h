/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * What the files of the manager share. Each section names the file that
 * implements it.
 */
#ifndef U_DMA_BUF_MGR_H
#define U_DMA_BUF_MGR_H

#include <linux/list.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "../include/u-dma-buf-funcs.h"
#include "../include/u-dma-buf-version.h"
#include "command.h"

#define U_DMA_BUF_MGR_NAME	"u-dma-buf-mgr"

struct attribute_group;

/* device.c: the control device */
int u_dma_buf_mgr_device_init(void);
void u_dma_buf_mgr_device_exit(void);

/* sysfs.c: what a program can know of the manager without opening the device */
extern const struct attribute_group *u_dma_buf_mgr_groups[];

/**
 * struct mgr_result - what came of a command
 * @error: why it failed; its code is 0 where it did not
 * @has_info: create: the driver gave @info
 * @info: create: the buffer
 * @origin: delete: who had made the buffer
 * @refusal: create: what memory there was, if the driver told; else zeroed
 * @reason: of @error, where it has numbers
 */
struct mgr_result {
	struct command_error error;
	bool has_info;
	struct u_dma_buf_device_info info;
	const char *origin;
	struct u_dma_buf_refusal refusal;
	char reason[160];
};

/* reasons.c: why there is no buffer */
const struct command_word *u_dma_buf_mgr_place_word(const struct command *command);
const char *u_dma_buf_mgr_reason(const struct command *command, int code,
				 struct mgr_result *result,
				 const struct command_word **at);

/* execute.c: doing what a command says */
int u_dma_buf_mgr_execute(const struct command *command, const char *text,
			  struct list_head *held, struct mgr_result *result);
void u_dma_buf_mgr_let_go(struct list_head *held);

/* temporary.c: the driver's function for buffers that go with their maker */
bool u_dma_buf_mgr_can_be_temporary(void);
void u_dma_buf_mgr_orphan(struct device *dev);

/**
 * struct mgr_answers - the answers that an open file has waiting
 * @lock: for the other members
 * @queue: of them, the oldest first
 * @count: how many
 * @read: bytes of the first that were read
 * @wait: woken when one comes
 */
struct mgr_answers {
	spinlock_t lock; /* the other members */
	struct list_head queue;
	unsigned int count;
	size_t read;
	wait_queue_head_t wait;
};

/* answers.c: one line for each command that was run */
void u_dma_buf_mgr_answers_init(struct mgr_answers *answers);
void u_dma_buf_mgr_answers_free(struct mgr_answers *answers);
void u_dma_buf_mgr_answer(struct mgr_answers *answers,
			  const struct command *command,
			  const struct mgr_result *result);
ssize_t u_dma_buf_mgr_answers_read(struct mgr_answers *answers,
				   char __user *user, size_t count);
__poll_t u_dma_buf_mgr_answers_poll(struct mgr_answers *answers,
				    struct file *file, poll_table *table);

/*
 * account.c: what the manager has made, for its limits, and which of it goes with the
 * open file that made it. Commands are serialised.
 */
int u_dma_buf_mgr_account_reserve(const char *name, size_t size,
				  const char **limit);
void u_dma_buf_mgr_account_commit(const char *name, struct device *dev,
				  struct list_head *held);
bool u_dma_buf_mgr_account_let_go(struct list_head *held);
bool u_dma_buf_mgr_account_has(const char *name, const struct device *dev);
void u_dma_buf_mgr_account_remove(const char *name);
void u_dma_buf_mgr_account_exit(void);

#endif
