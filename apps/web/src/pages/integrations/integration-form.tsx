import { Button, Group, SegmentedControl, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../ui/page.js';
import { PickConnector } from '../../ui/pickers.js';
import { RootGroupsNote } from '../../ui/root-groups-note.js';
import { bodyOf, DETAILS_MOST, detailsTooLong, type IntegrationDraft } from './integration-draft.js';
import { OwnersFields } from './owners-fields.js';
import { SudoRolesField } from './sudo-roles-field.js';
import { ListMistakes, ServersField } from './servers-field.js';

interface PartProps {
  draft: IntegrationDraft;
  change: (part: Partial<IntegrationDraft>) => void;
}

const NameAndConnector = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <TextInput
      label="Name"
      description="People see it in the catalog"
      required
      maxLength={100}
      value={draft.name}
      onChange={(event) => change({ name: event.currentTarget.value })}
    />
    <PickConnector
      label="Connector"
      description="The one that can reach these servers"
      required
      value={draft.connector}
      onChange={(connector) => change({ connector })}
    />
  </Stack>
);

const STORES = [
  { value: 'file', label: 'File' },
  { value: 'aws-secrets-manager', label: 'AWS Secrets Manager' },
];

const Secret = ({ draft, change }: PartProps) => (
  <Stack gap="md">
    <p className="dimmed">
      The login key never comes to Curfew: only the connector reads it, as <code>base64_private_key</code> in the
      secret, the base64 of the private key file.
    </p>
    <SegmentedControl
      aria-label="Secret store"
      data={STORES}
      value={draft.store}
      onChange={(store) => change({ store: store === 'file' ? 'file' : 'aws-secrets-manager' })}
      className="start"
    />
    {draft.store === 'file' ? (
      <TextInput
        label="File"
        description="At the connector: a path in its folder for secrets"
        placeholder="shop-servers.json"
        required
        value={draft.path}
        onChange={(event) => change({ path: event.currentTarget.value })}
      />
    ) : (
      <Group grow align="flex-start">
        <TextInput
          label="Region"
          placeholder="eu-central-1"
          required
          value={draft.region}
          onChange={(event) => change({ region: event.currentTarget.value })}
        />
        <TextInput
          label="Secret"
          description="Name or ARN"
          required
          value={draft.secretId}
          onChange={(event) => change({ secretId: event.currentTarget.value })}
        />
      </Group>
    )}
    <TextInput
      label="Login on the servers"
      description="Where an entry names no user. It needs sudo without a password, be root, or curfew-host installed by hand."
      required
      value={draft.defaultUser}
      onChange={(event) => change({ defaultUser: event.currentTarget.value })}
    />
  </Stack>
);

const Groups = ({ draft, change }: PartProps) => (
  <Stack gap="sm">
    <TagsInput
      label="User groups"
      description="Linux groups that people may ask for. Without any there is the one permission Default. Press Enter after each."
      placeholder={draft.userGroups.length === 0 ? 'web-ops' : undefined}
      clearable
      value={draft.userGroups}
      onChange={(userGroups) => change({ userGroups })}
      acceptValueOnBlur
    />
    <p className="dimmed small">
      Access ends on time for people without root. A group that makes them root, such as one with sudo for everything,
      lets them undo anything on that server, the end of their access too.
    </p>
    <RootGroupsNote permissions={draft.userGroups} />
  </Stack>
);

const KnownHosts = ({ draft, change }: PartProps) => (
  <Textarea
    label="known_hosts"
    description="Optional. Host keys that stand here count as confirmed; the others you confirm by their fingerprint."
    autosize
    minRows={2}
    maxRows={12}
    spellCheck={false}
    classNames={{ input: 'mono' }}
    value={draft.knownHosts}
    onChange={(event) => change({ knownHosts: event.currentTarget.value })}
  />
);

const AccessDetails = ({ draft, change }: PartProps) => {
  const over = detailsTooLong(draft);
  return (
    <Textarea
      label="Access details"
      description={`Optional. Plain text of up to ${DETAILS_MOST} characters that people read on the page of their access, such as where the runbook is. No secrets.`}
      autosize
      minRows={2}
      maxRows={12}
      value={draft.customAccessDetails}
      error={over > 0 && `At most ${DETAILS_MOST} characters: this has ${DETAILS_MOST + over}. Take ${over} out.`}
      onChange={(event) => change({ customAccessDetails: event.currentTarget.value })}
    />
  );
};

interface IntegrationFormProps {
  start: IntegrationDraft;
  submitLabel: string;
  sending: boolean;
  error: unknown;
  onSubmit: (body: ReturnType<typeof bodyOf>) => void;
}

export const IntegrationForm = ({ start, submitLabel, sending, error, onSubmit }: IntegrationFormProps) => {
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<IntegrationDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(bodyOf(draft));
      }}
    >
      <Section title="1. Name and connector">
        <NameAndConnector draft={draft} change={change} />
      </Section>
      <Section title="2. Login key">
        <Secret draft={draft} change={change} />
      </Section>
      <Section title="3. Servers">
        <ServersField value={draft.serversText} onChange={(serversText) => change({ serversText })} />
        <KnownHosts draft={draft} change={change} />
      </Section>
      <Section title="4. What people may ask for">
        <Groups draft={draft} change={change} />
        <SudoRolesField roles={draft.sudoRoles} error={error} onChange={(sudoRoles) => change({ sudoRoles })} />
      </Section>
      <Section title="5. Owners">
        <OwnersFields draft={draft} change={change} />
      </Section>
      <Section title="6. What people read when they have access">
        <AccessDetails draft={draft} change={change} />
      </Section>
      <ListMistakes error={error} serversText={draft.serversText} />
      <Button type="submit" mt="lg" loading={sending} disabled={draft.connector === null || detailsTooLong(draft) > 0}>
        {submitLabel}
      </Button>
    </form>
  );
};
