/** A person's name on servers, made from his address: design.md, "account". */
import { isLinuxName, RESERVED_NAMES } from './linux-names.js';

const LONGEST = 32;

/** Letters that Unicode does not decompose into a Latin letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n',
}; // prettier-ignore

/** The local part of an address without its `+tag`; a text without `@` as it is. */
const localPart = (address: string): string => {
  const at = address.lastIndexOf('@');
  const local = at === -1 ? address : address.slice(0, at);
  return local.replace(/(?<=.)\+.*$/s, '');
};

const plainName = (address: string): string => {
  const latin = localPart(address)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, (letter) => SPELLED[letter] ?? '');
  const name = latin.replace(/[^a-z0-9_]+/g, '-').replace(/^-+|-+$/g, '');
  if (name === '') return 'person';
  return /^[0-9]/.test(name) ? `u${name}` : name;
};

const shortened = (name: string, length: number): string => name.slice(0, length).replace(/-+$/, '');

/**
 * Takes a person's address (or any text that names him) and whether a name is taken already, and gives an account name that
 * matches the pattern, is not reserved and not taken: `First.Last@…` becomes `first-last`, the next one `first-last-2`.
 */
export const accountNameFor = (address: string, isTaken: (name: string) => boolean): string => {
  const plain = shortened(plainName(address), LONGEST);
  const free = (name: string): boolean => isLinuxName(name) && !RESERVED_NAMES.has(name) && !isTaken(name);
  if (free(plain)) return plain;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const name = shortened(plain, LONGEST - suffix.length) + suffix;
    if (free(name)) return name;
  }
};
