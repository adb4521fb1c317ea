/** How text that somebody typed is shown: no character of it can hide, reorder or imitate what stands around it. */

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** Bidi marks, embeddings, overrides and isolates; invisible spaces and joiners; tags; annotations; lone surrogates. */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Cs}]/u;
const JOINER = /[\u200c\u200d]/u;

const symbolOf = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
};

/** Joiners belong between letters of some scripts and in emoji; beside ASCII, or at an edge, they only hide. */
const joins = (before: string | undefined, after: string | undefined): boolean =>
  (before ?? '') > '\u007f' && (after ?? '') > '\u007f';

/**
 * Takes text from a person or a server; gives it with each control, bidi and invisible character as a visible symbol
 * (`␛`, `⟨U+202E⟩`). With `lines`, line feeds stay, for text that is shown over several lines.
 */
export const shownText = (text: string, { lines = false } = {}): string => {
  const characters = [...text];
  return characters
    .map((character, index) => {
      if (lines && character === '\n') return character;
      if (CONTROL.test(character) || INVISIBLE.test(character)) return symbolOf(character);
      if (JOINER.test(character) && !joins(characters[index - 1], characters[index + 1])) return symbolOf(character);
      return character;
    })
    .join('');
};
