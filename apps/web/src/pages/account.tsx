import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { $api } from '../ui/api.js';
import { Facts } from '../ui/facts.js';
import { Page, Section } from '../ui/page.js';
import { ProblemAlert } from '../ui/problem.js';
import { useSession } from '../ui/session.js';
import { Shown, ShownList } from '../ui/shown.js';

const Password = ({
  label,
  value,
  onChange,
  fresh = false,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  fresh?: boolean;
}) => (
  <PasswordInput
    label={label}
    required
    autoComplete={fresh ? 'new-password' : 'current-password'}
    minLength={fresh ? 12 : undefined}
    description={fresh ? 'At least 12 characters' : undefined}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    visibilityToggleButtonProps={{ 'aria-label': `Show: ${label}` }}
  />
);

const ChangePassword = () => {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = $api.useMutation('post', '/api/session/password', {
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ body: { current, next } });
      }}
    >
      <Stack gap="md" align="stretch">
        <Password label="Password now" value={current} onChange={setCurrent} />
        <Password label="New password" value={next} onChange={setNext} fresh />
        <ProblemAlert error={change.error} />
        <p role="status">{change.isSuccess && 'The password is changed. Your other sessions are signed out.'}</p>
        <Button type="submit" loading={change.isPending} className="start">
          Change the password
        </Button>
      </Stack>
    </form>
  );
};

export const AccountPage = () => {
  const { person } = useSession();
  return (
    <Page title="Your sign-in" narrow>
      <Facts
        facts={[
          ['Name', <Shown text={person.displayName} />],
          ['Email', <Shown text={person.email ?? 'none'} />],
          ['Account on servers', <Shown text={person.accountName} />],
          ['Role', person.role],
          ['Teams', person.teams.length === 0 ? 'none' : <ShownList texts={person.teams.map((team) => team.name)} />],
        ]}
      />
      <Section title="Password">
        <ChangePassword />
      </Section>
    </Page>
  );
};
