# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause
#
# The command u-dma-buf-mgr, the service that makes the buffers of a configuration at boot, the
# udev rule and the group u-dma-buf: what the Debian package of this name has. A file for
# /etc/u-dma-buf-mgr, which says which buffers the image has, is for a recipe of yours.

SUMMARY = "Create and delete DMA buffers while the system runs"
DESCRIPTION = "The command, and the service that makes the buffers which a machine is configured to have."
LICENSE = "BSD-2-Clause & ISC"
LIC_FILES_CHKSUM = " \
    file://${COMMON_LICENSE_DIR}/BSD-2-Clause;md5=cb641bc04cda31daea161b1bc15da69f \
    file://${COMMON_LICENSE_DIR}/ISC;md5=f3b90e78ea0cffb20bf5cca7947a896d \
"

inherit externalsrc systemd useradd
EXTERNALSRC = "${U_DMA_BUF_MGR_CHECKOUT}"

SYSTEMD_SERVICE:${PN} = "u-dma-buf-mgr.service"
USERADD_PACKAGES = "${PN}"
GROUPADD_PARAM:${PN} = "--system u-dma-buf"

# A kernel may have the modules built in; the rule calls a program in Perl.
RDEPENDS:${PN} = "nodejs perl"
RRECOMMENDS:${PN} = "kernel-module-u-dma-buf kernel-module-u-dma-buf-mgr"

# The command knows what it is for by Debian's name of the architecture.
U_DMA_BUF_MGR_ARCH = "${TARGET_ARCH}"
U_DMA_BUF_MGR_ARCH:aarch64 = "arm64"
U_DMA_BUF_MGR_ARCH:arm = "armhf"
U_DMA_BUF_MGR_ARCH:x86-64 = "amd64"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -d ${D}${bindir} ${D}${sysconfdir}/u-dma-buf-mgr
    sed -e '1s,.*,#!/bin/sh,' -e 's,@DEB_HOST_ARCH@,${U_DMA_BUF_MGR_ARCH},' \
        ${S}/packages/cli/dist/u-dma-buf-mgr.js > ${D}${bindir}/u-dma-buf-mgr
    chmod 755 ${D}${bindir}/u-dma-buf-mgr
    install -D -m 644 ${S}/debian/u-dma-buf-mgr.u-dma-buf-mgr.service ${D}${systemd_system_unitdir}/u-dma-buf-mgr.service
    install -D -m 644 ${S}/debian/u-dma-buf-mgr.u-dma-buf-mgr-load.service ${D}${systemd_system_unitdir}/u-dma-buf-mgr-load.service
    install -D -m 644 ${S}/debian/u-dma-buf-mgr.udev ${D}${nonarch_base_libdir}/udev/rules.d/60-u-dma-buf-mgr.rules
    # Where the rule calls it.
    install -D -m 755 ${S}/debian/u-dma-buf-access ${D}${prefix}/lib/udev/u-dma-buf-access
    # Where the service calls it.
    install -D -m 755 ${S}/debian/make-buffers ${D}${prefix}/libexec/u-dma-buf-mgr/make-buffers
    install -d ${D}${datadir}/u-dma-buf-mgr
    install -m 644 ${S}/packages/cli/schema/*.json ${D}${datadir}/u-dma-buf-mgr
    install -D -m 644 -t ${D}${mandir}/man1 ${S}/build/man/u-dma-buf-mgr.1
    install -D -m 644 -t ${D}${mandir}/man5 ${S}/build/man/u-dma-buf-mgr.yaml.5
}

FILES:${PN} += " \
    ${sysconfdir}/u-dma-buf-mgr \
    ${systemd_system_unitdir} \
    ${nonarch_base_libdir}/udev \
    ${prefix}/lib/udev \
    ${prefix}/libexec \
    ${datadir}/u-dma-buf-mgr \
"
