/** The typed client of the HTTP API: made from the OpenAPI document, used by the web app, the CLI and the tests. */
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { problemFrom } from './problem.js';
import type { paths } from './schema.js';

export type ApiClient = Client<paths>;

export interface ApiClientOptions {
  /** Such as `http://127.0.0.1:7443`; empty in a browser, where the page's own origin counts. */
  baseUrl: string;
  /** Sent with each call, such as the cookie of a session. */
  headers?: Record<string, string>;
  fetch?: (request: Request) => Promise<Response>;
}

const refusalsAreThrown: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemFrom(response);
  },
};

/**
 * Takes where the control plane is; gives a client whose paths, inputs and answers are typed.
 * Every call throws a Problem when the control plane refuses.
 */
export const createApiClient = ({ baseUrl, headers, fetch }: ApiClientOptions): ApiClient => {
  const client = createClient<paths>({ baseUrl, headers, fetch });
  client.use(refusalsAreThrown);
  return client;
};
