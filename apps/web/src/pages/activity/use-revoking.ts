import { useState } from 'react';
import type { Revocations } from '#api-client/views.js';
import { api, queries } from '../../ui/api.js';
import { activityQuery, type ActivitySearch } from './activity-search.js';

/** What the API takes in one call. */
const AT_ONCE = 500;

export interface Revoking {
  /** What became of each grant so far; null: none was revoked since the page was opened. */
  told: Revocations['items'] | null;
  ticked: (grantIds: string[], reason: string) => Promise<void>;
  matching: (search: ActivitySearch, count: number, reason: string) => Promise<void>;
  forget: () => void;
}

/** Ends many grants, in as many calls as it takes. What ended before a call failed stays ended, and is told. */
export const useRevoking = (): Revoking => {
  const [told, setTold] = useState<Revocations['items'] | null>(null);
  const all = async (call: (after: string | undefined, left: number) => Promise<Revocations>, count: number) => {
    const items: Revocations['items'] = [];
    let [after, left]: [string | undefined, number] = [undefined, count];
    try {
      do {
        const answer: Revocations = await call(after, left);
        items.push(...answer.items);
        [after, left] = [answer.next ?? undefined, answer.left];
      } while (after !== undefined);
    } finally {
      if (items.length > 0) setTold(items);
      void queries.invalidateQueries();
    }
    setTold(items);
  };
  return {
    told,
    forget: () => setTold(null),
    ticked: (grantIds, reason) =>
      all(async (after) => {
        const from = Number(after ?? 0);
        const part = grantIds.slice(from, from + AT_ONCE);
        const answer = ok(await api.POST('/api/activity/revoke', { body: { grantIds: part, reason } }));
        return { ...answer, next: from + AT_ONCE < grantIds.length ? String(from + AT_ONCE) : null };
      }, grantIds.length),
    matching: (search, count, reason) =>
      all(async (after, left) => {
        const body = { ...activityQuery(search), reason, count: left, after };
        return ok(await api.POST('/api/activity/revoke-matching', { body }));
      }, count),
  };
};

const ok = ({ data }: { data?: Revocations }): Revocations => {
  if (data === undefined) throw new Error('The call had no answer.');
  return data;
};
