import type { Algorithms } from 'ssh2';

/**
 * What the connector agrees to. curve25519 first; nothing with SHA-1 or MD5, no CBC. A server that has none of it is told so
 * (no-common-algorithm) instead of being reached weakly.
 */
const ALGORITHMS = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group18-sha512',
    'diffie-hellman-group14-sha256',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} satisfies Algorithms;

/** The kinds of host keys, the preferred one first, each with the algorithms in which it signs. */
export const HOST_KEY_KINDS = {
  'ssh-ed25519': ['ssh-ed25519'],
  ecdsa: ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
} as const satisfies Record<string, NonNullable<Algorithms['serverHostKey']>>;
export type HostKeyKind = keyof typeof HOST_KEY_KINDS;
export const ALL_KINDS = ['ssh-ed25519', 'ecdsa', 'ssh-rsa'] as const satisfies HostKeyKind[];

export const algorithmsFor = (kinds: readonly HostKeyKind[]): Algorithms => ({
  ...ALGORITHMS,
  serverHostKey: kinds.flatMap((kind) => [...HOST_KEY_KINDS[kind]]),
});

/** The kind of a host key, by the type in its wire form. */
export const kindOf = (keyType: string): HostKeyKind =>
  keyType.startsWith('ecdsa-') ? 'ecdsa' : keyType === 'ssh-rsa' ? 'ssh-rsa' : 'ssh-ed25519';
