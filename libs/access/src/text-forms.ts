/** One text in many guises: case, Unicode forms, accents, invisible characters, letters that look like Latin ones. */
import { LOOKS_LIKE } from './look-alikes.js';

/**
 * The text as a careless reader sees it. Two texts with the same plain form may be meant to be taken for each other, so
 * wherever a likeness must *not* be believed (is it another human? is he no contractor?) plain forms are compared.
 */
export const plainForm = (text: string): string => (ASCII.test(text) ? text.toLowerCase() : plainOf(text));

/** Has no other form than its case. */
const ASCII = /^[\x21-\x7e]*$/;

/** Upper case first: it makes one letter of two that share it, and two of `ß`. */
const plainOf = (text: string): string =>
  bareOf(bareOf(text).toUpperCase().toLowerCase()).replace(
    /[^\x20-\x7e]/gu,
    (letter) => LOOKS_LIKE.get(letter) ?? letter,
  );

/** Without accents and what cannot be seen: fillers of scripts and variation selectors too, not only format characters. */
const bareOf = (text: string): string =>
  text.normalize('NFKD').replace(/[\p{Default_Ignorable_Code_Point}\p{Script=Inherited}\p{Cf}\s]/gu, '');

/** Whether the text is as the pattern says, in which `*` stands for any characters, none too. */
export const matchesPattern = (text: string, pattern: string): boolean => {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let rest = text.slice(first.length, text.length - last.length);
  for (const part of others) {
    const at = rest.indexOf(part);
    if (at === -1) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
};
