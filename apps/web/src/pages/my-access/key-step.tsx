import { Alert, Button, Stack } from '@mantine/core';
import type { AccessDetails } from '#api-client/views.js';
import type { MadeKey } from '../../ui/browser-key.js';
import { KeyIcon } from '../../ui/icons.js';
import { ProblemAlert } from '../../ui/problem.js';
import { useMakeKey, type MakingKey } from './use-make-key.js';

interface KeyStepProps {
  details: AccessDetails;
  grantId: string;
  onMade: (made: MadeKey) => void;
}

export const KeyTrouble = ({ making: { unable, error } }: { making: MakingKey }) => (
  <>
    {unable && (
      <Alert color="lamp" variant="light" role="alert" title="This browser cannot make the key">
        It lacks Ed25519, or the page is not on https or localhost. Use a key you have: run{' '}
        <code>ssh-keygen -t ed25519</code> and paste the text of the <code>.pub</code> file.
      </Alert>
    )}
    <ProblemAlert error={error} />
  </>
);

/** Makes a key for this access only. */
export const KeyStep = ({ details, grantId, onMade }: KeyStepProps) => {
  const making = useMakeKey(details, grantId, onMade);
  return (
    <Stack gap="md" align="flex-start">
      <p>
        A key for this access only, made in this browser. The private half is handed to you as a file and never leaves
        this computer; only its public half is sent.
      </p>
      <KeyTrouble making={making} />
      <Button
        leftSection={<KeyIcon />}
        loading={making.making}
        disabled={making.unable}
        onClick={() => void making.make()}
      >
        Make and download the key
      </Button>
    </Stack>
  );
};
