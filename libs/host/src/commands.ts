/**
 * The remote commands that the connector execs over SSH. All are constants: data goes to stdin, never into the command.
 */
import { Fault } from '#access/fault.js';
import { curfewHostScript, curfewHostSha256 } from './script.js';

/** Where the script stands on every server. */
export const CURFEW_HOST_PATH = '/usr/local/sbin/curfew-host';

/** In English whatever the server's language is: commandFault reads what sudo says. By `env`, which every login shell can run. */
const SUDO = 'env LC_ALL=C sudo -n';

/** With full sudo. Stdin: `preflightScript(question)`. Stdout: text for `parsePreflight`. Writes nothing. */
export const PREFLIGHT_COMMAND = `${SUDO} sh -s`;

/**
 * With full sudo. Stdin: `curfewHostScript()`. Written aside, compared with its digest; then the new script puts itself in place,
 * so that where a sudoers line names it, old and new may run side by side. An upload that was cut off changes nothing.
 * Prints nothing; exit code 0 when the script stands there.
 */
export const INSTALL_COMMAND = `${SUDO} sh -c '${[
  'umask 077',
  `mkdir -p -m 0755 /usr/local/sbin && t=$(mktemp ${CURFEW_HOST_PATH}.XXXXXX) || exit 1`,
  `cat >"$t" && printf "%s  %s\\n" ${curfewHostSha256()} "$t" | sha256sum -c >/dev/null && sh "$t" place`,
  'r=$?',
  'rm -f "$t"',
  'exit $r',
].join('; ')}'`;

/**
 * Stdin: `formatRequest`, `formatSetUpRequest` or `formatUninstallRequest`. Stdout: text for `parseAnswer`.
 * Stdin `formatLookRequest`: text for `parsePreflight`, unless the script refused.
 */
export const APPLY_COMMAND = `${SUDO} ${CURFEW_HOST_PATH}`;

/** What opens a server to a login that has no right there. */
export const SUDO_HINT =
  'Install curfew-host by hand (`sh curfew-host install`, see the page of the server), or give the login account a sudoers line such as: curfew ALL=(root) NOPASSWD: ALL';

/** What goes to INSTALL_COMMAND's stdin. */
export const installInput = (): string => curfewHostScript();

/**
 * What to say when a command of commands.ts ended without an answer.
 * @param exitCode null when the command was killed or the connection broke
 * @param stderr of the command; only its printable beginning is kept
 */
export function commandFault(exitCode: number | null, stderr: string): Fault {
  const detail = `exit code ${exitCode ?? 'none'}: ${stderr
    .replace(/[^ -~]+/g, ' ')
    .trim()
    .slice(0, 500)}`;
  const [, said] = /^error: ([ -~]+)$/m.exec(stderr) ?? [];
  if (said !== undefined) return new Fault('host-script-failed', `curfew-host was not installed: ${said}`, { detail });
  if (/password is required|must have a tty|not allowed to execute|may not run sudo|not in the sudoers/i.test(stderr)) {
    return new Fault('sudo-asks-password', 'sudo on the server asks the login account for a password or refuses it', {
      hint: SUDO_HINT,
      detail,
    });
  }
  const isMissing = exitCode === 127 || /sudo: (command )?not found|sudo: No such file/i.test(stderr);
  if (isMissing && !stderr.startsWith('sudo:')) {
    return new Fault('server-tool-missing', 'The server has no sudo', {
      hint: 'Install the package sudo on the server',
      detail,
    });
  }
  if (/curfew-host: (command not found|No such file)/i.test(stderr)) {
    return new Fault('not-set-up', 'curfew-host is not installed on the server', { hint: 'Set the server up', detail });
  }
  return new Fault('host-script-failed', 'curfew-host ended on the server without a proper answer', {
    hint: 'Run `sudo curfew-host doctor` on the server',
    detail,
  });
}
