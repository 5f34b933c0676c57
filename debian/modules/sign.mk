# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause
#
# Signs the modules below DIRECTORY, by the kernel's own program and hash.

HASH := $(shell sed -n 's/^CONFIG_MODULE_SIG_HASH="\(.*\)"/\1/p' $(KERNEL_SRC)/.config)
MODULES := $(shell find $(DIRECTORY) -name '*.ko')

sign:
	set -e; for module in $(or $(MODULES),$(error there are no modules below $(DIRECTORY))); do \
		$(KERNEL_SRC)/scripts/sign-file $(HASH) '$(SIGN_KEY)' '$(SIGN_CERTIFICATE)' $$module; \
	done

.PHONY: sign
