/** E-mail addresses: when two of them are one mailbox, or are meant to be taken for one, and which are taken at all. */
import { readableLabel } from './punycode.js';
import { plainForm } from './text-forms.js';

/** Mail systems that ignore dots in the local part, and their other name. */
const DOTLESS: Readonly<Record<string, string>> = { 'gmail.com': 'gmail.com', 'googlemail.com': 'gmail.com' };

/**
 * An address without what mail systems and readers ignore: case, Unicode form, accents, invisible characters, look-alike letters,
 * quotes, `+alias`, and which of its two forms a domain has. null: it is no whole address.
 */
export const addressKey = (email: string): string | null => {
  const plain = plainForm(email);
  const at = plain.lastIndexOf('@');
  if (at <= 0) return null;
  const local = unquoted(plain.slice(0, at)).replace(/\+.*$/s, '');
  if (local === '') return null;
  const domain = plain.slice(at + 1).replace(/\.$/, '').split(/[.。]/).map(readableLabel).map(plainForm).join('.');
  return Object.hasOwn(DOTLESS, domain) ? `${local.replaceAll('.', '')}@${DOTLESS[domain]}` : `${local}@${domain}`;
}; // prettier-ignore

/** `"ian"@…` is the mailbox `ian@…` (RFC 5321). */
const unquoted = (local: string): string =>
  /^".*"$/s.test(local) ? local.slice(1, -1).replace(/\\(.)/gs, '$1') : local;

/** Accents, and the Latin letters of Europe that have none but are their own: nobody takes them for another. */
const LATIN_BEYOND_ASCII = /[\u0300-\u034e\u0350-\u036fßæœøłđðþ]/gi;
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * Why nobody is added with this address, in words that follow the name of the field; null: it is taken. What could be another's
 * to a reader is refused: letters but Latin ones, with or without accents, forms of letters, what cannot be seen, and quotes.
 */
export const whyConfusing = (email: string): string | null => {
  if (email.includes('"')) return 'must not be quoted';
  if (PRINTABLE_ASCII.test(email.normalize('NFD').replace(LATIN_BEYOND_ASCII, ''))) return null;
  return 'must have Latin letters only, without anything that cannot be seen';
};
