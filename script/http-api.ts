import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** A refusal of the control plane: its code and the message for people. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** Calls of the HTTP API as one person. */
export class HttpApi {
  private cookie = '';

  /** @param ca certificate to trust, for a control plane with a certificate of its own. */
  constructor(
    readonly baseUrl: string,
    private readonly ca?: Buffer,
  ) {}

  async signIn(email: string, password: string): Promise<void> {
    await this.post('/api/session', { email, password });
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  private call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const url = new URL(path, this.baseUrl);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      accept: 'application/json',
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...(this.cookie && { cookie: this.cookie }),
    };
    // The address is this machine's own: a certificate for the public name is as good.
    const tls = url.protocol === 'https:' ? { ca: this.ca, checkServerIdentity: () => undefined } : {};
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const call = open(url, { method, headers, timeout: 30_000, ...tls }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const session = response.headers['set-cookie']?.[0]?.split(';')[0];
          if (session) this.cookie = session;
          const status = response.statusCode ?? 0;
          const answer = parse(Buffer.concat(chunks).toString('utf8'));
          if (status < 400) resolve(answer as T);
          else reject(refusal(status, `${method} ${path}`, answer));
        });
      });
      call.once('timeout', () => call.destroy(new Error(`${method} ${path} was not answered in 30 s`)));
      call.once('error', reject);
      call.end(text);
    });
  }
}

function parse(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function refusal(status: number, call: string, answer: unknown): Refused {
  const {
    code = 'internal-error',
    message = `${call} answered ${status}`,
    hint,
    fields,
  } = (answer ?? {}) as {
    code?: string;
    message?: string;
    hint?: string;
    fields?: { path: string; reason: string }[];
  };
  const places = fields?.map(({ path, reason }) => `${path} ${reason}`).join('; ');
  return new Refused(status, code, [message, places, hint].filter(Boolean).join(' '));
}

/** Asks again and again until the answer is truthy. @throws Error that names what was waited for, after that time */
export async function eventually<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined | false | null>,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`Not within ${Math.round(withinMs / 1000)} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
