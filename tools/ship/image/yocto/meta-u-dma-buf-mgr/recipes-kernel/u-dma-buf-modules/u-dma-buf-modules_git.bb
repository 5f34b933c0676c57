# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause
#
# Both kernel modules, as the packages kernel-module-u-dma-buf and
# kernel-module-u-dma-buf-mgr. tools/checks/makefile makes the calls that module.bbclass makes.

SUMMARY = "DMA buffers for programs, made at run time"
DESCRIPTION = "u-dma-buf gives DMA buffers to user space, u-dma-buf-mgr makes them while the system runs."
LICENSE = "GPL-2.0-only | BSD-2-Clause"
LIC_FILES_CHKSUM = " \
    file://${COMMON_LICENSE_DIR}/GPL-2.0-only;md5=801f80980d171dd6425610833a22dbe6 \
    file://${COMMON_LICENSE_DIR}/BSD-2-Clause;md5=cb641bc04cda31daea161b1bc15da69f \
"

# The sources are kmod/ of the checkout, and are built there.
inherit externalsrc module
EXTERNALSRC = "${U_DMA_BUF_MGR_CHECKOUT}/kmod"
