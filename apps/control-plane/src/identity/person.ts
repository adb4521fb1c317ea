import type { PersonId, TeamId } from '#access/ids.js';

export const ROLES = ['administrator', 'member'] as const;
export type Role = (typeof ROLES)[number];

/** A person as the other parts of the control plane see him. */
export interface Person {
  readonly id: PersonId;
  readonly issuer: string;
  readonly subject: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly accountName: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly managerId: PersonId | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: Date;
}

export interface Team {
  readonly id: TeamId;
  readonly name: string;
  readonly description: string;
}

/** With the teams that the person is in, by name. */
export interface PersonInTeams extends Person {
  readonly teams: readonly Pick<Team, 'id' | 'name'>[];
}

/** Takes a text and gives the one form in which names and addresses are compared, whatever their case or Unicode form. */
export const comparable = (text: string): string => text.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
