/** One text in many guises: case, Unicode forms, invisible characters, letters of other scripts that look like Latin ones. */

/** Small letters of other scripts that a reader takes for the Latin one. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  а: 'a', ӓ: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', ё: 'e', һ: 'h', н: 'h', і: 'i', ї: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', о: 'o', ӧ: 'o', р: 'p',
  ԛ: 'q', г: 'r', ѕ: 's', т: 't', у: 'y', ѵ: 'v', ԝ: 'w', х: 'x', α: 'a', β: 'b', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't',
  υ: 'u', χ: 'x', γ: 'y', ı: 'i', ɡ: 'g', ɑ: 'a', օ: 'o', ո: 'n', ս: 'u', հ: 'h',
}; // prettier-ignore

/**
 * The text as a careless reader sees it. Two texts with the same plain form may be meant to be taken for each other, so
 * wherever a likeness must *not* be believed (is it another human? is he no contractor?) plain forms are compared.
 */
export const plainForm = (text: string): string => (ASCII.test(text) ? text.toLowerCase() : plainOf(text));

/** Has no other form than its case. */
const ASCII = /^[\x21-\x7e]*$/;

const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\s]/gu, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\x20-\x7e]/gu, (letter) => LOOKS_LIKE[letter] ?? letter);

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
