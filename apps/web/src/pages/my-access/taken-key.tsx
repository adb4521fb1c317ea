import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { AccessDetails } from '#api-client/views.js';
import { download, type MadeKey } from '../../ui/browser-key.js';
import { CopyBlock } from '../../ui/copy.js';
import { $api } from '../../ui/api.js';
import { DownloadIcon } from '../../ui/icons.js';
import { Moment } from '../../ui/moment.js';
import { ProblemAlert } from '../../ui/problem.js';
import { KeyTrouble } from './key-step.js';
import { PastedKey } from './pasted-key.js';
import { useMakeKey } from './use-make-key.js';

interface TakenKeyProps {
  details: AccessDetails;
  bound: NonNullable<AccessDetails['key']>;
  /** The key that was made on this page since it was opened; null: another one, or the page was left since. */
  made: MadeKey | null;
  grantId: string;
  onMade: (made: MadeKey) => void;
}

const putInPlace = (details: AccessDetails): string => {
  const { keyFileName: key, certificateFileName: certificate } = details;
  return `mkdir -p ~/.ssh && mv ~/Downloads/${key} ~/Downloads/${certificate} ~/.ssh/ && chmod 600 ~/.ssh/${key}`;
};

/** The key is bound and its certificate is there. */
export const TakenKey = ({ details, bound, made, grantId, onMade }: TakenKeyProps) => (
  <Stack gap="md" align="flex-start">
    <p>
      Bound to the key <code className="fingerprint">{bound.fingerprint}</code>. Its certificate is good until{' '}
      <Moment at={bound.validBefore} />.
    </p>
    <NewCertificate details={details} bound={bound} grantId={grantId} />
    <Group gap="sm">
      {made !== null && (
        <Button
          variant="default"
          leftSection={<DownloadIcon />}
          onClick={() => download(details.keyFileName, made.privateKey)}
        >
          Download the key again
        </Button>
      )}
      <Button
        variant={made === null ? 'default' : 'filled'}
        leftSection={<DownloadIcon />}
        onClick={() => download(details.certificateFileName, `${bound.certificate.trim()}\n`)}
      >
        Download the certificate
      </Button>
    </Group>
    {made !== null && (
      <>
        <p className="note note-watch">Keep the key file: when you leave this page it is gone from here.</p>
        <div className="full">
          <CopyBlock label="Put both files in place" text={putInPlace(details)} />
        </div>
      </>
    )}
    <AnotherKey details={details} grantId={grantId} onMade={onMade} />
  </Stack>
);

const MS = 1000;

/** After an extension: the same key, good until the new end. The certificate of before works until its own end. */
const NewCertificate = ({ details, bound, grantId }: Pick<TakenKeyProps, 'details' | 'bound' | 'grantId'>) => {
  const renew = $api.useMutation('post', '/api/grants/{id}/certificate');
  const { untilAt } = details.grant;
  if (Math.floor(Date.parse(bound.validBefore) / MS) >= Math.floor(Date.parse(untilAt) / MS)) return null;
  return (
    <>
      <p className="note note-watch">
        Your access was extended until <Moment at={untilAt} />. To log in after <Moment at={bound.validBefore} /> you
        need a new certificate for the same key.
      </p>
      <ProblemAlert error={renew.error} />
      <Button
        size="sm"
        loading={renew.isPending}
        onClick={() => renew.mutate({ params: { path: { id: grantId } }, body: {} })}
      >
        Get the new certificate
      </Button>
    </>
  );
};

/** Lost the key, or works on another computer now: the old certificate becomes worthless. */
const AnotherKey = ({ details, grantId, onMade }: Pick<TakenKeyProps, 'details' | 'grantId' | 'onMade'>) => {
  const [pasting, setPasting] = useState(false);
  const making = useMakeKey(details, grantId, onMade);
  return (
    <details className="more">
      <summary>Lost the key, or on another computer? Use another one</summary>
      <Stack gap="md" pt="sm" align="flex-start">
        <p className="dimmed">The certificate of the key before becomes worthless at once.</p>
        <KeyTrouble making={making} />
        <Group gap="sm">
          <Button size="sm" variant="default" loading={making.making} onClick={() => void making.make()}>
            Make and download another key
          </Button>
          <Button size="sm" variant="default" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
            Paste a public key
          </Button>
        </Group>
        {pasting && (
          <div className="full">
            <PastedKey grantId={grantId} />
          </div>
        )}
      </Stack>
    </details>
  );
};
