import { Fault } from '#access/fault.js';
import type { ListedResource } from './resource-rows.js';

/**
 * Takes the fingerprint that an administrator confirms and the one that he saw counting, and gives what counts from now on.
 * A changed host key is a hard failure until somebody who saw both fingerprints says that it is right [I41].
 * @throws Fault conflict
 */
export function hostKeyToConfirm(server: ListedResource, fingerprint: string, replaces: string | null): string {
  const { name, confirmedFingerprint, hostKeys } = server;
  if (replaces !== confirmedFingerprint) {
    const now = confirmedFingerprint ?? 'none';
    throw new Fault('conflict', `The confirmed host key of ${name} is ${now} now, not ${replaces ?? 'none'}.`, {
      hint: 'Somebody changed it meanwhile. Load the page again and compare both fingerprints.',
    });
  }
  const shown = hostKeys.map((key) => key.fingerprint);
  if (fingerprint === confirmedFingerprint || shown.includes(fingerprint)) return fingerprint;
  const seen = shown.length > 0 ? `it shows ${shown.join(', ')}` : 'nobody has seen its host keys yet';
  throw new Fault('conflict', `The server ${name} does not show the host key ${fingerprint}: ${seen}.`, {
    hint: 'Refresh the integration, and compare with ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub on the server.',
  });
}
