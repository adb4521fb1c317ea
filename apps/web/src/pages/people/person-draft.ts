/** What the form of a person holds. Pure. */
import type { Person } from '#api-client/views.js';
import type { ChosenPerson } from '../../ui/pickers.js';

export interface PersonDraft {
  displayName: string;
  email: string;
  role: Person['role'];
  accountName: string;
  manager: ChosenPerson | null;
  /** One `name=value` a line. */
  attributesText: string;
  password: string;
}

export const NEW_PERSON: PersonDraft = {
  displayName: '',
  email: '',
  role: 'member',
  accountName: '',
  manager: null,
  attributesText: '',
  password: '',
};

/** Takes a person; gives the form as it stands for an edit. */
export const draftOf = (person: Person): PersonDraft => ({
  displayName: person.displayName,
  email: person.email ?? '',
  role: person.role,
  accountName: person.accountName,
  manager: person.manager,
  attributesText: Object.entries(person.attributes)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n'),
  password: '',
});

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const at = line.indexOf('=');
        return at === -1 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );

/** Takes the form; gives what is sent. What was left empty and is not needed is left out. */
export const bodyOf = (draft: PersonDraft) => ({
  displayName: draft.displayName.trim(),
  email: draft.email.trim(),
  role: draft.role,
  attributes: attributesOf(draft.attributesText),
  ...(draft.accountName.trim() === '' ? {} : { accountName: draft.accountName.trim() }),
  ...(draft.manager === null ? {} : { managerId: draft.manager.id }),
  ...(draft.password === '' ? {} : { password: draft.password }),
});
