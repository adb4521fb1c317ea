/** Whether the control plane could listen where it is told to, asked before anything starts. */
import { createServer } from 'node:net';
import { Stop } from './stop.js';

/** @throws Stop when another program has the port, or the address is not one of this machine */
export async function refuseTakenPort(listen: string): Promise<void> {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(listen) ?? [];
  const code = await failureToListen(host, Number(port));
  if (code === 'EADDRINUSE') {
    throw new Stop(
      `Another program listens on ${listen} already.`,
      `Stop it, or choose another port, e.g. npm start -- --listen 127.0.0.1:${port === '7444' ? 7445 : 7444}.`,
    );
  }
  if (code === undefined) return;
  const hint =
    code === 'EACCES'
      ? 'Ports below 1024 are for root: choose another one with --listen.'
      : 'Set --listen to an address of this machine, e.g. 127.0.0.1:7443.';
  throw new Stop(`Cannot listen on ${listen} (${code}).`, hint);
}

/** The system's code for it; undefined: it could be listened on. */
function failureToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
