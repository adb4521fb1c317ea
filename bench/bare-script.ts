/**
 * The peers' change: what a person would write to give and take away the same access by hand. No ledger, no lock, nothing read
 * back; the account is new each time, as it is for ours.
 */

/** Makes the account as a member of web-ops and writes its trust line, aside and renamed. */
export const addScript = (account: string, line: string): string =>
  `set -e\nuseradd -m -p '*' -s /bin/bash -G web-ops ${account}\nmkdir -p /etc/ssh/peer\nprintf '%s\\n' '${line}' >/etc/ssh/peer/${account}.new\nchmod 644 /etc/ssh/peer/${account}.new\nmv /etc/ssh/peer/${account}.new /etc/ssh/peer/${account}\nid ${account}\n`;

/** Takes the trust line and the membership away, locks the account and kills what runs. */
export const removeScript = (account: string): string =>
  `rm -f /etc/ssh/peer/${account}\ngpasswd -d ${account} web-ops\nusermod -L -e 1 -s /usr/sbin/nologin ${account}\npkill -9 -u ${account}\nid ${account}\n`;

/** A trust line as long as ours. */
export const trustLine = (publicKey: string): string =>
  `cert-authority,principals="grant-00000000-0000-4000-8000-000000000000-1",expiry-time="20991231235959Z",restrict,pty ${publicKey}`;
