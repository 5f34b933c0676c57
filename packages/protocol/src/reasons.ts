// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What is wrong in a command, in the words of the module, which tools/suites/parsers/reasons.test.ts compares.

export const commandTooLong = 'command over 1024 bytes';
export const severalCommands = 'more than one command';
export const unknownVerb = 'command not create or delete';
export const extraWord = 'delete takes nothing but a name';
export const unknownOption = 'unknown option';
export const nameMissing = 'name missing';
export const nameCharacter = 'character not allowed in a name';
export const nameTooLong = 'name over 63 bytes';
export const sizeMissing = 'size missing';
export const sizeZero = 'size must not be 0';
export const sizeTooLarge = 'size over what this kernel can address';
export const otherSize = 'second size differs from the first';
export const numberMissing = 'number missing';
export const notDigit = 'not a digit of the number';
export const numberTooLarge = 'number over 64 bits';
export const busMissing = 'bus name missing';
export const unknownBus = 'bus not platform, pci, pcie_port, pci_express or amba';
export const deviceMissing = 'device name missing';
export const maskOutOfRange = 'dma-mask not in 12 to 64';
export const regionMissing = 'region name missing';
export const regionCharacter = 'character not allowed in a region name';
export const regionTooLong = 'region name over 63 bytes';
export const regionAndAddress = 'region and address together';
export const regionAndDevice = 'region and device together';

// What is wrong in a value of a program that no text can say.

export const notOneWord = 'empty, or not one word';
export const sizeNotWhole = 'size not a whole number of bytes';
export const addressNotWhole = 'address not a whole number';
