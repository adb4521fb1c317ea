import { shownText } from './shown-text.js';

/** Text that somebody typed, or that a server sent: nothing in it can hide or reorder, and it stands apart from its surroundings. */
export const Shown = ({ text, lines = false }: { text: string; lines?: boolean }) => (
  <bdi className={lines ? 'shown-lines' : undefined}>{shownText(text, { lines })}</bdi>
);

/** Several of them, with commas. */
export const ShownList = ({ texts }: { texts: readonly string[] }) => <Shown text={texts.join(', ')} />;
