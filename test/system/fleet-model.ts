/** Who should have what, by what was asked and approved alone; and until when the promises allow a leftover. */
import type { Access, Login, Reality } from '#testkit/oracle.js';
import { isLie } from './fleet-faults.js';

export interface ModelGrant {
  id: string;
  host: string;
  person: string;
  account: string;
  groups: string[];
  /** It also gives the sudo role of the fleet. */
  hasRole: boolean;
  fromMs: number;
  /** An extension moves it. */
  deadlineMs: number;
  /** Until when sessions that run at its end may finish, where they may. */
  finishUntilMs?: number;
  /** The control plane was heard to say that sessions finish. */
  wasFinishing?: boolean;
  /** When giving back or revoking it was answered with a yes. */
  endAskedMs?: number;
  /** When the control plane was first heard to say that its end is proved. */
  provedMs?: number;
  /** The server's clock was ahead of its end once: the server may have ended it for good, and rightly so. */
  mayBeLost?: boolean;
}

/** Somebody is on call, and has the group of those who are on this host without asking. */
export interface Stay {
  host: string;
  /** Also the name of his account. */
  person: string;
  /** When putting him out of the team was answered with a yes. */
  toMs?: number;
}

/** Something is broken from then until then: on one host, or (null) what all of them need. */
export interface Break {
  host: string | null;
  fault: string;
  fromMs: number;
  toMs: number;
}

/** What a flow gives to whoever is on call. */
export const ON_CALL = 'on-call';

/** With these the server itself cannot end in time; with all others it can, whatever the network does (P3). */
const STOPS_THE_SERVER = new Set(['frozen', 'off', 'etc', 'disk', 'full', 'hung', 'behind']);
const stopsTheServer = (fault: string): boolean => STOPS_THE_SERVER.has(fault) || isLie(fault);
/** Nothing is broken, but the machine is slow. */
const WELL_MS = 30_000;
/** P3, and the minute after whatever was broken. */
const BROKEN_MS = 60_000;
/** Certificates and trust lines end at a whole second. */
const SECOND_MS = 1_000;

export class Model {
  readonly grants: ModelGrant[] = [];
  readonly stays: Stay[] = [];
  readonly breaks: Break[] = [];
  /** Hosts whose reaper does not survive a reboot. */
  readonly looped = new Set<string>();

  constructor(
    /** What each host had before the first grant. */
    private readonly before: Map<string, Access[]>,
  ) {}

  endOf({ deadlineMs, endAskedMs }: ModelGrant): number {
    return Math.min(deadlineMs, endAskedMs ?? Infinity);
  }

  isLive(grant: ModelGrant, atMs: number): boolean {
    return atMs < this.endOf(grant) && grant.fromMs <= atMs;
  }

  /** Its end has come, and its sessions may go on. */
  isFinishing(grant: ModelGrant, atMs: number): boolean {
    return grant.endAskedMs === undefined && grant.deadlineMs <= atMs && atMs < sessionsUntil(grant);
  }

  /** Until when something of a grant may still be found, at the latest; `untilMs` is when it is to end by itself. */
  allowedUntil(grant: ModelGrant, untilMs = grant.deadlineMs): number {
    if (grant.provedMs !== undefined) return grant.provedMs;
    const early = this.stretched(grant, Math.min(untilMs, grant.endAskedMs ?? Infinity), () => true);
    const restarts = this.looped.has(grant.host) && this.lostItsLoop(grant);
    const own = this.stretched(grant, untilMs, ({ fault }) => restarts || stopsTheServer(fault));
    return Math.min(early, own);
  }

  /** Each break that meets the time at which it should be gone by gives a minute more after its own end. */
  private stretched(grant: { host: string }, endMs: number, counts: (one: Break) => boolean): number {
    let allowedMs = endMs + (this.isBrokenAt(grant, endMs) ? BROKEN_MS : WELL_MS);
    const met = this.breaks
      .filter((one) => (one.host === null || one.host === grant.host) && counts(one) && one.toMs >= endMs)
      .sort((one, other) => one.fromMs - other.fromMs);
    for (const one of met) if (one.fromMs <= allowedMs) allowedMs = Math.max(allowedMs, one.toMs + BROKEN_MS);
    return allowedMs;
  }

  private isBrokenAt({ host }: { host: string }, atMs: number): boolean {
    return this.breaks.some(
      (one) => [null, host].includes(one.host) && one.fromMs <= atMs && atMs <= one.toMs + BROKEN_MS,
    );
  }

  /** A liar in the script's place ends the loop, too. */
  private lostItsLoop({ host, fromMs }: ModelGrant): boolean {
    return this.breaks.some(
      (one) => one.host === host && (one.fault === 'off' || isLie(one.fault)) && one.toMs >= fromMs,
    );
  }

  /** What of a reading nobody may have: `fromMs` is when it began, `sinceMs` when the reading before it began. */
  judge(host: string, reality: Reality, fromMs: number, sinceMs: number): string[] {
    const access = reality.access.filter((one) => !this.isJustified(host, one, fromMs));
    const logins = reality.logins.filter((one) => !this.isLoginJustified(host, one, sinceMs));
    return [
      ...access.map((one) => `${host}: nobody may have ${wordsOf(one)}`),
      ...logins.map((one) => `${host}: no live grant for: ${one.line}`),
    ];
  }

  private isJustified(host: string, access: Access, atMs: number): boolean {
    if (this.isOfSite(host, access)) return true;
    const stays = this.stays.filter((stay) => stay.host === host && this.isOnCalls(stay, access));
    if (stays.some((stay) => atMs <= this.stayAllowedUntil(stay))) return true;
    return this.grants.some(
      (grant) => grant.host === host && gives(grant, access) && atMs <= this.allowedUntil(grant, lastOf(grant, access)),
    );
  }

  /** Nobody logs in with it. Its grant is none of those that were asked for; the server would end it by itself, long after the days are over. */
  private isOnCalls({ person }: Stay, access: Access): boolean {
    if (access.kind === 'sudo' || access.account !== person) return false;
    if (access.kind === 'trust') return !this.grants.some(({ id }) => id === access.grantId);
    if (access.kind === 'member' || access.kind === 'held') return access.group === ON_CALL;
    return access.kind === 'open';
  }

  private stayAllowedUntil(stay: Stay): number {
    return stay.toMs === undefined ? Infinity : this.stretched(stay, stay.toMs, () => true);
  }

  /** A process may hold what its account is a member of; whether it may run is asked by itself. */
  private isOfSite(host: string, access: Access): boolean {
    const words = wordsOf(access.kind === 'held' ? { ...access, kind: 'member' } : access);
    return (this.before.get(host) ?? []).some((one) => wordsOf(one) === words);
  }

  /** No login is late [I61]: only an early end that could not be told yet, or a clock of the server that is behind. */
  private isLoginJustified(host: string, { id, account }: Login, sinceMs: number): boolean {
    const grant = this.grants.find(
      (one) => one.host === host && one.account === account && id?.startsWith(`grant-${one.id}-`),
    );
    if (!grant) return false;
    const isBehind = this.breaks.some(
      (one) => one.host === host && one.fault === 'behind' && one.toMs >= grant.deadlineMs,
    );
    const lastMs = isBehind ? Infinity : grant.deadlineMs + SECOND_MS;
    return sinceMs <= Math.min(lastMs, this.allowedUntil(grant));
  }

  /** How a host differs from what should be there when all is well. */
  differences(host: string, reality: Reality, atMs: number): string[] {
    const live = this.grants.filter((grant) => grant.host === host && this.isLive(grant, atMs));
    const found = new Set(reality.access.map(wordsOf));
    const onCall = this.stays.filter((stay) => stay.host === host && stay.toMs === undefined);
    const sure = [...live.filter((grant) => !grant.mayBeLost).flatMap(accessOf), ...onCall.flatMap(accessOnCall)];
    const missing = [...sure, ...(this.before.get(host) ?? [])].filter((one) => !found.has(wordsOf(one)));
    const finishing = this.grants.filter((grant) => grant.host === host && this.isFinishing(grant, atMs));
    const isGiven = (one: Access): boolean =>
      live.some((grant) => gives(grant, one)) ||
      onCall.some((stay) => this.isOnCalls(stay, one)) ||
      (isInUse(one) && finishing.some((grant) => gives(grant, one)));
    const extra = reality.access.filter((one) => !this.isOfSite(host, one) && !isGiven(one));
    return [
      ...missing.map((one) => `${host} lacks ${wordsOf(one)}`),
      ...extra.map((one) => `${host} has ${wordsOf(one)}`),
    ];
  }
}

const isInUse = ({ kind }: Access): boolean => kind === 'process' || kind === 'held';
const sessionsUntil = ({ deadlineMs, finishUntilMs = 0 }: ModelGrant): number => Math.max(deadlineMs, finishUntilMs);
const lastOf = (grant: ModelGrant, access: Access): number =>
  isInUse(access) ? sessionsUntil(grant) : grant.deadlineMs;

/** What a grant gives that must be there: sessions may be there or not. */
const accessOf = ({ id, account, groups, hasRole }: ModelGrant): Access[] => [
  { kind: 'open', account },
  { kind: 'trust', account, grantId: id },
  ...groups.map((group): Access => ({ kind: 'member', account, group })),
  ...(hasRole ? [{ kind: 'sudo' as const, file: `/etc/sudoers.d/curfew-${id}` }] : []),
];

const accessOnCall = ({ person: account }: Stay): Access[] => [
  { kind: 'open', account },
  { kind: 'member', account, group: ON_CALL },
];

const gives = (grant: ModelGrant, access: Access): boolean => {
  switch (access.kind) {
    case 'sudo':
      return grant.hasRole && access.file.includes(grant.id);
    case 'trust':
      return access.grantId === grant.id && access.account === grant.account;
    case 'member':
    case 'held':
      return access.account === grant.account && grant.groups.includes(access.group);
    default:
      return access.account === grant.account;
  }
};

/** Of processes the number does not count. */
const wordsOf = (access: Access): string =>
  Object.entries(access)
    .filter(([field]) => field !== 'pid')
    .map(([, value]) => String(value))
    .join(' ');
