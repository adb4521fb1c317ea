/**
 * A program that is run on a host from outside belongs to no login there. What starts it here may be somebody's login on this
 * machine, and the kernel would go on counting it to that (loginuid, sessionid).
 */
export function ofNoLogin(argv: string[]): string[] {
  return ['sh', '-c', '{ echo 4294967295 >/proc/self/loginuid; } 2>/dev/null; exec "$@"', 'sh', ...argv];
}
