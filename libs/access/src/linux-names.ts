/**
 * Names of accounts and Linux groups. Debian's useradd takes `..`, `a/b`, `0` and `a#b`, and `usermod -aG "a,b"` joins two
 * groups, so this allow-list is the only guard; API, connector and curfew-host each check by themselves [I27].
 */
export const LINUX_NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

/** Accounts and groups that no grant may ever name, whatever a server's UID_MIN says. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'root', 'curfew', 'curfew-accounts', 'curfew-guests', 'daemon', 'bin', 'sys', 'sync', 'games', 'man', 'lp', 'mail', 'news',
  'uucp', 'proxy', 'www-data', 'backup', 'list', 'irc', 'gnats', 'nobody', 'nogroup', 'sshd', 'messagebus', 'polkitd', 'syslog',
  'postgres', 'mysql', 'redis', 'nginx', 'apache', 'docker-registry', 'systemd-network', 'systemd-resolve', 'systemd-timesync',
]); // prettier-ignore

/** Whether a text is a Linux account or group name that Curfew works with. */
export const isLinuxName = (text: string): boolean => LINUX_NAME.test(text);
