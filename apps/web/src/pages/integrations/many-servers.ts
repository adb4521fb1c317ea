/** Work on more servers than a page shows: all of a kind are fetched, and sent in calls that one transaction bears. */
import { useState } from 'react';
import type { Server } from '#api-client/views.js';
import { api, queries } from '../../ui/api.js';

const PAGE = 200;
const AT_ONCE = 100;

export type Only = 'to-confirm' | 'to-set-up';

/** Every server of that kind, by name. */
export const allServers = async (integrationId: string, only: Only): Promise<Server[]> => {
  const found = new Map<string, Server>();
  for (let offset = 0; ; offset += PAGE) {
    const params = { path: { id: integrationId }, query: { only, limit: PAGE, offset } };
    const { data } = await api.GET('/api/integrations/{id}/servers', { params });
    for (const server of data?.items ?? []) found.set(server.id, server);
    if (data === undefined || offset + PAGE >= data.total) return [...found.values()];
  }
};

export interface SeenHostKey {
  id: string;
  fingerprint: string;
}

export interface Sending {
  send: (servers: SeenHostKey[]) => Promise<boolean>;
  /** null: nothing is being sent. */
  done: { of: number; count: number } | null;
  error: unknown;
}

/** Sends servers in parts. What was done before a refusal stays done; the pages are fetched again either way. */
export const useSending = (sendPart: (servers: SeenHostKey[]) => Promise<unknown>): Sending => {
  const [done, setDone] = useState<Sending['done']>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async (servers: SeenHostKey[]): Promise<boolean> => {
    setError(null);
    try {
      for (let from = 0; from < servers.length; from += AT_ONCE) {
        setDone({ of: servers.length, count: from });
        await sendPart(servers.slice(from, from + AT_ONCE));
      }
      return true;
    } catch (thrown) {
      setError(thrown);
      return false;
    } finally {
      setDone(null);
      void queries.invalidateQueries();
    }
  };
  return { send, done, error };
};

/** What stands on the button while servers are sent. */
export const sendingWords = (done: Sending['done']): string | undefined =>
  done === null || done.of <= AT_ONCE ? undefined : `${done.count} of ${done.of} done…`;
