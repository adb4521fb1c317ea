/** The parts of a bare Debian system's /etc that a virtual host does not take from the machine. */

const SYSTEM_ACCOUNTS = `root:0:0:/root:/bin/bash
daemon:1:1:/usr/sbin:/usr/sbin/nologin
bin:2:2:/bin:/usr/sbin/nologin
sys:3:3:/dev:/usr/sbin/nologin
sync:4:65534:/bin:/bin/sync
games:5:60:/usr/games:/usr/sbin/nologin
man:6:12:/var/cache/man:/usr/sbin/nologin
mail:8:8:/var/mail:/usr/sbin/nologin
proxy:13:13:/bin:/usr/sbin/nologin
www-data:33:33:/var/www:/usr/sbin/nologin
backup:34:34:/var/backups:/usr/sbin/nologin
sshd:101:65534:/run/sshd:/usr/sbin/nologin
nobody:65534:65534:/nonexistent:/usr/sbin/nologin`;

const SYSTEM_GROUPS =
  'root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 mail:8 man:12 proxy:13 kmem:15 sudo:27 www-data:33 backup:34 operator:37 src:40 shadow:42 utmp:43 video:44 staff:50 games:60 users:100 nogroup:65534';

/** Lines of /etc/passwd. */
export function basePasswd(): string[] {
  return SYSTEM_ACCOUNTS.split('\n').map((line) => {
    const [name, uid, gid, home, shell] = line.split(':');
    return `${name}:x:${uid}:${gid}:${name}:${home}:${shell}`;
  });
}

/** Names and ids of /etc/group. */
export function baseGroups(): [string, number][] {
  return SYSTEM_GROUPS.split(' ').map((entry) => {
    const [name = '', gid] = entry.split(':');
    return [name, Number(gid)];
  });
}

/** As Debian ships it, less what needs other packages. The listening address stands on sshd's command line. */
export const SSHD_CONFIG = `Include /etc/ssh/sshd_config.d/*.conf
KbdInteractiveAuthentication no
UsePAM yes
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
Subsystem sftp internal-sftp
`;

export const SUDOERS = `Defaults env_reset
Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
root ALL=(ALL:ALL) ALL
%sudo ALL=(ALL:ALL) ALL
@includedir /etc/sudoers.d
`;

const UNIX = 'auth required pam_unix.so\naccount required pam_unix.so\npassword required pam_unix.so\n';
const SESSION = 'session required pam_limits.so\nsession required pam_unix.so\n';
const ROOT_OK = `auth sufficient pam_rootok.so\naccount sufficient pam_rootok.so\n`;

/** Service → its file in /etc/pam.d. Expired and locked accounts are refused by pam_unix, as everywhere. */
export const PAM: Record<string, string> = {
  sshd: `${UNIX}account required pam_nologin.so\nsession optional pam_loginuid.so\nsession optional pam_keyinit.so force revoke\nsession required pam_env.so\n-session optional pam_systemd.so\n${SESSION}`,
  sudo: `${UNIX}${SESSION}`,
  'sudo-i': `${UNIX}${SESSION}`,
  su: `${ROOT_OK}${UNIX}${SESSION}`,
  'su-l': `${ROOT_OK}${UNIX}${SESSION}`,
  runuser: `${ROOT_OK}session optional pam_keyinit.so revoke\n${SESSION}`,
  cron: `${UNIX}session required pam_loginuid.so\n${SESSION}`,
  atd: `${UNIX}session required pam_loginuid.so\n${SESSION}`,
  'systemd-user': `${UNIX}session required pam_loginuid.so\n${SESSION}-session optional pam_systemd.so\n`,
  passwd: UNIX,
  chpasswd: UNIX,
  chsh: `${ROOT_OK}${UNIX}`,
  chfn: `${ROOT_OK}${UNIX}`,
  login: `${UNIX}${SESSION}`,
  other: `${UNIX}${SESSION}`,
};
