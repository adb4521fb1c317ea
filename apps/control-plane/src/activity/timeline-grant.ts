/** The lines of a timeline that tell of the grant: ordered, proved, used, ended, proved gone. Pure. */
import { isSameEnd } from '#access/grant.js';
import { utcWords } from '#access/in-words.js';
import type { GrantView } from '../grants/grants.view.js';
import { actorOf, rowOf, type Story, textOf, type TraceAudit } from './story.js';
import { CURFEW, line, type TimelineActor, type TimelineLine } from './timeline-line.js';

/** Takes the story; gives the lines of its grant, none if it led to none. */
export const grantLines = (story: Story): TimelineLine[] => {
  const { grant, request } = story;
  if (grant === null) return [];
  if (request.extension !== null) return extensionProved(story, grant, request.extension.untilAt);
  return [
    ordered(story, grant),
    ...inForce(story, grant),
    ...failed(story, grant),
    ...keys(story, grant),
    ...certificates(story, grant),
    ...endsProved(story, grant),
    ...ended(story, grant),
    ...leftOvers(story, grant),
    ...proved(story, grant),
    ...writtenOff(grant),
  ];
};

const connectorOf = ({ order }: Story): TimelineActor =>
  order ? { kind: 'connector', id: order.id, name: order.name } : { ...CURFEW, name: 'the connector' };

const ownerOf = ({ person }: GrantView): TimelineActor => ({ kind: 'person', id: person.id, name: person.displayName });

const atOf = (row: TraceAudit | undefined, otherwise: string): string => row?.at.toISOString() ?? otherwise;

/** With the end of that order: later ones stand on lines of their own. */
const ordered = (story: Story, grant: GrantView): TimelineLine => {
  const row = rowOf(story, 'grant.started');
  const sentence = `The connector ${connectorOf(story).name} was ordered to add it on ${grant.resource.name}, as the account ${grant.account}.`;
  const more = { untilAt: textOf(row, 'until') ?? grant.untilAt, generation: story.order?.start ?? null };
  return line(atOf(row, grant.fromAt), 'ordered', row ? actorOf(row) : CURFEW, sentence, more);
};

/** The receipt that an audit row names, and a word where its signature is none. */
const proofOf = (story: Story, row: TraceAudit | undefined): { receiptId: string | null; doubt: string } => {
  const receiptId = textOf(row, 'receiptId');
  const receipt = story.receipts.find(({ id }) => id === receiptId);
  return { receiptId, doubt: receipt?.verified === false ? ' The signature of this receipt does not fit.' : '' };
};

const inForce = (story: Story, grant: GrantView): TimelineLine[] => {
  const row = rowOf(story, 'grant.activated');
  if (!row) return [];
  const by = actorOf(row);
  const { receiptId, doubt } = proofOf(story, row);
  const sentence = `${by.name} read ${grant.resource.name} back: it is in force.${doubt}`;
  return [line(row.at.toISOString(), 'in-force', by, sentence, { receiptId })];
};

const knowsEnd = ({ resource }: GrantView, by: TimelineActor): string =>
  `${by.name} read ${resource.name} back: the server knows the new end.`;

/** Of each extension: when the server was proved to know the new end. */
const endsProved = (story: Story, grant: GrantView): TimelineLine[] =>
  story.audit
    .filter(({ action }) => action === 'grant.end-proved')
    .map((row) => {
      const by = actorOf(row);
      const { receiptId, doubt } = proofOf(story, row);
      const endedAt = textOf(row, 'endedAt');
      const anew = endedAt === null ? '' : ` It had not known it and ended it at ${utcWords(Date.parse(endedAt))}: it is there again, without the sessions of before.`; // prettier-ignore
      const sentence = `${knowsEnd(grant, by)}${anew}${doubt}`;
      return line(row.at.toISOString(), 'end-proved', by, sentence, { receiptId, untilAt: textOf(row, 'until') });
    });

/** The story of a request to make it longer: the rest of the grant is told with the request that it came of. */
const extensionProved = ({ receipts }: Story, grant: GrantView, untilAt: string | null): TimelineLine[] => {
  const receipt = receipts.find((one) => untilAt !== null && one.untilAt !== null && isSameEnd(Date.parse(one.untilAt), Date.parse(untilAt))); // prettier-ignore
  if (!receipt) return [];
  const by: TimelineActor = { kind: 'connector', ...receipt.connector };
  return [line(receipt.storedAt, 'end-proved', by, knowsEnd(grant, by), { receiptId: receipt.id, untilAt })];
};

const failed = (story: Story, grant: GrantView): TimelineLine[] => {
  const row = rowOf(story, 'grant.failed');
  if (!row && grant.state !== 'failed') return [];
  const why = textOf(row, 'message') ?? grant.fault?.message ?? '';
  const by = row ? actorOf(row) : connectorOf(story);
  const at = atOf(row, grant.endedAt ?? grant.fromAt);
  return [line(at, 'failed', by, `It could not be set up. ${why}`.trim())];
};

const keys = (story: Story, grant: GrantView): TimelineLine[] =>
  story.keys.map(({ number, fingerprint, boundAt }) => {
    const by = ownerOf(grant);
    const at = boundAt.toISOString();
    if (number === 1) return line(at, 'key-bound', by, `${by.name} bound the public key ${fingerprint}.`);
    const sentence = `${by.name} reset the key to ${fingerprint}: certificates for the key before are worth nothing.`;
    return line(at, 'key-reset', by, sentence);
  });

const certificates = (story: Story, grant: GrantView): TimelineLine[] =>
  story.certificates.map(({ serial, issuedAt, validBefore }) => {
    const sentence = `The connector ${connectorOf(story).name} made a certificate, serial ${serial}.`;
    const more = { certificateSerial: serial, untilAt: validBefore.toISOString() };
    return line(issuedAt.toISOString(), 'certificate-issued', ownerOf(grant), sentence, more);
  });

const ended = (story: Story, grant: GrantView): TimelineLine[] => {
  if (grant.cause === null || grant.endedAt === null) return [];
  const row = rowOf(story, `grant.${grant.cause}`);
  const by = row ? actorOf(row) : CURFEW;
  const causes = {
    expired: 'The time was up',
    'given-back': `${by.name} gave it back`,
    // No connector revokes by itself: it tells that somebody did so, on the server or there
    revoked: (by.kind === 'connector' && textOf(row, 'why')?.replace(/\.$/, '')) || `${by.name} revoked it`,
  };
  const sentence = `${causes[grant.cause]}: the connector ${connectorOf(story).name} was ordered to remove it.`;
  const more = { reason: textOf(row, 'why'), generation: story.order?.end ?? null };
  return [line(atOf(row, grant.endedAt), 'ended', by, sentence, more)];
};

/** The first read-back that found something left; what it found is for administrators, on the proof. */
const leftOvers = (story: Story, { resource }: GrantView): TimelineLine[] => {
  const receipt = story.receipts.find(
    ({ state, remaining, finishing }) => state === 'absent' && remaining.length > 0 && !finishing,
  );
  if (!receipt) return [];
  const by: TimelineActor = { kind: 'connector', ...receipt.connector };
  const sentence = `${by.name} read ${resource.name} back: something of it is left. The removal is tried again.`;
  return [line(receipt.storedAt, 'removal-incomplete', by, sentence, { receiptId: receipt.id })];
};

const proved = (story: Story, grant: GrantView): TimelineLine[] => {
  if (grant.provedAt === null) return [];
  const row = rowOf(story, 'grant.ended', 'grant.proved-absent');
  const by = row ? actorOf(row) : connectorOf(story);
  const { receiptId, doubt } = proofOf(story, row);
  const sentence = `${by.name} read ${grant.resource.name} back: nothing of it is left.${doubt}`;
  return [line(atOf(row, grant.provedAt), 'removal-proved', by, sentence, { receiptId })];
};

const writtenOff = ({ writtenOff }: GrantView): TimelineLine[] => {
  if (writtenOff === null) return [];
  const by: TimelineActor = { kind: 'person', id: writtenOff.by.id || null, name: writtenOff.by.displayName };
  const sentence = `${by.name} wrote the removal off: what may be left of it is nobody’s task any more.`;
  return [line(writtenOff.at, 'written-off', by, sentence, { reason: writtenOff.reason })];
};
