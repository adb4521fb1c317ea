/** The filters of the activity page as they stand in its address, and as the API takes them. Pure. */
import type { Activity } from '../../../../../libs/api-client/src/views.js';

type RequestState = Activity['state'];
type GrantState = NonNullable<Activity['grant']>['state'];

export const ROLES = [
  { value: 'any', label: 'in any part' },
  { value: 'requester', label: 'who asked' },
  { value: 'receiver', label: 'who receives' },
  { value: 'approver', label: 'who answered' },
] as const;
export type Role = (typeof ROLES)[number]['value'];

/** One list of states, though some are of the request and some of the grant: who looks thinks of one thing. */
export const STATES: readonly { value: string; label: string; request?: RequestState[]; grant?: GrantState[] }[] = [
  { value: 'pending', label: 'waiting for approval', request: ['pending'] },
  { value: 'to-start', label: 'approved, to start', request: ['to-start'] },
  { value: 'running', label: 'runs now', grant: ['granting', 'active'] },
  { value: 'ending', label: 'ending', grant: ['ending'] },
  { value: 'ended', label: 'ended and proved', grant: ['ended'] },
  { value: 'failed', label: 'could not be set up', grant: ['failed'] },
  { value: 'approved', label: 'approved, whatever came of it', request: ['approved'] },
  { value: 'denied', label: 'denied', request: ['denied'] },
  { value: 'cancelled', label: 'cancelled', request: ['cancelled'] },
  { value: 'timed-out', label: 'timed out', request: ['timed-out'] },
  { value: 'lapsed', label: 'never began', request: ['lapsed'] },
];

/** What kind of request it is. */
export const KINDS: readonly { value: NonNullable<Activity['kind']>; label: string }[] = [
  { value: 'ordinary', label: 'ordinary requests' },
  { value: 'extension', label: 'extensions' },
  { value: 'emergency', label: 'emergencies' },
  { value: 'by-condition', label: 'given by a flow itself' },
];

const FIELDS = [
  'search',
  'person',
  'as',
  'integration',
  'server',
  'flow',
  'permission',
  'kind',
  'state',
  'from',
  'to',
] as const;
export type ActivitySearch = Partial<Record<(typeof FIELDS)[number], string>>;

/** Takes what stands in an address; gives the filters in it. */
export const activitySearchOf = (search: Record<string, unknown>): ActivitySearch =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = search[field];
      const text = typeof value === 'number' ? String(value) : value;
      return typeof text === 'string' && text !== '' ? [[field, text]] : [];
    }),
  );

const personField = (role: string | undefined) => {
  if (role === 'requester') return 'requesterId';
  if (role === 'receiver') return 'receiverId';
  return role === 'approver' ? 'approverId' : 'personId';
};

/** Takes a day such as 2026-11-22; gives the moment at which it begins here, or with `days` one so many days later. */
const startOf = (day: string | undefined, days = 0): string | undefined => {
  if (day === undefined) return undefined;
  const start = new Date(`${day}T00:00:00`);
  if (Number.isNaN(start.getTime())) return undefined;
  start.setDate(start.getDate() + days);
  return start.toISOString();
};

/** Takes filters; gives them as the API takes them. Both days are meant whole. */
export const activityQuery = ({
  search,
  person,
  as,
  integration,
  server,
  flow,
  permission,
  kind,
  state,
  from,
  to,
}: ActivitySearch) => {
  const chosen = STATES.find(({ value }) => value === state);
  const ofKind = KINDS.find(({ value }) => value === kind);
  return {
    search,
    ...(person !== undefined && { [personField(as)]: person }),
    integrationId: integration,
    resourceId: server,
    flowId: flow,
    permission,
    kind: ofKind && [ofKind.value],
    requestState: chosen?.request,
    grantState: chosen?.grant,
    from: startOf(from),
    to: startOf(to, 1),
  };
};

/** The same as the end of an address, for a file. */
export const exportAddress = (search: ActivitySearch, format: 'csv' | 'json'): string => {
  const parameters = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(activityQuery(search))) {
    for (const one of [value ?? []].flat()) parameters.append(name, one);
  }
  return `/api/activity/export?${parameters.toString()}`;
};
