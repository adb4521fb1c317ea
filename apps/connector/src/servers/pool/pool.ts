import { timerMs } from '#access/longest-timer.js';
import type { Client } from 'ssh2';
import { Fault } from '#access/fault.js';
import type { OfferedHostKey } from '#protocol/from-connector.js';
import { type KnownKinds, type Login, type LoginKey, logIn } from './dial.js';
import { exec, type ExecResult } from './exec.js';
import { Places } from './places.js';
import type { Target } from './target.js';

/**
 * The pool: at most so many SSH connections at once, kept warm for a while and reused. Who waits for one does not hold
 * anybody else: ends go before everything, and a connection that idles makes room.
 */

export interface PoolOptions {
  /** Connections at once, those that are being made included. */
  size: number;
  /** An unused connection is closed after this time; 0: at once. */
  idleMs: number;
}

/** An open connection, lent for one piece of work. */
export interface Connection {
  hostKey: OfferedHostKey;
  /** The account that was logged in as. */
  login: string;
  run(command: string, stdin: string, withinMs: number): Promise<ExecResult>;
}

interface Kept {
  login: Login;
  closeTimer?: NodeJS.Timeout;
}

export class ConnectionPool {
  private readonly idle = new Map<string, Kept>();
  private readonly open = new Set<Client>();
  private readonly kinds: KnownKinds = new Map();
  private readonly places: Places;
  private closed = false;

  constructor(private readonly options: PoolOptions) {
    this.places = new Places(options.size, () => this.closeLongestIdle());
  }

  /**
   * Logs in, or takes the warm connection, and does the work. When a warm connection turns out to be dead, the work is done
   * again on a fresh one: every step may be repeated.
   * @throws Fault of logIn, and what the work throws
   */
  async use<T>(
    target: Target,
    key: LoginKey,
    isUrgent: boolean,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const name = JSON.stringify([
      target.host,
      target.port,
      target.user,
      target.confirmedFingerprint,
      key.publicKeyLine,
    ]);
    const warm = this.takeIdle(name);
    if (warm !== undefined) {
      try {
        return await this.lend(name, target, warm, work);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'server-unreachable' || this.closed) throw error;
      }
    }
    await this.places.take(isUrgent);
    return this.lend(name, target, await this.dial(target, key), work);
  }

  /** Closes everything; waiting work fails. */
  close(): void {
    this.closed = true;
    for (const { closeTimer } of this.idle.values()) clearTimeout(closeTimer);
    this.idle.clear();
    for (const client of this.open) client.destroy();
  }

  private async dial(target: Target, key: LoginKey): Promise<Login> {
    try {
      const login = await logIn(target, key, this.kinds);
      this.open.add(login.client);
      login.client.once('close', () => {
        this.open.delete(login.client);
        this.places.giveBack();
      });
      login.client.on('error', () => undefined);
      if (this.closed) login.client.destroy();
      return login;
    } catch (error) {
      this.places.giveBack();
      throw error;
    }
  }

  private async lend<T>(
    name: string,
    target: Target,
    login: Login,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const run: Connection['run'] = (command, stdin, withinMs) =>
      exec(login.client, target, { command, stdin, withinMs });
    try {
      const result = await work({ hostKey: login.hostKey, login: target.user, run });
      this.keep(name, login);
      return result;
    } catch (error) {
      login.client.destroy();
      throw error;
    }
  }

  private keep(name: string, login: Login): void {
    const isNotKept = this.closed || this.options.idleMs === 0 || this.places.isWanted;
    if (isNotKept || !this.open.has(login.client) || this.idle.has(name)) {
      login.client.end();
      setTimeout(() => login.client.destroy(), 2_000).unref();
      return;
    }
    const kept: Kept = { login };
    kept.closeTimer = setTimeout(() => this.closeIdle(name, kept), timerMs(this.options.idleMs));
    kept.closeTimer.unref();
    this.idle.set(name, kept);
    login.client.once('close', () => this.closeIdle(name, kept));
  }

  private takeIdle(name: string): Login | undefined {
    const kept = this.idle.get(name);
    if (kept === undefined) return undefined;
    this.idle.delete(name);
    clearTimeout(kept.closeTimer);
    return kept.login;
  }

  private closeIdle(name: string, kept: Kept): void {
    if (this.idle.get(name) !== kept) return;
    this.takeIdle(name);
    kept.login.client.destroy();
  }

  /** The map keeps the order in which they came to rest: the first idles longest. */
  private closeLongestIdle(): boolean {
    const [first] = this.idle;
    if (first === undefined) return false;
    this.closeIdle(...first);
    return true;
  }
}
