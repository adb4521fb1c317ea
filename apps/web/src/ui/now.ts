import { useEffect, useState } from 'react';

/** The reader's clock in milliseconds, renewed each `everyMs`: for countdowns on the page. */
export const useNowMs = (everyMs = 1000): number => {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNowMs(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return nowMs;
};
