import type { StateWords } from './state-words.js';

/** A state as a word with a coloured dot: the word says it, the colour only helps. */
export const State = ({ words, withMeaning = false }: { words: StateWords; withMeaning?: boolean }) => (
  <span className="state-line">
    <span className={`state state-${words.tone}`}>
      <span className="state-dot" aria-hidden="true" />
      {words.word}
    </span>
    {withMeaning && <span className="dimmed">{words.meaning}</span>}
  </span>
);
