import { CopyBlock } from './copy.js';
import { hintParts } from './hint-parts.js';
import { Shown } from './shown.js';

/** What to do now; commands in it stand apart, to be copied. */
export const Hint = ({ text }: { text: string }) => {
  const parts = hintParts(text);
  return (
    <>
      <Shown text={parts.text} lines />
      {parts.commands.length > 0 && (
        <div className="hint-commands">
          <CopyBlock label="On the server, as root" text={parts.commands.join('\n')} />
        </div>
      )}
    </>
  );
};
