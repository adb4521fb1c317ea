import type { CatalogEntry, CatalogFlow } from '#api-client/views.js';
import { listWords } from '../../ui/list-words.js';
import { useNowMs } from '../../ui/now.js';
import { ROOT_WORDS } from '../../ui/sudo-roles.js';
import { Shown } from '../../ui/shown.js';
import { durationWords, momentWords } from '../../ui/time-words.js';

const REFRESH_MS = 30_000;

interface WhatHappensProps {
  entry: CatalogEntry;
  flow: CatalogFlow;
  permissions: string[];
  durationSeconds: number;
}

/** Before it is sent: who will be asked, what one will get, and when it ends. */
export const WhatHappens = ({ entry, flow, permissions, durationSeconds }: WhatHappensProps) => {
  const nowMs = useNowMs(REFRESH_MS);
  const givesRoot = entry.options.some(
    ({ permission, sudoRole }) => permissions.includes(permission) && sudoRole?.givesRoot,
  );
  return (
    <section className="what-happens" aria-label="What will happen">
      <h3>What will happen</h3>
      <ol>
        {flow.automatic ? (
          <li>Nobody needs to be asked: access starts at once.</li>
        ) : (
          <li>
            <strong>
              <Shown text={flow.oneYes ? listWords(flow.approvers, 'or') : (flow.approvalInWords ?? '')} />
            </strong>{' '}
            will be asked. {flow.oneYes && 'One yes is enough.'}
          </li>
        )}
        <li>
          You can log in to{' '}
          <strong>
            <Shown text={entry.resource.name} />
          </strong>{' '}
          with{' '}
          <strong>
            <Shown text={listWords(permissions, 'and')} />
          </strong>
          {flow.allowsForwarding ? ', port forwarding included.' : ', without port forwarding.'}
        </li>
        {givesRoot && <li>{ROOT_WORDS}</li>}
        <li>
          {flow.automatic ? (
            <>It ends about {momentWords(nowMs + durationSeconds * 1000, nowMs)} and is removed from the server.</>
          ) : (
            <>It ends {durationWords(durationSeconds)} after the approval and is removed from the server.</>
          )}
        </li>
        {flow.finishWithinSeconds !== null && (
          <li>Sessions that run then may go on for {durationWords(flow.finishWithinSeconds)}, without new logins.</li>
        )}
      </ol>
    </section>
  );
};
