# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
#
# Where the kernel is and what builds for it: the parameters that the Makefiles
# share. Each can be given on make's command line.

ARCH ?= $(shell uname -m | sed -e s/arm.*/arm/ -e s/aarch64.*/arm64/ \
	-e s/riscv.*/riscv/ -e s/x86_64/x86/ -e 's/i.86/x86/')

ifneq ($(shell uname -m | sed -e s/arm.*/arm/),arm)
  ifeq ($(ARCH),arm)
    CROSS_COMPILE ?= arm-linux-gnueabihf-
  endif
endif
ifneq ($(shell uname -m),aarch64)
  ifeq ($(ARCH),arm64)
    CROSS_COMPILE ?= aarch64-linux-gnu-
  endif
endif

KERNEL_SRC ?= /lib/modules/$(shell uname -r)/build

# kbuild takes the second word for another directory, and says something obscure.
ifneq ($(words $(CURDIR)),1)
  $(error kbuild cannot build modules in a path that has a space: $(CURDIR))
endif

# The modules are not part of the kernel's own configuration. MO: where headers are not in the
# place that they were packaged for, Linux 6.13 and newer would take them for the directory
# of products, and overwrite what they have.
KBUILD = $(MAKE) -C $(KERNEL_SRC) ARCH=$(ARCH) \
	$(if $(CROSS_COMPILE),CROSS_COMPILE=$(CROSS_COMPILE)) \
	M=$(CURDIR) MO=$(CURDIR) CONFIG_U_DMA_BUF=m CONFIG_U_DMA_BUF_MGR=m
