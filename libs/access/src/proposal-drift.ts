/** What came between a proposal and its approval, and in which words whoever looks at it is told. Pure. */
import { listed } from './flow-words.js';
import { utcWords } from './in-words.js';
import type { ProposalKind } from './proposal.js';

/** What became of the flow or bundle since the edit of it was proposed. */
export type ObjectChange =
  | { readonly what: 'deleted' | 'switched-off' | 'switched-on' }
  | { readonly what: 'edited'; readonly by: string; readonly atMs: number };

/** Something that a proposal names and that there is no more. null: its name is not known. */
export interface GoneThing {
  readonly kind: 'person' | 'team' | 'shift' | 'integration' | 'bundle';
  readonly name: string | null;
}

export interface ProposalDrift {
  readonly kind: ProposalKind;
  /** What the flow or bundle is called, and what it would be. null: it says nothing new. */
  readonly objectName: string;
  readonly newName: string | null;
  /** null: it is as it was, or it is new. */
  readonly object: ObjectChange | null;
  readonly gone: readonly GoneThing[];
  /** Another one bears the name that it would have. */
  readonly nameTaken: boolean;
  /** It would be deleted, and these flows name it. */
  readonly namedBy: readonly string[];
  readonly proposer: { readonly displayName: string; readonly administers: boolean };
}

/** Why nobody can approve it as things are now, in one text; null: somebody can. */
export const whyOutOfDate = (drift: ProposalDrift): string | null => {
  const { objectName, newName, object, gone, nameTaken, namedBy, proposer } = drift;
  const noun = drift.kind === 'bundle' ? 'bundle' : 'access flow';
  const said = [
    object ? changed(`the ${noun} ${objectName}`, object) : [],
    gone.length > 0 ? `${capital(listed(gone.map(goneInWords), 'and'))}, which it names, ${gone.length === 1 ? 'was' : 'were'} deleted.` : [],
    nameTaken ? `There is ${noun === 'bundle' ? 'a' : 'an'} ${noun} named “${newName ?? ''}” already.` : [],
    namedBy.length > 0 ? `The ${noun} ${objectName} is named by ${listed(namedBy, 'and')} now.` : [],
    proposer.administers ? [] : `${proposer.displayName}, who proposed this, is no administrator any more.`,
  ].flat();
  return said.length === 0 ? null : said.join(' ');
}; // prettier-ignore

const changed = (what: string, change: ObjectChange): string => {
  switch (change.what) {
    case 'edited':
      return `${change.by} edited ${what} on ${utcWords(change.atMs)}, after this was proposed.`;
    case 'deleted':
      return `${capital(what)} was deleted after this was proposed.`;
    default:
      return `${capital(what)} was switched ${change.what === 'switched-on' ? 'on' : 'off'} after this was proposed.`;
  }
};

const goneInWords = ({ kind, name }: GoneThing): string =>
  name === null ? `${kind === 'integration' ? 'an' : 'a'} ${kind}` : `the ${kind} “${name}”`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
