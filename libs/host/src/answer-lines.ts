/** The frame that answers and preflights share: a first line with versions, lines of printable ASCII, and a counted `end`. */
import { Fault } from '#access/fault.js';

/** More than 2000 grants with everything remaining, and far below what would hurt. */
export const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;

/** Reads lines in order; each accessor takes the next line and throws Fault `host-script-failed` when it is another. */
export class AnswerLines {
  private readonly lines: string[];
  private at = 1;

  /** @param kind the first word of the first line */
  constructor(text: string, kind: string) {
    if (text.length > ANSWER_LIMIT_BYTES) throw refuse('longer than 4 MiB');
    if (!/^[\n -~]*$/.test(text)) throw refuse('bytes that are not printable');
    this.lines = text.split('\n');
    if (this.lines.pop() !== '') throw refuse('cut off');
    if (this.lines.pop() !== `end ${this.lines.length}`) throw refuse('cut off');
    if (!this.lines[0]?.startsWith(`${kind} `)) throw refuse('no answer');
  }

  /** The script's version, when the answer's own version is the known one. */
  version(known: string): string {
    const [, answerVersion, scriptVersion = ''] = (this.lines[0] ?? '').split(' ');
    if (answerVersion !== known) throw refuse('an unknown version');
    if (!/^[0-9a-z.-]{1,40}$/.test(scriptVersion)) throw refuse('a bad script version');
    return scriptVersion;
  }

  /** The text of the next line, whose first word must be the given one. */
  text(word: string): string {
    const line = this.lines[this.at++] ?? '';
    if (line !== word && !line.startsWith(`${word} `)) throw refuse(`no line ${word}`);
    return line.slice(word.length + 1);
  }

  number(word: string): number {
    const text = this.text(word);
    if (!/^(0|[1-9][0-9]{0,14})$/.test(text)) throw refuse(`no number in line ${word}`);
    return Number(text);
  }

  oneOf(word: string, values: readonly string[]): string {
    const text = this.text(word);
    if (!values.includes(text)) throw refuse(`line ${word}`);
    return text;
  }

  /** What has not been taken yet, as first word and the rest. */
  *rest(): Generator<[string, string]> {
    while (this.at < this.lines.length) {
      const line = this.lines[this.at++] ?? '';
      const cut = line.indexOf(' ');
      yield cut < 0 ? [line, ''] : [line.slice(0, cut), line.slice(cut + 1)];
    }
  }
}

/** @param why what of the answer is wrong, for the log */
export function refuse(why: string): Fault {
  return new Fault('host-script-failed', 'The server answered something that is no proper answer of curfew-host', {
    hint: 'Run `sudo curfew-host doctor` on the server',
    detail: `answer refused: ${why}`,
  });
}
