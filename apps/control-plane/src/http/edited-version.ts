/** The version from which an edit was made: so that nobody overwrites unseen what somebody else saved meanwhile. */
import { Fault } from '#access/fault.js';
import { utcWords } from '#access/in-words.js';
import { WholeNumber } from './fields.js';

/** An optional field: without it an edit counts whatever was saved meanwhile. */
export const EditedVersionField = (): PropertyDecorator =>
  WholeNumber(1, 2 ** 31 - 1, {
    optional: true,
    description:
      'The version that was edited. Where there is a newer one nothing is saved; unless said, none is looked at',
  });

/** What there is by now, and who saved it. */
export interface SavedVersion {
  readonly version: number;
  readonly by: string;
  readonly at: Date;
}

/** @param what e.g. `the bundle db` */
export const editedMeanwhile = (what: string, edited: number, { version, by, at }: SavedVersion): Fault =>
  new Fault('conflict', `Nothing was saved: ${by} edited ${what} on ${utcWords(at.getTime())}. It is at version ${version}, and you edited version ${edited}.`, {
    hint: 'Look in another tab at what it says now, put your change into that, and save there. The form keeps what you typed.',
  }); // prettier-ignore
