import { flowSentence, type SentencePart } from '../../ui/list-words.js';
import { Shown } from '../../ui/shown.js';

/** A flow as one sentence, with what it names in bold. */
export const Sentence = ({ flow }: { flow: Parameters<typeof flowSentence>[0] }) => (
  <SentenceOf parts={flowSentence(flow)} />
);

export const SentenceOf = ({ parts }: { parts: readonly SentencePart[] }) => (
  <p className="sentence">
    {parts.map((part, index) =>
      part.strong ? (
        <strong key={index}>
          <Shown text={part.text} />
        </strong>
      ) : (
        <span key={index}>
          <Shown text={part.text} />
        </span>
      ),
    )}
  </p>
);
