/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * What the files of the driver share. Each section names the file that
 * implements it.
 */
#ifndef U_DMA_BUF_H
#define U_DMA_BUF_H

#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/sizes.h>
#include <linux/types.h>

#include "../include/u-dma-buf-funcs.h"
#include "../include/u-dma-buf-version.h"

struct dma_buf;
struct kobj_uevent_env;
struct sg_table;
struct vm_area_struct;
struct vm_fault;

#define U_DMA_BUF_DRIVER_NAME	"u-dma-buf"
#define U_DMA_BUF_NAME_MAX	63
#define U_DMA_BUF_MINORS	65536
/* Buffers that module parameters can ask for: udmabuf0 and so on. */
#define U_DMA_BUF_PARAMETERS	8
#define U_DMA_BUF_IOCTL_VERSION	2
#define U_DMA_BUF_DMA_MASK_MIN	12
#define U_DMA_BUF_DMA_MASK_MAX	64

/* Bits of the module parameter info_enable. */
#define U_DMA_BUF_INFO_CREATE	BIT(0)
#define U_DMA_BUF_INFO_DMA	BIT(1)

enum u_dma_buf_mmap_mode {
	U_DMA_BUF_MMAP_OFF = 1,
	U_DMA_BUF_MMAP_ON = 2,
	U_DMA_BUF_MMAP_AUTO = 3,
	U_DMA_BUF_MMAP_PAGE = 4,
};

/* The low two bits of sync_mode: how a mapping that is not cached looks. */
enum u_dma_buf_sync_mode {
	U_DMA_BUF_SYNC_MODE_CACHED = 0,
	U_DMA_BUF_SYNC_MODE_NONCACHED = 1,
	U_DMA_BUF_SYNC_MODE_WRITECOMBINE = 2,
	U_DMA_BUF_SYNC_MODE_DMACOHERENT = 3,
	U_DMA_BUF_SYNC_MODE_MASK = 3,
	/* As a flag: without O_SYNC too. */
	U_DMA_BUF_SYNC_MODE_ALWAYS = 4,
	U_DMA_BUF_SYNC_MODE_MAX = 7,
};

enum u_dma_buf_sync_owner {
	U_DMA_BUF_OWNER_CPU = 0,
	U_DMA_BUF_OWNER_DEVICE = 1,
};

/**
 * struct u_dma_buf_sync - the stored arguments of a sync
 * @mode: enum u_dma_buf_sync_mode, 0 to 7
 * @direction: enum dma_data_direction, 0 to 2
 * @offset: bytes into the buffer
 * @size: bytes
 * @owner: enum u_dma_buf_sync_owner
 */
struct u_dma_buf_sync {
	u64 mode;
	u64 direction;
	u64 offset;
	u64 size;
	unsigned int owner;
};

/**
 * struct u_dma_buf_spec - what to create
 * @name: NUL-terminated; empty: "udmabuf<minor>"
 * @minor: minor number or U_DMA_BUF_ID_ANY
 * @size: bytes, not zero
 * @dma_mask_bits: 12 to 64; 0: the module parameter. Ignored where the buffer
 *	has a parent of its own, whose mask stands.
 * @mmap_mode: enum u_dma_buf_mmap_mode; 0: the module parameter
 * @origin: who asked for it
 * @has_address: it must lie at @address
 * @address: physical
 * @region: of the device tree's reserved memory, in which it must lie; empty: none
 * @temporary: who asked for it holds it, and will orphan it
 * @sync: the arguments of a sync to begin with
 * @refusal: filled where there is no memory; NULL: nobody asks
 */
struct u_dma_buf_spec {
	char name[U_DMA_BUF_NAME_MAX + 1];
	int minor;
	size_t size;
	unsigned int dma_mask_bits;
	unsigned int mmap_mode;
	enum u_dma_buf_origin origin;
	bool has_address;
	u64 address;
	char region[U_DMA_BUF_NAME_MAX + 1];
	bool temporary;
	struct u_dma_buf_sync sync;
	struct u_dma_buf_refusal *refusal;
};

struct u_dma_buf_source;

/* A folio that an entry of the second level of a page table maps. */
#define U_DMA_BUF_BLOCK		PMD_SIZE

/**
 * struct u_dma_buf_memory - the memory of a buffer
 * @source: who gave it
 * @holders: the buffer, and each device and kernel driver that has a part of it mapped
 * @has_address: it must lie at @address
 * @address: physical
 * @size: bytes as allocated, a multiple of the page size
 * @vaddr: kernel address
 * @dma_addr: what the parent must be told
 * @pages: the first page, where they are physically contiguous; NULL: they are not
 * @sgt: the DMA API's description of pages that are not, but for the parent
 * @paged: the driver maps its pages by itself; else it is the DMA API's coherent memory
 * @cached: mapped cached, and handed over by syncing; else as the device sees it
 * @synced: the DMA API has something to do when it is handed over, see dma_need_sync() in
 *	Documentation/core-api/dma-api.rst of the kernel
 * @refcounted: each page has a reference count of its own, so that mappings and
 *	pins (O_DIRECT, io_uring) can hold it
 * @blocks: it is made of blocks, and each page has the count of its block
 * @references: what the count is while only the buffer holds a page
 * @cma_backed: its pages are in CMA, where the kernel pins nothing for long
 */
struct u_dma_buf_memory {
	const struct u_dma_buf_source *source;
	refcount_t holders;
	bool has_address;
	u64 address;
	size_t size;
	void *vaddr;
	dma_addr_t dma_addr;
	struct page *pages;
	struct sg_table *sgt;
	bool paged;
	bool cached;
	bool synced;
	bool refcounted;
	bool blocks;
	unsigned int references;
	bool cma_backed;
};

/**
 * struct u_dma_buf - one buffer
 * @dev: the class device; its reference count is the buffer's
 * @parent: the device that does the DMA
 * @bound: @parent is bound to this driver, and its unbinding ends the buffer
 * @size: bytes as asked for
 * @mmap_mode: enum u_dma_buf_mmap_mode, as asked for
 * @origin: who had it made
 * @temporary: its maker holds a reference, until it orphans the buffer
 * @inode: gives all mappings of the buffer one address space, whatever device
 *	node they were made through, so that they can be revoked together
 * @by_name: in the registry; under its lock
 * @by_dev: in the registry; under its lock
 * @foreign: in the registry, where @parent is another driver's; under its lock
 * @minor: in the registry
 * @present: created and not yet on its way out; changed under the registry's lock
 * @lock: held for reading while the memory or @sync is used, for writing when
 *	they, @clients or @revoked change. Nested inside mmap_lock, so nothing may
 *	touch user memory under it in a way that faults.
 * @revoked: the memory is not there yet, about to go, or gone: no new use
 * @orphaned: its maker is gone: nobody opens it any more, and it ends with its last
 *	client
 * @memory: valid while not @revoked
 * @sync: stored arguments of a sync
 * @clients: open files and exported parts; each mapping holds its file, so it
 *	counts here too
 * @destroy_lock: held while the buffer is created, and while it is destroyed
 * @destroyed: or never whole; under @destroy_lock
 * @orphan: in orphan.c, under its lock
 */
struct u_dma_buf {
	struct device dev;
	struct device *parent;
	bool bound;
	size_t size;
	unsigned int mmap_mode;
	enum u_dma_buf_origin origin;
	bool temporary;
	struct inode *inode;

	struct hlist_node by_name;
	struct hlist_node by_dev;
	struct list_head foreign;
	unsigned int minor;
	bool present;

	struct rw_semaphore lock;
	bool revoked;
	bool orphaned;
	struct u_dma_buf_memory memory;
	struct u_dma_buf_sync sync;
	struct list_head clients;

	struct mutex destroy_lock; /* destroyed */
	bool destroyed;

	struct list_head orphan;
};

#define dev_to_u_dma_buf(d) container_of(d, struct u_dma_buf, dev)

/**
 * struct u_dma_buf_client - one client of a buffer: an open file or an exported part
 * @node: in the buffer's list of clients
 * @buf: the buffer, by a reference on its device
 * @trackers: address spaces that mapped through it
 */
struct u_dma_buf_client {
	struct list_head node;
	struct u_dma_buf *buf;
	struct list_head trackers;
};

/* The files, from the lowest to the highest, as in Kbuild: none calls one below it here. */

/* parameters.c: the module's parameters that files share */
extern int u_dma_buf_info_enable;
extern int u_dma_buf_dma_mask_bit;
extern int u_dma_buf_quirk_mmap_mode;
extern bool u_dma_buf_class_udmabuf;
int u_dma_buf_parameters_check(void);

/* spec.c: what to create */
int u_dma_buf_spec_parse_size(const char *text, size_t *size);
void u_dma_buf_spec_init(struct u_dma_buf_spec *spec, size_t size);
int u_dma_buf_spec_check(const struct u_dma_buf_spec *spec);
int u_dma_buf_spec_set(struct u_dma_buf_spec *spec, const char *name, int id,
		       u64 option);
int u_dma_buf_spec_set_place(struct u_dma_buf_spec *spec,
			     const struct u_dma_buf_place *place);

/* nodes.c: the names in /dev */
int u_dma_buf_nodes_init(void);
void u_dma_buf_nodes_exit(void);
int u_dma_buf_nodes_check(struct device *dev);

/* reach.c: what a device reaches */
const char *u_dma_buf_reach_iommu_domain(struct device *parent);

/* region.c: the device tree's reserved memory */

/**
 * struct u_dma_buf_region - a region of the device tree's reserved memory
 * @name: of its node, with the unit address
 * @base: physical address
 * @size: bytes
 */
struct u_dma_buf_region {
	const char *name;
	phys_addr_t base;
	phys_addr_t size;
};

bool u_dma_buf_region_is_private(const struct device *dev);
bool u_dma_buf_region_is_cma(const struct device *dev);
int u_dma_buf_region_take(struct device *dev, const char *name);
void u_dma_buf_region_release(struct device *dev);
bool u_dma_buf_region_of(const struct device *dev,
			 struct u_dma_buf_region *region);
bool u_dma_buf_region_at(phys_addr_t first, phys_addr_t last,
			 struct u_dma_buf_region *region);

/* acpi.c: where the machine is described by ACPI's IORT */
bool u_dma_buf_acpi_has_iommu(void);

/* memory.c: the memory of a buffer, and how long it lives */
const char *u_dma_buf_memory_source_name(const struct u_dma_buf_memory *memory);
struct page *u_dma_buf_memory_page(const struct u_dma_buf_memory *memory,
				   size_t index);
size_t u_dma_buf_memory_run(const struct u_dma_buf_memory *memory,
			    size_t index, size_t max);
bool u_dma_buf_memory_is_pinned(const struct u_dma_buf_memory *memory);
void u_dma_buf_memory_get(struct u_dma_buf_memory *memory);
void u_dma_buf_memory_put(struct u_dma_buf_memory *memory);
void u_dma_buf_memory_end(struct device *parent,
			  struct u_dma_buf_memory *memory);

/* sources.c: where the memory comes from */
int u_dma_buf_memory_alloc(struct device *parent, size_t size,
			   unsigned int mmap_mode,
			   struct u_dma_buf_memory *memory);
size_t u_dma_buf_memory_largest(struct device *parent, size_t limit,
				unsigned int mmap_mode);
bool u_dma_buf_memory_could(struct device *parent, size_t size,
			    unsigned int mmap_mode);

/* place.c: memory that must lie at an address, or in a region */
int u_dma_buf_place_check(const struct u_dma_buf *buf);
bool u_dma_buf_place_complain(const struct u_dma_buf *buf, int error,
			      const struct u_dma_buf_refusal *refusal);

/* refusal.c: why there is no memory */
void u_dma_buf_refuse(const struct u_dma_buf *buf, int error,
		      struct u_dma_buf_refusal *refusal);

/* sync.c: handing a range to the CPU or the device */
int u_dma_buf_sync_range(struct u_dma_buf *buf, unsigned int owner,
			 unsigned int direction, u64 offset, u64 size);
int u_dma_buf_sync_range_by(struct u_dma_buf *buf, fmode_t access,
			    unsigned int owner, unsigned int direction,
			    u64 offset, u64 size);
int u_dma_buf_sync_packed(struct u_dma_buf *buf, fmode_t access,
			  unsigned int owner, u64 value);

/* client.c: the clients of a buffer */
int u_dma_buf_client_begin(struct u_dma_buf_client *client, struct u_dma_buf *buf,
			   bool is_newcomer);
bool u_dma_buf_client_drop(struct u_dma_buf_client *client);
int u_dma_buf_revoke_unused(struct u_dma_buf *buf);
int u_dma_buf_client_remember(struct u_dma_buf_client *client, struct mm_struct *mm);
void u_dma_buf_clients_wait_linked(struct u_dma_buf *buf);

/* blocks.c: mappings by blocks in page mode, where the kernel can */
bool u_dma_buf_blocks_fit(const struct u_dma_buf_memory *memory,
			  const struct vm_area_struct *vma);
vm_fault_t u_dma_buf_blocks_fault(const struct u_dma_buf_memory *memory,
				  struct vm_fault *vmf);
void u_dma_buf_blocks_wait(const struct u_dma_buf_memory *memory);

/* pmd.c: mappings by PMDs, where the kernel can */
#ifdef CONFIG_ARCH_SUPPORTS_PMD_PFNMAP
bool u_dma_buf_pmd_find(const struct u_dma_buf *buf, struct vm_area_struct *vma,
			unsigned long *first, unsigned long *end);
vm_fault_t u_dma_buf_pmd_insert(const struct u_dma_buf *buf,
				struct vm_fault *vmf);
vm_fault_t u_dma_buf_pmd_insert_pages(const struct u_dma_buf *buf,
				      struct vm_fault *vmf, pgprot_t prot);
unsigned long u_dma_buf_pmd_area(struct file *file, unsigned long address,
				 unsigned long size, unsigned long pgoff,
				 unsigned long flags);
#else
static inline bool u_dma_buf_pmd_find(const struct u_dma_buf *buf,
				      struct vm_area_struct *vma,
				      unsigned long *first,
				      unsigned long *end)
{
	return false;
}

static inline vm_fault_t
u_dma_buf_pmd_insert_pages(const struct u_dma_buf *buf, struct vm_fault *vmf,
			   pgprot_t prot)
{
	return VM_FAULT_SIGBUS;
}

#define u_dma_buf_pmd_area	NULL
#endif

#ifdef CONFIG_ARCH_SUPPORTS_PUD_PFNMAP
vm_fault_t u_dma_buf_pud_insert(const struct u_dma_buf *buf,
				struct vm_fault *vmf);
#else
static inline vm_fault_t u_dma_buf_pud_insert(const struct u_dma_buf *buf,
					      struct vm_fault *vmf)
{
	return VM_FAULT_FALLBACK;
}
#endif

/* mmap.c: mappings and their revocation */
int u_dma_buf_mmap_client(struct u_dma_buf_client *client, struct vm_area_struct *vma,
			  bool sync);
void u_dma_buf_mmap_revoke(struct u_dma_buf *buf);
int u_dma_buf_mmap_init(void);
void u_dma_buf_mmap_exit(void);
struct inode *u_dma_buf_mmap_inode(size_t size);

/* registry.c: which buffers there are, by name, minor and device */
int u_dma_buf_registry_init(void);
void u_dma_buf_registry_exit(void);
dev_t u_dma_buf_registry_first(void);
void u_dma_buf_registry_keep(unsigned int minor);
void u_dma_buf_registry_keep_none(void);
int u_dma_buf_registry_add(struct u_dma_buf *buf,
			   const struct u_dma_buf_spec *spec);
void u_dma_buf_registry_show(struct u_dma_buf *buf);
void u_dma_buf_registry_hide(struct u_dma_buf *buf);
void u_dma_buf_registry_del(struct u_dma_buf *buf);
struct u_dma_buf *u_dma_buf_registry_get_minor(unsigned int minor);
struct u_dma_buf *u_dma_buf_registry_search(const char *name, int id);
struct u_dma_buf *u_dma_buf_registry_get_dev(const struct device *dev);
struct u_dma_buf *u_dma_buf_registry_get_foreign(const struct device *parent);
struct u_dma_buf *u_dma_buf_registry_claim(const struct device *dev);

/* old-class.c: the class path of the driver before version 2 */
int u_dma_buf_old_class_init(void);
void u_dma_buf_old_class_exit(void);
int u_dma_buf_old_class_add(struct device *dev);
void u_dma_buf_old_class_del(struct device *dev);

/* sysfs.c: attributes of the class device */
extern const struct attribute_group *u_dma_buf_groups[];
int u_dma_buf_uevent_add(struct u_dma_buf *buf, struct kobj_uevent_env *env);

/* buffer.c: the life of a buffer */
struct u_dma_buf *u_dma_buf_create(struct device *parent,
				   const struct u_dma_buf_spec *spec,
				   bool bound);
void u_dma_buf_destroy(struct u_dma_buf *buf);
extern struct class u_dma_buf_class;

/* of.c: the device tree */
int u_dma_buf_of_spec(struct device *dev, struct u_dma_buf_spec *spec);

/* platform.c: the platform driver, and devices made for buffers without a parent */
int u_dma_buf_platform_init(void);
void u_dma_buf_platform_exit(void);
struct device *u_dma_buf_platform_create(const struct u_dma_buf_spec *spec);
void u_dma_buf_platform_release(struct device *parent);

/* parent.c: buffers on devices of other drivers, and what happens when those go */
int u_dma_buf_parent_check(struct device *parent);
int u_dma_buf_parent_watch(struct device *parent);
void u_dma_buf_parent_exit(void);
struct device *u_dma_buf_parent_find(const char *binding);

/* make.c: making and removing buffers for those who ask */
struct device *u_dma_buf_make(struct device *parent,
			      const struct u_dma_buf_spec *spec);
int u_dma_buf_remove_unused(struct u_dma_buf *buf);

/* orphan.c: temporary buffers whose maker is gone */
void u_dma_buf_orphan(struct u_dma_buf *buf);
void u_dma_buf_client_end(struct u_dma_buf_client *client);
void u_dma_buf_orphan_exit(void);

/* pieces.c: the memory as an importer is told of it */
int u_dma_buf_pieces(const struct u_dma_buf *buf, size_t offset, size_t size,
		     struct device *dev, struct sg_table *sgt);

/* export.c: parts of a buffer as dma-bufs, where the kernel has such */
#ifdef CONFIG_DMA_SHARED_BUFFER
struct dma_buf *u_dma_buf_export(struct file *file, u64 flags, u64 offset,
				 u64 size, u64 *addr);
int u_dma_buf_export_install(struct dma_buf *dmabuf, int fd);
#else
static inline struct dma_buf *u_dma_buf_export(struct file *file, u64 flags,
					       u64 offset, u64 size, u64 *addr)
{
	return ERR_PTR(-ENOTTY);
}

static inline int u_dma_buf_export_install(struct dma_buf *dmabuf, int fd)
{
	return -ENOTTY;
}
#endif

/* ioctl.c: the ioctls of a device node */
long u_dma_buf_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

/* chardev.c: the device node */
int u_dma_buf_chardev_init(void);
void u_dma_buf_chardev_exit(void);

#endif
