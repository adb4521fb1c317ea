import { useEffect, useState } from 'react';
import { queries, refetchTopics } from './api.js';

const RETRY_MS = 5000;
/** A gap shorter than this is not worth a word. */
const PATIENCE_MS = 4000;

const topicsOf = (data: string): string[] | undefined => {
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('topics' in message)) return undefined;
    return Array.isArray(message.topics) ? message.topics.filter((topic) => typeof topic === 'string') : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Listens for changes as long as somebody is signed in, and has the pages fetch again what a change concerns. Gives
 * whether the pages are live; after a gap everything is fetched again, as wake-ups may have been missed.
 */
export const useLiveUpdates = (): boolean => {
  const [live, setLive] = useState(true);
  useEffect(() => {
    let source: EventSource;
    let again: number | undefined;
    let saying: number | undefined;
    let missed = false;
    const listen = () => {
      source = new EventSource('/api/events');
      source.onopen = () => {
        window.clearTimeout(saying);
        saying = undefined;
        setLive(true);
        if (missed) void refetchTopics();
        missed = false;
      };
      source.addEventListener('changed', (event: MessageEvent<string>) => void refetchTopics(topicsOf(event.data)));
      source.onerror = () => {
        missed = true;
        saying ??= window.setTimeout(() => setLive(false), PATIENCE_MS);
        void queries.invalidateQueries({ queryKey: ['get', '/api/session'] });
        // A browser gives up by itself only after a refusal; then it must be asked again.
        if (source.readyState === EventSource.CLOSED) again = window.setTimeout(listen, RETRY_MS);
      };
    };
    listen();
    return () => {
      window.clearTimeout(again);
      window.clearTimeout(saying);
      source.close();
    };
  }, []);
  return live;
};
