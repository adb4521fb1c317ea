import type { HostKey, Server } from '#api-client/views.js';

const PREFERRED = 'ssh-ed25519';

/** Of the host keys that a server shows, the one that is confirmed by default: Ed25519 where there is one. */
export const likeliestKey = (server: Pick<Server, 'hostKeys'>): HostKey | undefined =>
  server.hostKeys.find((key) => key.type === PREFERRED) ?? server.hostKeys[0];
