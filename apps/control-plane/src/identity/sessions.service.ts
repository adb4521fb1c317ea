import { Injectable } from '@nestjs/common';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { PersonId } from '#access/ids.js';
import { type Actor, AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import type { Person } from './person.js';
import { SessionsStore } from './sessions.store.js';

const TOKEN_BYTES = 32;
const LONGEST_MS = 12 * 3_600_000;
const LONGEST_IDLE_MS = 2 * 3_600_000;
/** A session's last use is written at most this often. */
const USE_GRAIN_MS = 60_000;

/** What a browser or program keeps to be known again: 256 random bits. Never stored, never logged. */
export interface SessionToken {
  readonly token: string;
}

/** A session whose token was proved, and the enabled person it belongs to. */
export interface ProvedSession {
  readonly sessionId: string;
  readonly person: Person;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Who is signed in. A session lives 12 hours, or 2 hours without use, and not beyond the person's being disabled. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly store: SessionsStore,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Begins a new session; the one that the caller came with, if any, ends. */
  async start(tx: Transaction, person: Person, ip: string | null, former: string | undefined): Promise<SessionToken> {
    const now = this.clock.now();
    const { startedAfter, usedAfter } = this.bounds();
    await this.store.sweep(tx, startedAfter, usedAfter);
    const formerSession = former === undefined ? undefined : await this.store.byTokenHash(hashOf(former));
    if (formerSession) await this.store.end(tx, formerSession.session.id);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.store.add(tx, {
      id: randomUUID(),
      tokenHash: hashOf(token),
      personId: person.id,
      startedAt: now,
      usedAt: now,
    });
    await this.audit.record(tx, { kind: 'person', id: person.id, name: person.displayName, ip }, {
      action: 'session.started',
      object: { kind: 'person', id: person.id, name: person.displayName },
    }); // prettier-ignore
    return { token };
  }

  /** Takes a token and gives its session, if it is one that still lives, of a person who is not disabled. */
  async prove(token: string): Promise<ProvedSession | undefined> {
    const found = await this.store.byTokenHash(hashOf(token));
    if (!found || found.person.disabled) return undefined;
    const { session, person } = found;
    const { startedAfter, usedAfter } = this.bounds();
    if (session.startedAt <= startedAfter || session.usedAt <= usedAfter) return undefined;
    const now = this.clock.now();
    if (now.getTime() - session.usedAt.getTime() >= USE_GRAIN_MS) await this.store.markUsed(session.id, now);
    return { sessionId: session.id, person };
  }

  /** Which of these sessions still live. Asking is no use of them. */
  async alive(sessionIds: readonly string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const { startedAfter, usedAfter } = this.bounds();
    return this.store.alive(sessionIds, startedAfter, usedAfter);
  }

  /** Ends one session, at its person's wish. */
  async signOut(tx: Transaction, actor: Actor & { kind: 'person' }, sessionId: string): Promise<void> {
    if (!(await this.store.end(tx, sessionId))) return;
    await this.audit.record(tx, actor, {
      action: 'session.ended',
      object: { kind: 'person', id: actor.id, name: actor.name },
    });
    this.wakeUps.send(tx, 'sessions');
  }

  /** Ends all sessions of a person, as part of another change, which the audit row tells of. */
  async endAllOf(tx: Transaction, personId: PersonId): Promise<void> {
    await this.store.endAllOf(tx, personId);
    this.wakeUps.send(tx, 'sessions');
  }

  private bounds(): { startedAfter: Date; usedAfter: Date } {
    const nowMs = this.clock.nowMs();
    return { startedAfter: new Date(nowMs - LONGEST_MS), usedAfter: new Date(nowMs - LONGEST_IDLE_MS) };
  }
}
