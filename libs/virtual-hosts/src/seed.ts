/** What a virtual host has besides a bare Debian-like system. It is applied once, when the host's file tree is made. */
export interface HostSeed {
  /** Linux groups to make. */
  groups?: string[];
  /** Accounts of people or services that are there already. */
  accounts?: AccountSeed[];
  /** Lines of /etc/sudoers.d/<name>. */
  sudoers?: Record<string, string>;
  /** Text of /etc/ssh/sshd_config.d/<name>.conf. */
  sshdConfig?: Record<string, string>;
  /** Other files, by absolute path; parents are made. Mode 0644 unless given. */
  files?: Record<string, { text: string; mode?: number }>;
}

export interface AccountSeed {
  name: string;
  /** From 1000 upwards in the order of the list unless given. */
  uid?: number;
  /** Supplementary groups, from the base system or from `groups`. */
  groups?: string[];
  /** Lines of ~/.ssh/authorized_keys. */
  authorizedKeys?: string[];
  /** Default /bin/bash. */
  shell?: string;
}

/** The account that Curfew's connector logs in as, unless a test wants none. It has a system uid. */
export const LOGIN_ACCOUNT = 'curfew';
export const LOGIN_UID = 990;
