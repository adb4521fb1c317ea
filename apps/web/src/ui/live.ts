import { useEffect, useState } from 'react';
import { queries, refetchTopics } from './api.js';
import { delayAfterGapMs, refetchDelayMs } from './refetch-pace.js';

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

/** What changed and was not fetched again yet. */
class Changes {
  private topics: Set<string> | 'all' = new Set();
  private lastMs = -Infinity;
  private timer: number | undefined;

  /** Without topics: anything may have changed. */
  note(topics: readonly string[] | undefined): void {
    if (topics === undefined) this.topics = 'all';
    else if (this.topics !== 'all') for (const topic of topics) this.topics.add(topic);
    this.wait(refetchDelayMs(performance.now() - this.lastMs, Math.random()));
  }

  noteGap(): void {
    this.topics = 'all';
    this.wait(delayAfterGapMs(Math.random()));
  }

  forget(): void {
    window.clearTimeout(this.timer);
  }

  private wait(delayMs: number): void {
    this.timer ??= window.setTimeout(() => {
      const { topics } = this;
      this.timer = undefined;
      this.topics = new Set();
      this.lastMs = performance.now();
      void refetchTopics(topics === 'all' ? undefined : [...topics]);
    }, delayMs);
  }
}

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
    const changes = new Changes();
    const listen = () => {
      source = new EventSource('/api/events');
      source.onopen = () => {
        window.clearTimeout(saying);
        saying = undefined;
        setLive(true);
        if (missed) changes.noteGap();
        missed = false;
      };
      source.addEventListener('changed', (event: MessageEvent<string>) => changes.note(topicsOf(event.data)));
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
      changes.forget();
      source.close();
    };
  }, []);
  return live;
};
