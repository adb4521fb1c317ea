import { Injectable } from '@nestjs/common';
import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { clockSkewSeconds } from '#access/clock-skew.js';
import { Fault } from '#access/fault.js';
import type { InstallationId } from '#access/ids.js';
import { decodeMessage } from '#protocol/decode.js';
import { FROM_CONNECTOR, Hello } from '#protocol/from-connector.js';
import type { Challenge } from '#protocol/from-control-plane.js';
import { linkSignatureBytes } from '#protocol/signatures.js';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#protocol/version.js';
import { Clock } from '../clock/clock.js';
import { ConnectorsService, type EnrolledInstance } from '../connectors/connectors.service.js';
import { InstallationService } from '../identity/installation.service.js';
import type { ProvenConnector } from './link.js';

/** A connector that is not let in, with the words for its log. */
export class LinkRefused extends Fault {
  constructor(message: string, hint: string, detail?: string) {
    super('link-refused', message, { hint, detail });
  }
}

/** A challenge, and when it was made. */
export interface Challenged {
  readonly challenge: Challenge;
  readonly atMs: number;
}

/** Finds out who dials: by a signature over a number that was never used before. */
@Injectable()
export class Handshake {
  constructor(
    private readonly connectors: ConnectorsService,
    private readonly installation: InstallationService,
    private readonly clock: Clock,
  ) {}

  async challenge(): Promise<Challenged> {
    const nonce = randomBytes(32).toString('base64');
    const installationId = await this.installation.id();
    const challenge: Challenge = { type: 'challenge', nonce, installationId, protocol: PROTOCOL_VERSION };
    return { challenge, atMs: this.clock.nowMs() };
  }

  /**
   * Takes the connector's answer to a challenge and gives who it is.
   * @throws LinkRefused with the words for the connector's log; Fault input-invalid for what is no hello
   */
  async prove({ challenge, atMs }: Challenged, text: string): Promise<ProvenConnector> {
    const answeredMs = this.clock.nowMs();
    const { nonce, installationId } = challenge;
    refuseOld(text);
    const hello = decodeMessage(FROM_CONNECTOR, text);
    if (!(hello instanceof Hello)) throw new Fault('input-invalid', 'The first message is not a hello.');
    const [connector] = await this.connectors.find([hello.connectorId]);
    const instances = connector && !connector.deleted ? await this.connectors.instances([connector.id]) : [];
    if (!connector || instances.length === 0) throw unknown(hello);
    const instance = signerOf(instances, hello, nonce, installationId);
    return {
      connectorId: connector.id,
      name: connector.name,
      keyId: instance.id,
      instanceId: hello.instanceId,
      version: hello.version,
      protocol: hello.protocol,
      generation: hello.generation ?? null,
      clockSkewSeconds: clockSkewSeconds(Date.parse(hello.clockIso), atMs, answeredMs),
      userCaKeys: hello.userCaKeys,
      ceiling: hello.ceiling ?? null,
    };
  }
}

/** An old connector's hello may lack fields of today's, so its version is looked at first. */
function refuseOld(text: string): void {
  const protocol = protocolOf(text);
  if (protocol === undefined || protocol >= OLDEST_PROTOCOL) return;
  throw new LinkRefused(
    'This connector is too old for the control plane: update the connector.',
    `Install the connector of the control plane's own version; it needs protocol ${OLDEST_PROTOCOL} or newer.`,
    `protocol ${protocol}`,
  );
}

function protocolOf(text: string): number | undefined {
  try {
    const plain: unknown = JSON.parse(text);
    if (plain === null || typeof plain !== 'object' || !('protocol' in plain)) return undefined;
    return typeof plain.protocol === 'number' ? plain.protocol : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A connector need not say which of its instances it is: they are few, and one signature fits to one key.
 * @throws LinkRefused
 */
function signerOf(
  instances: EnrolledInstance[],
  hello: Hello,
  nonce: string,
  installationId: InstallationId,
): EnrolledInstance {
  const fitting = instances.filter(({ publicKey }) => isSignedBy(publicKey, hello, nonce, installationId));
  const inForce = fitting.find((instance) => instance.inForce);
  if (inForce) return inForce;
  throw fitting.length > 0 ? wasRemoved(hello) : badSignature(hello);
}

/** `verify` may answer with more than true and false: only true counts [I40]. */
function isSignedBy(publicKey: string, hello: Hello, nonce: string, installationId: InstallationId): boolean {
  const { connectorId, instanceId, signature } = hello;
  const bytes = linkSignatureBytes({ nonce, installationId, connectorId, instanceId });
  return verify(null, bytes, createPublicKey(publicKey), Buffer.from(signature, 'base64')) === true;
}

const unknown = ({ connectorId }: Hello): LinkRefused =>
  new LinkRefused(
    'The control plane does not know this connector: it was deleted, or belongs to another installation.',
    'Check CURFEW_URL. To enrol it here, empty its state folder and start it with a fresh token of the page Connectors.',
    `connector ${connectorId}`,
  );

const wasRemoved = ({ connectorId }: Hello): LinkRefused =>
  new LinkRefused(
    'This instance of the connector was removed, or another one took its place.',
    'Stop it. If it shall work again, start it with an empty state folder and a fresh token of the page Connectors.',
    `connector ${connectorId}`,
  );

const badSignature = ({ connectorId }: Hello): LinkRefused =>
  new LinkRefused(
    'The connector did not prove that it holds the key it was enrolled with for this installation.',
    'If it was enrolled anew elsewhere, stop this one; else empty its state folder and enrol it with a fresh token.',
    `connector ${connectorId}`,
  );
