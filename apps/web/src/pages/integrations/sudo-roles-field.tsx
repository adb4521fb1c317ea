import { Button, Fieldset, Stack, Textarea, TextInput } from '@mantine/core';
import { asProblem } from '#api-client/problem.js';
import { PlusIcon } from '../../ui/icons.js';
import { shownText } from '../../ui/shown-text.js';
import { RootNote } from '../../ui/sudo-roles.js';
import { commandsOf, type RoleDraft, roleMistakes } from './integration-draft.js';

interface RoleFieldsProps {
  role: RoleDraft;
  number: number;
  mistakes: ReturnType<typeof roleMistakes>;
  change: (part: Partial<RoleDraft>) => void;
  onRemove: () => void;
}

const RoleFields = ({ role, number, mistakes, change, onRemove }: RoleFieldsProps) => (
  <Fieldset legend={`Sudo role ${number}`} className="target">
    <Stack gap="md">
      <TextInput
        label="Role name"
        description="People ask for it by this name"
        placeholder="web-restart"
        required
        maxLength={32}
        value={role.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={mistakes.name.length > 0 && shownText(mistakes.name.join('; '))}
      />
      <Textarea
        label="Commands"
        description="One per line: the absolute path and exactly the arguments that may be used. Without arguments it may be run without arguments only. No wildcards and no quotes. ALL, alone, is everything."
        placeholder={'/usr/bin/systemctl restart nginx\n/usr/bin/systemctl status nginx'}
        required
        autosize
        minRows={2}
        maxRows={20}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={role.commandsText}
        onChange={(event) => change({ commandsText: event.currentTarget.value })}
        error={mistakes.commands.length > 0 && shownText(mistakes.commands.join('; '))}
      />
      {commandsOf(role).includes('ALL') && <RootNote />}
      <Button size="compact-sm" variant="subtle" color="red" className="start" onClick={onRemove}>
        Take sudo role {number} out
      </Button>
    </Stack>
  </Fieldset>
);

interface SudoRolesFieldProps {
  roles: RoleDraft[];
  error: unknown;
  onChange: (roles: RoleDraft[]) => void;
}

/** Permissions that are a sudo rule: a name and commands, as many as there are. */
export const SudoRolesField = ({ roles, error, onChange }: SudoRolesFieldProps) => {
  const wrong = error === null ? [] : asProblem(error).fields;
  return (
    <section className="sudo-roles-field" aria-label="Sudo roles">
      <h3>Sudo roles</h3>
      <p className="dimmed">
        Commands that people may ask to run as root, for a time. A command that can start others (a shell, an editor, a
        pager, a package manager) gives root as ALL does. The connector gives only what its own ceiling names. Changing
        a role ends the access that rests on it.
      </p>
      {roles.map((role, at) => (
        <RoleFields
          key={at}
          role={role}
          number={at + 1}
          mistakes={roleMistakes(wrong, roles, at)}
          change={(part) => onChange(roles.map((one, other) => (other === at ? { ...one, ...part } : one)))}
          onRemove={() => onChange(roles.filter((_, other) => other !== at))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<PlusIcon size={14} />}
        onClick={() => onChange([...roles, { name: '', commandsText: '' }])}
      >
        Add a sudo role
      </Button>
    </section>
  );
};
