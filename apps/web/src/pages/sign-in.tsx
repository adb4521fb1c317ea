import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { DemoSignIn, Installation } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { ApproveIcon, ClockIcon, ShieldIcon } from '../ui/icons.js';
import { Wordmark } from '../ui/logo.js';
import { Page } from '../ui/page.js';
import { ProblemAlert } from '../ui/problem.js';
import { SchemeSwitch } from '../ui/scheme.js';
import { Shown } from '../ui/shown.js';

/** The frame of the pages that one sees before signing in. */
export const Outside = ({ children }: { children: React.ReactNode }) => (
  <div className="outside">
    <div className="outside-story" aria-hidden="true">
      <svg className="outside-moon" viewBox="0 0 32 32" focusable="false">
        <path
          d="M20.9 22.6A8.6 8.6 0 1 1 15.2 7.5a6.7 6.7 0 0 0 8.9 9.1 8.6 8.6 0 0 1-3.2 6z"
          fill="#fff"
          fillOpacity="0.1"
        />
        <circle cx="22.6" cy="10" r="1.5" fill="#ffc24b" />
      </svg>
      <Wordmark size={36} />
      <p className="outside-claim">Access that ends on time.</p>
      <ul>
        <li>
          <ClockIcon /> Ask for a server for as long as the work takes
        </li>
        <li>
          <ApproveIcon /> Somebody who knows says yes
        </li>
        <li>
          <ShieldIcon /> Plain ssh, then all of it is removed and proved
        </li>
      </ul>
    </div>
    <main className="outside-form">
      <div className="outside-scheme">
        <SchemeSwitch />
      </div>
      {children}
    </main>
  </div>
);

const DemoSignIns = ({ signIns, onPick }: { signIns: DemoSignIn[]; onPick: (signIn: DemoSignIn) => void }) => (
  <section className="demo" aria-label="Demo sign-ins">
    <p className="demo-title">This is the demo. Fill in as:</p>
    <div className="demo-buttons">
      {signIns.map((signIn) => (
        <button type="button" key={signIn.email} onClick={() => onPick(signIn)} className="demo-button">
          <strong>
            <Shown text={signIn.role} />
          </strong>
          <span className="dimmed">
            <Shown text={signIn.email} />
          </span>
        </button>
      ))}
    </div>
  </section>
);

const NoAdministrator = () => (
  <Alert color="lamp" variant="light" title="There is no administrator yet">
    When the control plane started it printed a link that makes the first one. Open that link.
  </Alert>
);

/** Only a path of our own: an address of another site is not gone to. */
const safePath = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/catalog';

const SignInForm = ({ installation }: { installation: Installation | undefined }) => {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  const signIn = $api.useMutation('post', '/api/session', {
    onSuccess: () => navigate({ href: safePath(next) }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate({ body: { email: email.trim(), password } });
      }}
    >
      <Stack gap="md">
        {installation?.needsFirstAdministrator === true && <NoAdministrator />}
        <ProblemAlert error={signIn.error} />
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
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        <Button type="submit" size="md" loading={signIn.isPending}>
          Sign in
        </Button>
        {installation?.demo != null && (
          <DemoSignIns
            signIns={installation.demo.signIns}
            onPick={(picked) => {
              setEmail(picked.email);
              setPassword(picked.password);
            }}
          />
        )}
      </Stack>
    </form>
  );
};

export const SignInPage = () => {
  const { data: installation } = $api.useQuery('get', '/api/installation');
  return (
    <Outside>
      <Page title="Sign in" narrow lead={installation !== undefined && <Shown text={installation.name} />}>
        <SignInForm installation={installation} />
      </Page>
    </Outside>
  );
};
