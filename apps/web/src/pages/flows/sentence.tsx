import { flowSentence, type SaidFlow } from '#access/flow-sentence.js';
import type { SentencePart } from '../../ui/list-words.js';
import { Shown } from '../../ui/shown.js';

/** A flow as one sentence, with what it names in bold: the words of the domain, as the API says them too. */
export const Sentence = ({ flow, nameOf }: { flow: SaidFlow; nameOf: (id: string) => string | undefined }) => (
  <SentenceOf parts={flowSentence(flow, nameOf)} />
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
