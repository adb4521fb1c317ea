import { Button } from '@mantine/core';
import type { GrantReceipt } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { DownloadIcon } from '../../ui/icons.js';
import { listWords } from '../../ui/list-words.js';
import { Loaded } from '../../ui/loaded.js';
import { Moment } from '../../ui/moment.js';
import { Section } from '../../ui/page.js';
import { Shown } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import type { StateWords } from '../../ui/state-words.js';

const FITS: StateWords = { word: 'signature fits', tone: 'good', meaning: 'The connector signed exactly this.' };
const DOES_NOT_FIT: StateWords = {
  word: 'signature does not fit',
  tone: 'bad',
  meaning: 'It was changed after it was stored, or another key signed it.',
};

const readBackWords = ({ state, account, groups, sudoRoles, remaining, finishing }: GrantReceipt): string => {
  if (state === 'present') {
    const roles = sudoRoles.map(({ name }) => name);
    const inGroups = groups.length > 0 ? `, in ${listWords(groups, 'and')}` : '';
    return `In force: account ${account}${inGroups}${roles.length > 0 ? `, by sudo ${listWords(roles, 'and')}` : ''}`;
  }
  if (finishing) return `Only what may finish is left for ${account}: ${remaining.join('; ')}`;
  return remaining.length === 0
    ? `Nothing is left of it for ${account}`
    : `Still there for ${account}: ${remaining.join('; ')}`;
};

const ReceiptRow = ({ receipt }: { receipt: GrantReceipt }) => (
  <li className="row row-tall">
    <div className="row-main">
      <p>
        <strong>
          <Shown text={readBackWords(receipt)} lines />
        </strong>
      </p>
      <p className="row-sub">
        read back <Moment at={receipt.readAt} /> by <Shown text={receipt.connector.name} />, order {receipt.generation}
        {receipt.untilAt !== null && (
          <>
            ; the server ends it <Moment at={receipt.untilAt} />
          </>
        )}
      </p>
    </div>
    <State words={receipt.verified ? FITS : DOES_NOT_FIT} />
    <div className="row-actions">
      <Button
        component="a"
        href={`/api/receipts/${receipt.id}`}
        download={`curfew-receipt-${receipt.id}.json`}
        variant="default"
        size="sm"
        leftSection={<DownloadIcon size={16} />}
        aria-label={`Download receipt ${receipt.id}`}
      >
        Receipt
      </Button>
    </div>
  </li>
);

/** For administrators: every signed receipt that names the grant. */
export const GrantProof = ({ grantId }: { grantId: string }) => {
  const receipts = $api.useQuery('get', '/api/grants/{id}/receipts', { params: { path: { id: grantId } } });
  return (
    <Section title="Proof">
      <Loaded query={receipts}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="dimmed">Nothing was read back from the server yet.</p>
          ) : (
            <ul className="rows">
              {items.map((receipt) => (
                <ReceiptRow key={receipt.id} receipt={receipt} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
};
