/** Why sudo refused: what the login may do by sudo and what stands on the server, as far as a login without rights can see. */
import { Fault } from '#access/fault.js';
import { CURFEW_HOST_PATH, SUDO_HINT } from './commands.js';

/** Needs no right at all and writes nothing. sudo breaks no lines into a pipe. Stdout: text for `parseSudoRights`. */
export const SUDO_RIGHTS_COMMAND = `sh -c '${[
  'LC_ALL=C; export LC_ALL; exec </dev/null',
  'sudo -n -l 2>&1 | cat',
  'echo',
  `sha256sum ${CURFEW_HOST_PATH} 2>/dev/null`,
  `for f in ${CURFEW_HOST_PATH} /etc/ssh/sshd_config.d/00-curfew.conf /etc/ssh/curfew /var/lib/curfew; do [ ! -e "$f" ] || echo "there $f"; done`,
  'grep -oE "^curfew-(accounts|guests):" /etc/group | sed "s/^/there /"',
  'exit 0',
].join('; ')}'`;

export interface SudoRights {
  /** The lines that name curfew-host. */
  lines: ScriptLine[];
  /** sudo runs anything for the login, without a password. */
  isFull: boolean;
  /** Lower-case hex; null: the script is not there, or cannot be read. */
  scriptSha256: string | null;
  /** What of Curfew can be seen on the server. */
  traces: string[];
}

interface ScriptLine {
  digests: string[];
  /** What stands behind the path. Ours has `""`: no arguments. */
  args: string;
  asksPassword: boolean;
}

/** @param text stdout of SUDO_RIGHTS_COMMAND; whatever it does not say is not so */
export function parseSudoRights(text: string): SudoRights {
  const lines = text.split('\n').map((line) => line.trim());
  return {
    lines: lines.flatMap(scriptLine),
    isFull: lines.some((line) => /^\((root|ALL)( : ALL)?\) NOPASSWD: (.*, )?ALL$/.test(line)),
    scriptSha256:
      lines.map((line) => /^([0-9a-f]{64}) [ *]/.exec(line)?.[1]).find((found) => found !== undefined) ?? null,
    traces: lines.flatMap((line) => /^there (.+)$/.exec(line)?.[1] ?? []),
  };
}

function scriptLine(line: string): ScriptLine[] {
  const match = /^\((?:root|ALL)(?: : \w+)?\) (.*)\/usr\/local\/sbin\/curfew-host(?: (.*))?$/.exec(line);
  if (!match) return [];
  const [, before = '', args = ''] = match;
  const digests = [...before.matchAll(/sha256:([0-9A-Za-z+/=]+)/g)].map(([, digest = '']) => hex(digest));
  return [{ digests, args, asksPassword: before.match(/(NO)?PASSWD:/g)?.at(-1) !== 'NOPASSWD:' }];
}

/** sudoers(5) takes hex and base64. */
const hex = (digest: string): string =>
  digest.length === 64 ? digest.toLowerCase() : Buffer.from(digest, 'base64').toString('hex');

/**
 * What to say when sudo refused to run curfew-host; undefined when the rights do not explain it.
 * @param login the account that was logged in as
 */
export function sudoRefusal(rights: SudoRights, login: string): Fault | undefined {
  const { lines, scriptSha256 } = rights;
  if (rights.isFull) return undefined;
  const detail = JSON.stringify(rights).slice(0, 2000);
  if (lines.length === 0) {
    return new Fault(
      'sudo-asks-password',
      `sudo on the server has no line that lets ${login} run curfew-host without a password`,
      {
        hint: SUDO_HINT,
        detail,
      },
    );
  }
  if (scriptSha256 === null) {
    return new Fault(
      'not-set-up',
      `sudo lets ${login} run curfew-host, but ${CURFEW_HOST_PATH} is missing or cannot be read`,
      {
        hint: INSTALL_HINT,
        detail,
      },
    );
  }
  if (!lines.some(({ digests }) => digests.length === 0 || digests.includes(scriptSha256)))
    return changed(scriptSha256, detail);
  return new Fault('sudo-asks-password', `sudo lets ${login} run curfew-host ${lineMistake(lines)}`, {
    hint: `Its line must read: ${login} ALL=(root) NOPASSWD: sha256:${scriptSha256} ${CURFEW_HOST_PATH} ""`,
    detail,
  });
}

const INSTALL_HINT = 'Run on the server, as root: sh curfew-host install (see the page of the server)';

const changed = (scriptSha256: string, detail: string): Fault =>
  new Fault(
    'host-script-changed',
    `${CURFEW_HOST_PATH} on the server is not the script that its sudoers line names, so sudo does not run it`,
    {
      hint: `${INSTALL_HINT}. If nobody changed it on purpose, find out who did: its digest is now sha256:${scriptSha256}`,
      detail,
    },
  );

const lineMistake = (lines: ScriptLine[]): string => {
  if (lines.every(({ asksPassword }) => asksPassword)) return 'only with a password';
  return lines.some(({ args }) => args === '' || args === '""')
    ? 'only in a way that the connector does not use'
    : 'only with other arguments than the connector uses, which are none';
};

/** Nothing of Curfew can be seen, nor may the login run it: what a whole uninstall leaves behind. */
export const nothingIsLeft = ({ lines, traces, isFull }: SudoRights): boolean =>
  !isFull && lines.length === 0 && traces.length === 0;
