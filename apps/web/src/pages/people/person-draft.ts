/** What the form of a person holds. Pure. */
import type { Person } from '#api-client/views.js';

export interface PersonDraft {
  displayName: string;
  email: string;
  role: Person['role'];
  accountName: string;
  managerId: string | null;
  /** One `name=value` a line. */
  attributesText: string;
  password: string;
}

export const NEW_PERSON: PersonDraft = {
  displayName: '',
  email: '',
  role: 'member',
  accountName: '',
  managerId: null,
  attributesText: '',
  password: '',
};

/** Takes a person; gives the form as it stands for an edit. */
export const draftOf = (person: Person): PersonDraft => ({
  displayName: person.displayName,
  email: person.email ?? '',
  role: person.role,
  accountName: person.accountName,
  managerId: person.manager?.id ?? null,
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
  ...(draft.managerId === null ? {} : { managerId: draft.managerId }),
  ...(draft.password === '' ? {} : { password: draft.password }),
});
