/**
 * Tells open pages that something changed. Only topics, never content: a page asks for what it may see. A lost message
 * changes nothing: pages also look by themselves from time to time.
 */
import { Injectable, type BeforeApplicationShutdown, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PassThrough } from 'node:stream';
import { Fault } from '#access/fault.js';
import { type Topic, WakeUps } from '../database/wake-ups.js';
import type { SignedIn } from '../http/authority.js';
import { SessionsService } from '../identity/sessions.service.js';
import { toldAs } from './told-topics.js';

const MOST_STREAMS = 2_000;
const MOST_OF_PERSON = 20;
const HEARTBEAT_MS = 20_000;
/** Changes come in bursts: what comes within this time is told at once. */
const GATHERED_MS = 50;

/** One open page. What it has not been told yet is kept as a set of topics, so that a slow reader costs no memory. */
class OpenPage {
  readonly stream = new PassThrough({ highWaterMark: 4_096 });
  private readonly untold = new Set<string>();
  private ready = true;

  constructor(readonly me: SignedIn) {
    this.stream.on('drain', () => {
      this.ready = true;
      this.tell();
    });
  }

  note(topic: Topic): void {
    const told = toldAs(topic, this.me);
    if (told !== undefined) this.untold.add(told);
  }

  tell(): void {
    if (!this.ready || this.untold.size === 0) return;
    const topics = [...this.untold].sort();
    this.untold.clear();
    this.write(`event: changed\ndata: ${JSON.stringify({ topics })}\n\n`);
  }

  write(text: string): void {
    if (this.ready) this.ready = this.stream.write(text);
  }
}

@Injectable()
export class EventsService implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly pages = new Set<OpenPage>();
  private stopListening?: () => void;
  private heartbeat?: NodeJS.Timeout;
  private gathering?: NodeJS.Timeout;

  constructor(
    private readonly wakeUps: WakeUps,
    private readonly sessions: SessionsService,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.wakeUps.on((topic) => this.hear(topic));
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
  }

  onModuleDestroy(): void {
    this.stopListening?.();
    clearInterval(this.heartbeat);
    clearTimeout(this.gathering);
  }

  beforeApplicationShutdown(): void {
    for (const page of this.pages) page.stream.end();
  }

  /**
   * Gives the stream of a newly opened page. It ends with the session.
   * @throws Fault too-many-tries
   */
  open(me: SignedIn): PassThrough {
    const own = [...this.pages].filter((page) => page.me.personId === me.personId);
    if (this.pages.size >= MOST_STREAMS || own.length >= MOST_OF_PERSON) {
      throw new Fault('too-many-tries', 'Too many pages are open for live updates.', {
        hint: 'Close some tabs of Curfew. The page still works: load it again to see changes.',
      });
    }
    const page = new OpenPage(me);
    this.pages.add(page);
    page.stream.once('close', () => this.pages.delete(page));
    page.write(': connected\n\n');
    return page.stream;
  }

  private hear(topic: Topic): void {
    if (topic === 'sessions') void this.endThoseOfEndedSessions();
    for (const page of this.pages) page.note(topic);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      for (const page of this.pages) page.tell();
    }, GATHERED_MS);
  }

  private async beat(): Promise<void> {
    await this.endThoseOfEndedSessions();
    for (const page of this.pages) page.write(': still here\n\n');
  }

  /** Where the database does not answer, pages stay open: they are told topics only, and each call proves the session anew. */
  private async endThoseOfEndedSessions(): Promise<void> {
    const open = [...this.pages];
    const alive = await this.sessions.alive([...new Set(open.map(({ me }) => me.sessionId))]).catch(() => undefined);
    if (!alive) return;
    for (const page of open) if (!alive.has(page.me.sessionId)) page.stream.end();
  }
}
