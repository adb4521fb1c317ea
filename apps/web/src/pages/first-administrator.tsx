import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { $api } from '../ui/api.js';
import { Empty, Page } from '../ui/page.js';
import { ProblemAlert } from '../ui/problem.js';
import { Outside } from './sign-in.js';

let taken = '';

/** The token stands behind the `#`, so that it reaches no server log; it is taken out of the address at once. */
const takeToken = (): string => {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
  if (token !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
  taken = token || taken;
  return taken;
};

const Form = ({ token }: { token: string }) => {
  const navigate = useNavigate();
  const [displayName, setDisplayName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const create = $api.useMutation('post', '/api/first-administrator', {
    onSuccess: () => navigate({ to: '/integrations' }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ body: { token, displayName: displayName.trim(), email: email.trim(), password } });
      }}
    >
      <Stack gap="md">
        <ProblemAlert error={create.error} />
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          maxLength={200}
          value={displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description="At least 12 characters"
          autoComplete="new-password"
          required
          minLength={12}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        <Button type="submit" size="md" loading={create.isPending}>
          Create the administrator
        </Button>
      </Stack>
    </form>
  );
};

export const FirstAdministratorPage = () => {
  const [token] = useState(takeToken);
  return (
    <Outside>
      <Page title="First administrator" narrow lead="One person who sets up the rest. The link works once.">
        {token === '' ? (
          <Empty title="The link is not complete">
            <p>Open the whole link that the control plane printed when it started, with everything behind the #.</p>
          </Empty>
        ) : (
          <Form token={token} />
        )}
      </Page>
    </Outside>
  );
};
