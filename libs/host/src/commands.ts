/**
 * The remote commands that the connector execs over SSH. All are constants: data goes to stdin, never into the command.
 */
import { curfewHostScript, curfewHostSha256 } from './script.js';

/** Where the script stands on every server. */
export const CURFEW_HOST_PATH = '/usr/local/sbin/curfew-host';

/** Stdin: `preflightScript(question)`. Stdout: text for `parsePreflight`. Writes nothing. */
export const PREFLIGHT_COMMAND = 'sudo -n sh -s';

/**
 * Stdin: `curfewHostScript()`. Written aside, compared with its digest, renamed into place: an upload that was cut off changes nothing.
 * Prints nothing; exit code 0 when the script stands there.
 */
export const INSTALL_COMMAND = `sudo -n sh -c '${[
  'umask 077',
  `mkdir -p -m 0755 /usr/local/sbin && t=$(mktemp ${CURFEW_HOST_PATH}.XXXXXX) || exit 1`,
  `if cat >"$t" && printf "%s  %s\\n" ${curfewHostSha256()} "$t" | sha256sum -c >/dev/null && chmod 0755 "$t" && chown 0:0 "$t" && sync "$t" && mv -f "$t" ${CURFEW_HOST_PATH}`,
  'then exit 0',
  'fi',
  'rm -f "$t"',
  'exit 1',
].join('; ')}'`;

/** Stdin: `formatRequest`, `formatSetUpRequest` or `formatUninstallRequest`. Stdout: text for `parseAnswer`. */
export const APPLY_COMMAND = `sudo -n ${CURFEW_HOST_PATH}`;

/** What goes to INSTALL_COMMAND's stdin. */
export const installInput = (): string => curfewHostScript();
