# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The command language: what is accepted and what it means.

. ./lib.sh

load

# makes COMMAND NAME SIZE: the command, given with its terminator, makes this buffer.
makes() {
  text=$(printf '%s' "$1" | sed 's/\\./x/g')
  is "$(mgr "$1")" "${#text}" "'$1' is taken whole"
  is "$(attribute "$2" size 2>/dev/null)" "$3" "'$1' makes $2 of $3 bytes"
  is "$(mgr "delete $2\\n")" $((${#2} + 8)) "and it can be deleted"
}

# sizes
makes 'create a 4096\n' a 4096
makes 'create a +4096\n' a 4096
makes 'create a 0x10000\n' a 65536
makes 'create a 0xa000\n' a 40960
makes 'create a 0xf000\n' a 61440
makes 'create a 0xA000\n' a 40960
makes 'create a 0xF000\n' a 61440
makes 'create a 0XfFf\n' a 4095
makes 'create a 010000\n' a 4096
makes 'create a 1\n' a 1
makes 'create a size=8192\n' a 8192
makes 'create a size=0x2000\n' a 8192
makes 'create a size=4096 size=8192\n' a 8192
makes 'create a 4096 4096\n' a 4096

# names
makes 'create 0 4096\n' 0 4096
makes 'create Az09._@:+- 4096\n' Az09._@:+- 4096
name_63=$(printf '%063d' 7)
makes "create $name_63 4096\\n" "$name_63" 4096
makes 'create create 4096\n' create 4096
makes 'create delete 4096\n' delete 4096

# separators and terminators
makes '  create \t a\t\t4096  \t\n' a 4096
makes 'create a 4096;' a 4096
makes 'create a 4096\0' a 4096
makes ';;\n \t\n\0create a 4096 ;\n' a 4096
is "$(mgr '\n' ';' '\0' '  \n\t;' | tr '\n' ' ')" "1 1 1 5 " "blank commands are taken"

# options, in any order
makes 'create a dma-mask=32 4096\n' a 4096
makes 'create a quirk-mmap-off bus=platform dma-mask=0x20 size=4096\n' a 4096
makes "create a device=$EDU bus=pci 4096\\n" a 4096
makes "create a 4096 bus=pci device=$EDU\\n" a 4096
makes 'create a 4096 device=serial8250\n' a 4096
makes 'create a 4096 bus=platform device=serial8250\n' a 4096
makes "create a 4096 bus=platform device=no-such bus=pci device=$EDU\\n" a 4096
for bits in 12 32 64 0x40; do
  # 12 bits reach no memory of these machines: any refusal but for the grammar's is fine.
  result=$(mgr "create mask 4096 dma-mask=$bits\\n")
  matches "$result" '[0-9]+|ENOMEM|EIO|ENODEV' "dma-mask=$bits is accepted"
  ! exists mask || delete mask
done
makes "create a 4096 bus=pci device=$EDU dma-mask=12\\n" a 4096

for mode in 1=off 2=on 3=auto 4=page; do
  create mode 4096 quirk-mmap-${mode#*=}
  is "$(attribute mode quirk_mmap_mode)" ${mode%=*} "quirk-mmap-${mode#*=}"
  delete mode
done
create mode 4096 quirk-mmap-off quirk-mmap-auto quirk-mmap-on
is "$(attribute mode quirk_mmap_mode)" 2 "the last quirk-mmap option wins"
delete mode

# The place. What is at an address is 42-address's to test, regions are 67-device-tree's.
kernel=$((0x$(sed -n 's/^ *\([0-9a-f]*\)-.* : Kernel data$/\1/p' /proc/iomem)))
for address in $kernel "0x1 address=$(printf '0x%x' $kernel)" "$(printf '+0%o' $kernel)"; do
  command_gives EACCES "create a 4096 address=$address" "address=$address is that of the kernel"
done
answered 'error EINVAL create a column=23: number missing' 'create a 4096 address='
answered 'error EINVAL create a column=24: not a digit of the number' 'create a 4096 address=4K'
answered 'error EOVERFLOW create a column=23: number over 64 bits' 'create a 4096 address=0x10000000000000000'
for number in 0xffffffffffffffff 18446744073709551615 01777777777777777777777; do
  answered 'error EINVAL create a column=23: address not a multiple of the page size' "create a 4096 address=$number"
done
answered 'error EINVAL create a column=22: region name missing' 'create a 4096 region='
answered 'error EINVAL create a column=23: character not allowed in a region name' 'create a 4096 region=r/s'
answered 'error EINVAL create a column=85: region name over 63 bytes' "create a 4096 region=${name_63}x"
answered 'error EINVAL create a column=22: region and address together' 'create a 4096 region=r address=0x1000'
answered 'error EINVAL create a column=34: region and device together' 'create a device=d bus=pci region=r 4096'
if [ ! -e /proc/device-tree ]; then
  answered 'error ENOENT create a column=22: no such region in the device tree' 'create a 4096 region=r'
fi
# gone with the file that the command was written to
is "$(mgr 'create a temporary 4096\n')" 24 "temporary, before the size"
is "$(mgr 'create a 4096 quirk-mmap-on temporary temporary\n')" 48 "temporary, repeated"
false_that "the buffer is gone" exists a
command_gives EINVAL 'create a 4096 temporary=1'
command_gives EINVAL 'create a 4096 Temporary'

# as people type it
sh -c "echo 'create udmabuf8 0x10000' > $MANAGER"
is "$(attribute udmabuf8 size)" 65536 "the seed's example"
sh -c "echo 'delete udmabuf8' > $MANAGER"
is "$(buffers)" "" "no buffer is left"
