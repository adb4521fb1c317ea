import { PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { PickPerson } from '../../ui/pickers.js';
import type { PersonDraft } from './person-draft.js';

interface PersonFieldsProps {
  draft: PersonDraft;
  change: (part: Partial<PersonDraft>) => void;
  isNew: boolean;
  selfId?: string;
}

const ROLES = [
  { value: 'member', label: 'Member: asks and approves' },
  { value: 'administrator', label: 'Administrator: also sets up Curfew' },
];

export const PersonFields = ({ draft, change, isNew, selfId }: PersonFieldsProps) => (
  <Stack gap="md">
    <TextInput
      label="Name"
      required
      maxLength={200}
      data-autofocus
      value={draft.displayName}
      onChange={(event) => change({ displayName: event.currentTarget.value })}
    />
    <TextInput
      label="Email"
      type="email"
      required
      value={draft.email}
      onChange={(event) => change({ email: event.currentTarget.value })}
    />
    <Select
      label="Role"
      data={ROLES}
      value={draft.role}
      onChange={(role) => change({ role: role === 'administrator' ? 'administrator' : 'member' })}
    />
    <TextInput
      label="Account on servers"
      description={isNew ? 'Left empty: made from the address' : 'One Linux account name for all servers'}
      value={draft.accountName}
      onChange={(event) => change({ accountName: event.currentTarget.value })}
    />
    <PickPerson label="Manager" exceptId={selfId} value={draft.manager} onChange={(manager) => change({ manager })} />
    <Textarea
      label="Attributes"
      description="One name=value a line"
      autosize
      minRows={2}
      value={draft.attributesText}
      onChange={(event) => change({ attributesText: event.currentTarget.value })}
    />
    <PasswordInput
      label={isNew ? 'First password' : 'New password'}
      description={
        isNew ? 'At least 12 characters. Tell it to the person on another way.' : 'Left empty: it stays as it is'
      }
      autoComplete="new-password"
      minLength={12}
      value={draft.password}
      onChange={(event) => change({ password: event.currentTarget.value })}
      visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
    />
  </Stack>
);
