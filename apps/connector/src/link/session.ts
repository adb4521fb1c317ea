import { WebSocket } from 'ws';
import { Fault } from '#access/fault.js';
import { timerMs } from '#access/longest-timer.js';
import { decodeMessage } from '#protocol/decode.js';
import { type FromConnector, Hello } from '#protocol/from-connector.js';
import {
  type Challenge,
  FROM_CONTROL_PLANE,
  type FromControlPlane,
  type Refused,
  type TellClock,
  type Welcome,
} from '#protocol/from-control-plane.js';
import { linkSignatureBytes } from '#protocol/signatures.js';
import { INSTANCES_SINCE, LINK_MAX_BYTES, LINK_PATH, OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#protocol/version.js';
import type { ConnectorKey } from '../enrol/connector-key.js';
import type { ConnectorIdentity } from '../enrol/enrol.js';

/** What a session needs to say who it is. */
export interface Self {
  identity: ConnectorIdentity;
  key: ConnectorKey;
  /** Made anew by each start of a process. */
  instanceId: string;
  version: string;
  userCaKeys: readonly string[];
  /** Digest of its ceiling. */
  ceiling: string;
  /** The generation in the journal now. */
  generation: () => number | null;
  /** The time that it goes by. */
  nowMs: () => number;
  /** What the clock of its machine shows. */
  machineMs: () => number;
}

/** Whom a session tells what happens. */
export interface SessionEvents {
  up(welcome: Welcome): void;
  message(message: FromControlPlane): void;
  /** Once, at the end, whatever ended it. */
  down(reason: Fault): void;
}

export const HANDSHAKE_MS = 15_000;
/** A peer that was not heard for `silentMaxMs` is dead, whatever TCP thinks. */
export interface Pings {
  everyMs: number;
  silentMaxMs: number;
}
export const PINGS: Pings = { everyMs: 15_000, silentMaxMs: 40_000 };

/** One WebSocket to the control plane: challenge, hello, welcome, then messages until it ends. It never comes back to life. */
export class Session {
  private readonly socket: WebSocket;
  private readonly pinging: NodeJS.Timeout;
  private isUp = false;
  private newest = 0;
  private isOver = false;
  private heardAtMs = performance.now();

  constructor(
    url: URL,
    private readonly self: Self,
    private readonly events: SessionEvents,
    private readonly pings: Pings = PINGS,
  ) {
    const target = new URL(LINK_PATH, url);
    target.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.socket = new WebSocket(target, {
      maxPayload: LINK_MAX_BYTES,
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
    });
    this.pinging = setInterval(() => this.ping(), timerMs(pings.everyMs));
    const deadline = setTimeout(() => this.isUp || this.end(silent()), HANDSHAKE_MS);
    this.socket.on('close', () => clearTimeout(deadline));
    this.listen(url);
  }

  /** Sends a message. False: the session is not up, so nothing was sent. */
  send(message: FromConnector): boolean {
    if (!this.isUp || this.isOver) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** It is up, and the journal holds what was ordered when it came up. */
  get isCurrent(): boolean {
    return this.isUp && !this.isOver && (this.self.generation() ?? 0) >= this.newest;
  }

  /** Ends it. The reason goes to `down`, once. */
  end(reason: Fault): void {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.pinging);
    this.socket.terminate();
    this.events.down(reason);
  }

  private listen(url: URL): void {
    this.socket.on('message', (data, isBinary) => {
      this.heardAtMs = performance.now();
      this.receive(isBinary ? '' : data.toString());
    });
    this.socket.on('pong', () => (this.heardAtMs = performance.now()));
    this.socket.on('ping', () => (this.heardAtMs = performance.now()));
    this.socket.on('unexpected-response', (_request, { statusCode }) => this.end(notCurfew(url, statusCode)));
    this.socket.on('error', (error) => this.end(lost(url, error.message)));
    this.socket.on('close', (code) => this.end(lost(url, `closed with code ${code}`)));
  }

  private ping(): void {
    if (performance.now() - this.heardAtMs > this.pings.silentMaxMs) this.end(silent());
    else if (this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  private receive(text: string): void {
    if (this.isOver) return;
    try {
      this.dispatch(decodeMessage(FROM_CONTROL_PLANE, text));
    } catch (error) {
      const detail = error instanceof Fault ? (error.detail ?? error.message) : String(error);
      this.end(
        new Fault('link-refused', 'The control plane sent something that this connector does not understand.', {
          hint: 'Update the connector to the version of the control plane.',
          detail,
        }),
      );
    }
  }

  private dispatch(message: FromControlPlane): void {
    if (message.type === 'challenge') return this.answer(message);
    if (message.type === 'tell-clock') return this.tellClock(message);
    if (message.type === 'refused') return this.end(refusedFault(message));
    if (message.type === 'welcome') return this.welcome(message);
    if (this.isUp) this.events.message(message);
  }

  /** Signs only for the installation that it enrolled with: no other may use its signature [I37]. */
  private answer(challenge: Challenge): void {
    const { identity, key, instanceId, version, userCaKeys } = this.self;
    if (challenge.installationId !== identity.installationId) return this.end(foreign());
    if (challenge.protocol < OLDEST_PROTOCOL) return this.end(tooOld());
    const { connectorId } = identity;
    const signature = key.sign(linkSignatureBytes({ ...challenge, connectorId, instanceId }));
    const hello: Hello = {
      type: 'hello',
      connectorId,
      instanceId,
      version,
      protocol: PROTOCOL_VERSION,
      generation: this.self.generation(),
      clockIso: new Date(this.self.nowMs()).toISOString(),
      userCaKeys: [...userCaKeys],
      ...(challenge.protocol >= INSTANCES_SINCE && { ceiling: this.self.ceiling }),
      signature,
    };
    this.socket.send(JSON.stringify(hello));
  }

  /** At once: what it takes until the answer is there makes the clock uncertain. */
  private tellClock({ question }: TellClock): void {
    const { nowMs, machineMs } = this.self;
    const iso = (ms: number): string => new Date(ms).toISOString();
    this.send({ type: 'clock', question, clockIso: iso(nowMs()), machineIso: iso(machineMs()) });
  }

  private welcome(welcome: Welcome): void {
    if (welcome.connectorId !== this.self.identity.connectorId) return this.end(foreign());
    this.isUp = true;
    this.newest = welcome.generation ?? 0;
    this.events.up(welcome);
  }
}

const lost = (url: URL, detail: string): Fault =>
  new Fault('link-refused', `There is no link to the control plane at ${url.origin}.`, {
    hint: 'The connector goes on trying; what it has to end, it ends without the link.',
    detail,
  });

const silent = (): Fault => new Fault('link-refused', 'The control plane does not answer on the link any more.');

const notCurfew = (url: URL, status: number | undefined): Fault =>
  new Fault('link-refused', `${url.origin} answered the link with HTTP ${status ?? 'nothing'}.`, {
    hint: 'Check that CURFEW_URL is the address of the control plane, and that a proxy in between lets WebSockets through.',
  });

const foreign = (): Fault =>
  new Fault(
    'link-refused',
    'Another installation than the one that this connector was enrolled with answers at CURFEW_URL.',
    {
      hint: 'Correct CURFEW_URL, or enrol the connector anew with an empty state folder.',
    },
  );

const tooOld = (): Fault =>
  new Fault('link-refused', 'The control plane is too old for this connector.', {
    hint: 'Update the control plane first.',
  });

/** The refusal in the control plane's own words. */
const refusedFault = ({ code, message, hint }: Refused): Fault =>
  new RefusedFault(message, hint ?? 'See the page Connectors.', code);

/** The control plane said no: it is asked again, but slowly. */
export class RefusedFault extends Fault {
  constructor(message: string, hint: string, code: string) {
    super('link-refused', message, { hint, detail: code });
  }
}
