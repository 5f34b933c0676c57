# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
#
# Where the kernel is and what builds for it: the parameters that the Makefiles
# share. Each can be given on make's command line.

# The kernel's name of this machine's architecture. Others are named as uname names them.
MACHINE := $(shell uname -m)
machine-is = $(if $(filter $(1),$(MACHINE)),$(2))
OWN_ARCH := $(or \
	$(call machine-is,x86_64 i386 i486 i586 i686,x86),$(call machine-is,aarch64%,arm64), \
	$(call machine-is,arm%,arm),$(call machine-is,riscv%,riscv), \
	$(call machine-is,ppc%,powerpc),$(call machine-is,mips%,mips), \
	$(call machine-is,s390%,s390),$(call machine-is,sh2% sh3% sh4%,sh), \
	$(call machine-is,loongarch%,loongarch),$(call machine-is,sun4u,sparc64),$(MACHINE))
ARCH ?= $(OWN_ARCH)

ifneq ($(ARCH),$(OWN_ARCH))
  CROSS_COMPILE_arm = arm-linux-gnueabihf-
  CROSS_COMPILE_arm64 = aarch64-linux-gnu-
  CROSS_COMPILE ?= $(CROSS_COMPILE_$(ARCH))
endif

# KERNEL_SRC_DIR is the name that ikwzm's Makefiles have for it.
ifneq ($(KERNEL_SRC_DIR),)
  KERNEL_SRC ?= $(KERNEL_SRC_DIR)
  ifneq ($(KERNEL_SRC),$(KERNEL_SRC_DIR))
    $(error KERNEL_SRC=$(KERNEL_SRC) and KERNEL_SRC_DIR=$(KERNEL_SRC_DIR) name different kernels: give one)
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
