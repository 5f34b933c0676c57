// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Answers: a line for each command that was run, to be read from the open file that
 * it was written to. A file that nobody can read from keeps none; one that nobody
 * reads from keeps the latest few.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "u-dma-buf-mgr.h"

#define ANSWERS_MAX	64
#define ANSWER_SIZE	256

/**
 * struct answer - one line
 * @node: in the queue
 * @len: bytes of @text, its LF included
 * @text: the line
 */
struct answer {
	struct list_head node;
	size_t len;
	char text[ANSWER_SIZE];
};

void u_dma_buf_mgr_answers_init(struct mgr_answers *answers)
{
	spin_lock_init(&answers->lock);
	INIT_LIST_HEAD(&answers->queue);
	init_waitqueue_head(&answers->wait);
}

void u_dma_buf_mgr_answers_free(struct mgr_answers *answers)
{
	struct answer *answer, *next;

	list_for_each_entry_safe(answer, next, &answers->queue, node)
		kfree(answer);
}

/* The name of an error number that a command can end with. */
static const char *error_name(int code)
{
	static const struct {
		int code;
		const char *name;
	} names[] = {
		{ -E2BIG, "E2BIG" },	     { -EBUSY, "EBUSY" },
		{ -EDQUOT, "EDQUOT" },	     { -EEXIST, "EEXIST" },
		{ -EINVAL, "EINVAL" },	     { -EIO, "EIO" },
		{ -ENODEV, "ENODEV" },	     { -ENOENT, "ENOENT" },
		{ -ENOMEM, "ENOMEM" },	     { -ENOSPC, "ENOSPC" },
		{ -EOPNOTSUPP, "EOPNOTSUPP" }, { -EOVERFLOW, "EOVERFLOW" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].code == code)
			return names[i].name;
	return NULL;
}

static const char *verb(const struct command *command)
{
	switch (command->kind) {
	case COMMAND_CREATE:
		return " create";
	case COMMAND_DELETE:
		return " delete";
	default:
		return "";
	}
}

static void answer_add(struct answer *answer, const char *format, ...)
	__printf(2, 3);

static void answer_add(struct answer *answer, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	answer->len += vscnprintf(answer->text + answer->len,
				  ANSWER_SIZE - answer->len, format, args);
	va_end(args);
}

static void answer_add_command(struct answer *answer,
			       const struct command *command)
{
	answer_add(answer, "%s", verb(command));
	if (command->name.len)
		answer_add(answer, " %.*s", (int)command->name.len,
			   command->name.text);
}

static void answer_error(struct answer *answer, const struct command *command,
			 const struct command_error *error)
{
	const char *name = error_name(error->code);

	if (name)
		answer_add(answer, "error %s", name);
	else
		answer_add(answer, "error %d", -error->code);
	answer_add_command(answer, command);
	answer_add(answer, " column=%zu: %s\n", error->column, error->reason);
}

static void answer_ok(struct answer *answer, const struct command *command,
		      const struct mgr_result *result)
{
	answer_add(answer, "ok");
	answer_add_command(answer, command);
	if (command->kind == COMMAND_DELETE) {
		answer_add(answer, " origin=%s\n", result->origin);
		return;
	}
	if (result->has_info)
		answer_add(answer, " minor=%u", result->info.minor);
	answer_add(answer, " size=%llu", command->size);
	if (result->has_info)
		answer_add(answer, " phys=0x%llx",
			   (u64)result->info.phys_addr);
	answer_add(answer, "\n");
}

/* The oldest that nobody has begun to read. */
static struct answer *answers_drop_oldest(struct mgr_answers *answers)
{
	struct answer *oldest = list_first_entry(&answers->queue, struct answer,
						 node);

	if (answers->read)
		oldest = list_next_entry(oldest, node);
	list_del(&oldest->node);
	answers->count--;
	return oldest;
}

/**
 * u_dma_buf_mgr_answer() - queue the answer to a command
 * @answers: of the file that it was written to
 * @command: as far as it was understood
 * @result: what came of it
 */
void u_dma_buf_mgr_answer(struct mgr_answers *answers,
			  const struct command *command,
			  const struct mgr_result *result)
{
	struct answer *answer = kzalloc(sizeof(*answer), GFP_KERNEL);
	struct answer *dropped = NULL;

	if (!answer)
		return;
	if (result->error.code)
		answer_error(answer, command, &result->error);
	else
		answer_ok(answer, command, result);

	spin_lock(&answers->lock);
	if (answers->count == ANSWERS_MAX)
		dropped = answers_drop_oldest(answers);
	list_add_tail(&answer->node, &answers->queue);
	answers->count++;
	spin_unlock(&answers->lock);
	kfree(dropped);
	wake_up_interruptible_poll(&answers->wait, EPOLLIN | EPOLLRDNORM);
}

/*
 * Copies what is left of the first answer, as far as there is room, and removes it
 * when it has been read whole. Returns the bytes; 0: no answer is waiting.
 */
static size_t answers_take(struct mgr_answers *answers, char *to, size_t room)
{
	struct answer *answer, *done = NULL;
	size_t len = 0;

	spin_lock(&answers->lock);
	answer = list_first_entry_or_null(&answers->queue, struct answer, node);
	if (answer) {
		len = min(room, answer->len - answers->read);
		memcpy(to, answer->text + answers->read, len);
		answers->read += len;
		if (answers->read == answer->len) {
			list_del(&answer->node);
			answers->count--;
			answers->read = 0;
			done = answer;
		}
	}
	spin_unlock(&answers->lock);
	kfree(done);
	return len;
}

/**
 * u_dma_buf_mgr_answers_read() - read waiting answers
 * @answers: of the open file
 * @user: where to
 * @count: bytes; the rest of a line that does not fit is for the next read
 *
 * Return: bytes; 0: no answer is waiting; -EFAULT: the answer is lost
 */
ssize_t u_dma_buf_mgr_answers_read(struct mgr_answers *answers,
				   char __user *user, size_t count)
{
	char text[ANSWER_SIZE];
	size_t done = 0;
	size_t len;

	while (done < count) {
		len = answers_take(answers, text,
				   min(count - done, sizeof(text)));
		if (!len)
			break;
		if (copy_to_user(user + done, text, len))
			return done ? (ssize_t)done : -EFAULT;
		done += len;
	}
	return done;
}

/**
 * u_dma_buf_mgr_answers_poll() - is an answer waiting?
 * @answers: of the open file
 * @file: the open file
 * @table: of the caller
 */
__poll_t u_dma_buf_mgr_answers_poll(struct mgr_answers *answers,
				    struct file *file, poll_table *table)
{
	__poll_t mask = EPOLLOUT | EPOLLWRNORM;

	poll_wait(file, &answers->wait, table);
	if (!list_empty_careful(&answers->queue))
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask;
}
