/** Takes a hint apart: what is said, and the commands in it that one copies. Pure. */
export interface HintParts {
  text: string;
  commands: string[];
}

const INDENTED = /^\s{2,}\S/;
const RUN_AT_END = /^(.*\brun:)\s+(\S.*)$/is;

/** Commands are the indented lines of a hint, or what follows `run:` at its end, separated by semicolons. */
export const hintParts = (hint: string): HintParts => {
  const lines = hint.split('\n');
  const indented = lines.filter((line) => INDENTED.test(line));
  if (indented.length > 0) {
    return {
      text: lines.filter((line) => !INDENTED.test(line)).join('\n'),
      commands: indented.map((line) => line.trim()),
    };
  }
  const match = RUN_AT_END.exec(hint);
  if (match === null) return { text: hint, commands: [] };
  return { text: match[1], commands: match[2].split(/;\s+/).map((command) => command.trim()) };
};
