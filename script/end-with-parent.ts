/**
 * Loaded into each program that the supervisor starts. Its standard input is a pipe that the supervisor holds open: when
 * that ends, however the supervisor died, the program is asked to stop, and ended when it does not.
 */
const LAST_MS = 20_000;

process.stdin.on('error', () => undefined);
process.stdin.once('close', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), LAST_MS).unref();
});
process.stdin.resume();
if ('unref' in process.stdin) process.stdin.unref();
