import { join } from 'node:path';
import { Fault } from '#access/fault.js';
import type { ConnectorId, InstallationId } from '#access/ids.js';
import { decodeAs } from '#protocol/decode.js';
import { ENROL_PATH, EnrolAnswer, type EnrolRequest } from '#protocol/enrol.js';
import { wordsOf } from '../thrown.js';
import { ConnectorKey } from './connector-key.js';
import { readIfThere, writeDurably } from './state-folder.js';

/**
 * Enrolment: a new connector makes its own key pair, trades its one-time token for an identity, and keeps both. The key is
 * on disk before the token is sent, so a crash in between loses nothing: the same call is made again with the same key.
 */

/** Who this connector is, once enrolled. */
export interface ConnectorIdentity {
  connectorId: ConnectorId;
  installationId: InstallationId;
  name: string;
}

export interface Enrolment {
  url: URL;
  stateFolder: string;
  token?: string;
  version: string;
}

const identityFile = (stateFolder: string): string => join(stateFolder, 'identity.json');

/**
 * Gives the connector's identity: from the state folder, or by enrolling now.
 * @throws Fault enrolment-refused, config-invalid (no token at the first start), link-refused (control plane out of reach).
 */
export const enrolOnce = async (enrolment: Enrolment, key: ConnectorKey): Promise<ConnectorIdentity> => {
  const known = readIdentity(enrolment.stateFolder);
  if (known !== undefined) return known;
  if (enrolment.token === undefined) {
    throw new Fault('config-invalid', 'This connector is not enrolled yet and CURFEW_ENROLMENT_TOKEN is not set.', {
      hint: 'Make a token on the page Connectors and start once with CURFEW_ENROLMENT_TOKEN set; later starts need none.',
    });
  }
  const request = { token: enrolment.token, publicKey: key.publicKeyPem, version: enrolment.version };
  const { connectorId, installationId, name } = await ask(enrolment.url, request);
  writeDurably(identityFile(enrolment.stateFolder), JSON.stringify({ connectorId, installationId, name }));
  return { connectorId, installationId, name };
};

const readIdentity = (stateFolder: string): ConnectorIdentity | undefined => {
  const path = identityFile(stateFolder);
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return decodeAs(EnrolAnswer, text);
  } catch (cause) {
    throw new Fault('state-unusable', `The file ${path} is damaged.`, {
      hint: 'Restore it from a backup, or empty the state folder and enrol the connector anew with a fresh token.',
      cause,
    });
  }
};

const ask = async (url: URL, request: EnrolRequest): Promise<EnrolAnswer> => {
  const target = new URL(ENROL_PATH, url);
  const response = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    redirect: 'error',
    signal: AbortSignal.timeout(15_000),
  }).catch((cause: unknown) => {
    throw outOfReach(url, cause);
  });
  const body = (await response.text()).slice(0, 10_000);
  if (response.status >= 500) throw outOfReach(url, new Error(`HTTP ${response.status}`));
  if (!response.ok) throw refused(response.status, body);
  return decodeAs(EnrolAnswer, body);
};

const outOfReach = (url: URL, cause: unknown): Fault =>
  new Fault('link-refused', `The control plane at ${url.origin} did not answer the enrolment.`, {
    hint: 'Check CURFEW_URL and that the control plane runs; then start the connector again with the same token.',
    detail: wordsOf(typeof cause === 'object' && cause !== null ? (Reflect.get(cause, 'cause') ?? cause) : cause),
    cause,
  });

const refused = (status: number, body: string): Fault =>
  new Fault('enrolment-refused', 'The control plane refused the enrolment: the token is unknown, used or expired.', {
    hint: 'Make a fresh token on the page Connectors and start again with it.',
    detail: `HTTP ${status} ${body.slice(0, 500)}`,
  });
