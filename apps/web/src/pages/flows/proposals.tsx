/** Edits that wait for a second administrator: what would be different, for whom, and who proposed it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FlowProposal } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Ago } from '../../ui/moment.js';
import { Section } from '../../ui/page.js';
import { Shown, ShownList } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { State } from '../../ui/state.js';
import { ONLY_LOOKS } from './blast-radius.js';
import { decidedWords, differing, editWords } from './proposal-words.js';
import { ReachSaid } from './reaches.js';

const MOST = 50;
const LATELY = 5;

/** Looked at only when somebody wants to: it goes over everybody and every server. */
const Reach = ({ id }: { id: string }) => (
  <ReachSaid
    look={$api.useQuery('get', '/api/flow-proposals/{id}/blast-radius', { params: { path: { id } } }, ONLY_LOOKS)}
    none="No active flow names it: it gives nobody anything now."
  />
);

const WhoGains = ({ proposal: { id, objectName } }: { proposal: FlowProposal }) => {
  const [open, setOpen] = useState(false);
  return open ? (
    <Reach id={id} />
  ) : (
    <Button size="sm" variant="default" className="start" onClick={() => setOpen(true)}>
      See whom it reaches<span className="visually-hidden"> ({shownText(objectName)})</span>
    </Button>
  );
};

/** One of two sentences, with what differs from the other in bold. */
const Sentence = ({ text, other }: { text: string; other: string | null }) => {
  const [start, middle, end] = other === null ? [text, '', ''] : differing(other, text);
  return (
    <>
      <Shown text={start} />
      {middle !== '' && (
        <strong>
          <Shown text={middle} />
        </strong>
      )}
      <Shown text={end} />
    </>
  );
};

const Said = ({ proposal: { before, after, differences, action } }: { proposal: FlowProposal }) => (
  <dl className="facts">
    {action !== 'add' && (
      <>
        <dt>Now</dt>
        <dd>
          <Sentence text={before ?? ''} other={after} />
        </dd>
      </>
    )}
    {action !== 'activate' && (
      <>
        <dt>Then</dt>
        <dd>{after === null ? 'It is deleted.' : <Sentence text={after} other={before} />}</dd>
      </>
    )}
    {differences.length > 0 && (
      <>
        <dt>What differs</dt>
        <dd>
          <details className="more">
            <summary>{differences.map(({ field }) => field).join(', ')}</summary>
            {differences.map(({ field, before: was, after: becomes }) => (
              <div key={field}>
                <strong>{field}</strong>
                <pre className="plain-code">
                  <Shown text={`${was ?? ''}\n→ ${becomes ?? ''}`} lines />
                </pre>
              </div>
            ))}
          </details>
        </dd>
      </>
    )}
  </dl>
);

const Answers = ({ proposal: { id, kind, own, outOfDate } }: { proposal: FlowProposal }) => {
  const params = { path: { id } };
  const approve = $api.useMutation('post', '/api/flow-proposals/{id}/approve');
  const refuse = $api.useMutation('post', '/api/flow-proposals/{id}/refuse');
  const withdraw = $api.useMutation('post', '/api/flow-proposals/{id}/withdraw');
  if (own) {
    return (
      <Ask label="Withdraw" title="Withdraw this proposal?" confirm="Withdraw it" onConfirm={() => withdraw.mutateAsync({ params })}>
        Everything stays as it is.
      </Ask>
    );
  }
  return (
    <div className="answer-buttons">
      <Ask label="Refuse" title="Refuse this edit?" confirm="Refuse it" reason="Why" onConfirm={(reason) => refuse.mutateAsync({ params, body: { reason } })} />
      {!outOfDate && (
        <Ask label="Approve" title="Approve this edit?" confirm="Approve it" button={{ variant: 'filled' }} onConfirm={() => approve.mutateAsync({ params })}>
          {kind !== 'four-eyes' && <Reach id={id} />}
          <p>It counts at once. The audit names both of you.</p>
        </Ask>
      )}
    </div>
  );
}; // prettier-ignore

const ProposalCard = ({ proposal }: { proposal: FlowProposal }) => (
  <li className="card">
    <div className="card-head">
      <h3 className="row-title">
        <Shown text={editWords(proposal)} />
      </h3>
      {proposal.outOfDate && <State words={{ word: 'out of date', tone: 'watch', meaning: '' }} />}
    </div>
    <Said proposal={proposal} />
    {proposal.disabledPeople.length > 0 && (
      <p className="note note-watch">
        It names people who are disabled: <ShownList texts={proposal.disabledPeople} />.
      </p>
    )}
    {proposal.outOfDateBecause === null ? (
      proposal.kind !== 'four-eyes' && <WhoGains proposal={proposal} />
    ) : (
      <p>
        <Shown text={proposal.outOfDateBecause} /> So this cannot be approved. Propose it anew if it is still needed.
      </p>
    )}
    <div className="card-foot">
      <p className="dimmed small">
        Proposed by <Shown text={proposal.proposedBy.displayName} /> <Ago at={proposal.proposedAt} />
        {proposal.own && ': another administrator must approve it'}
      </p>
      <Answers proposal={proposal} />
    </div>
  </li>
);

const Lately = ({ proposals }: { proposals: readonly FlowProposal[] }) => (
  <details className="more">
    <summary>Decided lately</summary>
    <ul className="results">
      {proposals.map((proposal) => (
        <li key={proposal.id}>
          <Shown text={`${editWords(proposal)}: ${decidedWords(proposal)}`} />
        </li>
      ))}
    </ul>
  </details>
);

/** Nothing where nothing was ever proposed. */
export const Proposals = ({ kind }: { kind?: 'bundle' }) => {
  const of = (waiting: boolean, limit: number) => ({ params: { query: { waiting, kind, limit } } });
  const waiting = $api.useQuery('get', '/api/flow-proposals', of(true, MOST)).data;
  const decided = $api.useQuery('get', '/api/flow-proposals', of(false, LATELY)).data;
  if (!waiting || !decided || waiting.total + decided.total === 0) return null;
  return (
    <div className="proposals">
      <Section title={waiting.total === 0 ? 'Proposed edits' : `Proposed edits: ${waiting.total} waiting`}>
        {waiting.items.length > 0 && (
          <ul className="cards">
            {waiting.items.map((proposal) => (
              <ProposalCard key={proposal.id} proposal={proposal} />
            ))}
          </ul>
        )}
        {waiting.total > MOST && <p className="dimmed">Only the {MOST} oldest are shown.</p>}
        {decided.items.length > 0 && <Lately proposals={decided.items} />}
      </Section>
    </div>
  );
};
