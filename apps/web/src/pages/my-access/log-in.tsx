import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { AccessDetails, Grant } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { CopyBlock } from '../../ui/copy.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/page.js';
import { Shown } from '../../ui/shown.js';
import type { MadeKey } from '../../ui/browser-key.js';
import { KeyStep } from './key-step.js';
import { PastedKey } from './pasted-key.js';
import { TakenKey } from './taken-key.js';

/** The steps of logging in with plain OpenSSH: a key, its certificate, the command. */
export const LogIn = ({ grant }: { grant: Grant }) => {
  const details = $api.useQuery('get', '/api/grants/{id}/access-details', { params: { path: { id: grant.id } } });
  return <Loaded query={details}>{(data) => <Steps details={data} grantId={grant.id} />}</Loaded>;
};

const Steps = ({ details, grantId }: { details: AccessDetails; grantId: string }) => {
  const [made, setMade] = useState<MadeKey | null>(null);
  return (
    <>
      {details.customAccessDetails !== null && (
        <Section title="About this server">
          <blockquote className="reason">
            <Shown text={details.customAccessDetails} lines />
          </blockquote>
        </Section>
      )}
      <Section title="1. Your key">
        {details.key === null ? (
          <Tabs defaultValue="browser" keepMounted={false}>
            <Tabs.List aria-label="Where the key comes from">
              <Tabs.Tab value="browser">Make a key here</Tabs.Tab>
              <Tabs.Tab value="own">Use a key I have</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="browser" pt="md">
              <KeyStep details={details} grantId={grantId} onMade={setMade} />
            </Tabs.Panel>
            <Tabs.Panel value="own" pt="md">
              <PastedKey grantId={grantId} />
            </Tabs.Panel>
          </Tabs>
        ) : (
          <TakenKey details={details} bound={details.key} made={made} grantId={grantId} onMade={setMade} />
        )}
      </Section>
      {details.key !== null && <Commands details={details} />}
    </>
  );
};

const Commands = ({ details }: { details: AccessDetails }) => (
  <Section title="2. Log in">
    <div className="copy-blocks">
      <CopyBlock label="Log in with" text={details.command} />
      <details className="more">
        <summary>For ~/.ssh/config: scp, rsync, git, ansible and editors then work as well</summary>
        <CopyBlock label="Entry for ~/.ssh/config" text={details.sshConfig} />
      </details>
      {details.hostKeyConfirmed ? (
        <details className="more">
          <summary>The server&apos;s host key, so that ssh need not ask you about a fingerprint</summary>
          <CopyBlock label="Line for ~/.ssh/known_hosts" text={details.knownHosts} />
        </details>
      ) : (
        <p className="dimmed">The host key of this server is not confirmed, so there is no known_hosts line to give.</p>
      )}
    </div>
  </Section>
);
