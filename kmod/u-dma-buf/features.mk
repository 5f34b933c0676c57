# SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
#
# What the kernel has that the modules are built for. Its headers say so, not its version:
# vendors backport. Each line asks for a pattern in one header, and tells C of a match as
# U_DMA_BUF_HAVE_<NAME>; compat.h provides what is missing. tools/checks/features has a table
# of what Debian's kernels have, and fails where a pattern no longer matches.

# $(call have,NAME,HEADER,PATTERN): a basic regular expression; a "." stands for what make
# would read as its own: parentheses and commas.
have = $(if $(filter 1,$(shell grep -scm1 '$(3)' $(srctree)/$(2))),-DU_DMA_BUF_HAVE_$(1))

# sg_alloc_table_from_pages_segment(), since 5.15
ccflags-y += $(call have,SG_SEGMENT,include/linux/scatterlist.h,\<sg_alloc_table_from_pages_segment\>)

# fault_in_iov_iter_writeable() and …_readable(), since 5.16 and in late 5.15
ccflags-y += $(call have,FAULT_IN_ITER,include/linux/uio.h,\<fault_in_iov_iter_writeable\>)

# dma_alloc_noncontiguous(), since 5.13
ccflags-y += $(call have,NONCONTIGUOUS,include/linux/dma-mapping.h,\<dma_alloc_noncontiguous\>)

# alloc_contig_range() makes a folio of a range if asked to, since 6.12, as
# folio_alloc_gigantic() needs; later alloc_contig_frozen_range() does in its place
ccflags-y += $(call have,GIGANTIC_FOLIO,include/linux/gfp.h,\<folio_alloc_gigantic\>)
ccflags-y += $(call have,FROZEN_RANGE,include/linux/gfp.h,\<alloc_contig_frozen_range\>)

# cc_platform_has(), since 5.16 and in late 5.10, whatever the configuration
ccflags-y += $(call have,CC_PLATFORM,include/linux/cc_platform.h,\<cc_platform_has\>)

# copy_splice_read(), since 6.5
ccflags-y += $(call have,COPY_SPLICE_READ,include/linux/fs.h,\<copy_splice_read\>)

# vm_flags_set() and vm_flags_clear(), since 6.3
ccflags-y += $(call have,VM_FLAGS_SET,include/linux/mm.h,\<vm_flags_set\>)

# class.dev_uevent() does not change the device, since 6.3
ccflags-y += $(call have,CONST_UEVENT,include/linux/device/class.h,\<dev_uevent..const struct device)

# platform_driver.remove returns nothing, since 6.11
ccflags-y += $(call have,VOID_REMOVE,include/linux/platform_device.h,void ..remove..struct platform_device)

# device_set_driver_override(), for devices of any bus, since 7.1 and in late 6.12
ccflags-y += $(call have,SET_DRIVER_OVERRIDE,include/linux/device.h,\<device_set_driver_override\>)

# MODULE_IMPORT_NS() takes a string, since 6.13
ccflags-y += $(call have,STRING_NS,include/linux/module.h,define MODULE_IMPORT_NS.ns.[[:space:]]*MODULE_INFO.import_ns. ns.)

# vmf_insert_pfn_pmd() takes a number, not a pfn_t, since 6.17
ccflags-y += $(call have,PMD_PFN_NUMBER,include/linux/huge_mm.h,\<vmf_insert_pfn_pmd.struct vm_fault .vmf. unsigned long)

# vmf_insert_folio_pmd(), since 6.15
ccflags-y += $(call have,FOLIO_PMD,include/linux/huge_mm.h,\<vmf_insert_folio_pmd\>)

# A dma-buf is mapped for the kernel by a struct iosys_map, since 5.18; by a struct
# dma_buf_map, since 5.11; by a pointer
ccflags-y += $(call have,VMAP_IOSYS_MAP,include/linux/dma-buf.h,.vmap..struct dma_buf .dmabuf. struct iosys_map)
ccflags-y += $(call have,VMAP_DMA_BUF_MAP,include/linux/dma-buf.h,.vmap..struct dma_buf .dmabuf. struct dma_buf_map)

# class_compat_create_link() takes two devices no more, since 6.13
ccflags-y += $(call have,PLAIN_CLASS_LINK,include/linux/device/class.h,\<class_compat_create_link.struct class_compat .cls. struct device .dev.;)

# system_dfl_wq, since 6.17; system_unbound_wq, its name before, warns since 7.2
ccflags-y += $(call have,SYSTEM_DFL_WQ,include/linux/workqueue.h,\<system_dfl_wq\>)

# The coherence of an arm device is in its archdata, until 5.18
ccflags-y += $(call have,ARM_ARCHDATA_COHERENT,arch/arm/include/asm/device.h,\<dma_coherent\>)
