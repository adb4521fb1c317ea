/** People, teams and their calls of the API, as tests speak of them: by first names. Everything goes through the public API. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonView, TeamSummary } from '../../../apps/control-plane/src/identity/person.view.js';
import type { Problem } from '../../../apps/control-plane/src/http/problem.js';
import { type ControlPlaneUnderTest, givenControlPlane } from './control-plane.js';

export interface Answer<T> {
  readonly status: number;
  /** The JSON of the answer; undefined where there is none. */
  readonly body: T;
  readonly headers: Headers;
}

/** The body of an answer that must be good. */
export const ok = <T>({ status, body }: Answer<T>): T => {
  if (status >= 200 && status < 300) return body;
  throw new Error(`The call was refused: ${status} ${JSON.stringify(body)}`);
};

/** The problem of an answer that must be refused. */
export const refused = ({ status, body }: Answer<unknown>): Problem => {
  if (status >= 400) return body as Problem;
  throw new Error(`The call should have been refused, but: ${status} ${JSON.stringify(body)}`);
};

/** Somebody, or nobody known, who calls the API over HTTP. */
export class Caller {
  constructor(
    readonly url: string,
    /** The session's cookie as a browser would send it. */
    public cookie: string | undefined = undefined,
  ) {}

  get<T = unknown>(path: string): Promise<Answer<T>> {
    return this.call<T>('GET', path);
  }

  post<T = unknown>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.call<T>('POST', path, body);
  }

  put<T = unknown>(path: string, body: unknown): Promise<Answer<T>> {
    return this.call<T>('PUT', path, body);
  }

  patch<T = unknown>(path: string, body: unknown): Promise<Answer<T>> {
    return this.call<T>('PATCH', path, body);
  }

  delete<T = unknown>(path: string, body?: unknown): Promise<Answer<T>> {
    return this.call<T>('DELETE', path, body);
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie !== undefined && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    this.keepCookie(response.headers);
    const text = await response.text();
    const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }

  private keepCookie(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [cookie] = line.split(';');
      this.cookie = cookie.endsWith('=') ? undefined : cookie;
    }
  }
}

export interface PersonOptions {
  password?: string;
  role?: 'administrator' | 'member';
  displayName?: string;
  email?: string;
  managerId?: string;
  accountName?: string;
  attributes?: Record<string, string>;
}

/** The API of one control plane. `ada` is its administrator; others are added by name. */
export class Api {
  private readonly callers = new Map<string, Caller>();
  private readonly people = new Map<string, PersonView>();

  constructor(private readonly url: string) {}

  /** A new caller without a session. */
  get anyone(): Caller {
    return new Caller(this.url);
  }

  /** The signed-in caller of somebody who was added by this name. */
  as(name: string): Caller {
    const caller = this.callers.get(name);
    if (!caller) throw new Error(`Nobody was added by the name ${name}.`);
    return caller;
  }

  idOf(name: string): string {
    return this.viewOf(name).id;
  }

  viewOf(name: string): PersonView {
    const person = this.people.get(name);
    if (!person) throw new Error(`Nobody was added by the name ${name}.`);
    return person;
  }

  passwordOf(name: string): string {
    return `the password of ${name}`;
  }

  /** Makes `ada` the first administrator, by the token that the control plane wrote into its data folder. */
  async firstAdministrator(token: string, name = 'ada'): Promise<PersonView> {
    const caller = this.anyone;
    const input = { token, displayName: displayNameOf(name), email: emailOf(name), password: this.passwordOf(name) };
    const { person } = ok(await caller.post<{ person: PersonView }>('/api/first-administrator', input));
    return this.remember(name, person, caller);
  }

  /** Adds somebody and signs him in. */
  async person(name: string, options: PersonOptions = {}): Promise<PersonView> {
    const person = ok(
      await this.as('ada').post<PersonView>('/api/people', {
        displayName: displayNameOf(name),
        email: emailOf(name),
        role: 'member',
        password: this.passwordOf(name),
        ...options,
      }),
    );
    const caller = await this.signedIn(person.email ?? '', options.password ?? this.passwordOf(name));
    return this.remember(name, person, caller);
  }

  /** Adds several members. */
  async members(...names: string[]): Promise<void> {
    for (const name of names) await this.person(name);
  }

  /** A new session. */
  async signedIn(email: string, password: string): Promise<Caller> {
    const caller = this.anyone;
    ok(await caller.post('/api/session', { email, password }));
    return caller;
  }

  /** Adds a team of people who were added before. */
  async team(name: string, members: readonly string[]): Promise<TeamSummary> {
    const memberIds = members.map((member) => this.idOf(member));
    return ok(await this.as('ada').post<TeamSummary>('/api/teams', { name, memberIds }));
  }

  private remember(name: string, person: PersonView, caller: Caller): PersonView {
    this.people.set(name, person);
    this.callers.set(name, caller);
    return person;
  }
}

const displayNameOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const emailOf = (name: string): string => `${name}@example.com`;

/** The API of a control plane, with `ada` as its first administrator. */
export const givenApi = async (controlPlane: ControlPlaneUnderTest): Promise<Api> => {
  const api = new Api(controlPlane.url);
  const token = readFileSync(join(controlPlane.config.dataFolder, 'first-administrator-token'), 'utf8').trim();
  await api.firstAdministrator(token);
  return api;
};

/** A new control plane with its API: administrator `ada`, and these members. */
export const givenCurfew = async (...members: string[]): Promise<ControlPlaneUnderTest & { api: Api }> => {
  const controlPlane = await givenControlPlane();
  const api = await givenApi(controlPlane);
  await api.members(...members);
  return Object.assign(controlPlane, { api });
};
