import { Shown } from './shown.js';

export const Fingerprint = ({ text }: { text: string }) => (
  <code className="fingerprint">
    <Shown text={text} />
  </code>
);
