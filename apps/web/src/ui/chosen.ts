import { useState } from 'react';

export interface Chosen {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  count: number;
  all: boolean;
  toggleAll: () => void;
}

/** Which of some things are ticked. Starts with all of them; what appears later is ticked too. */
export const useChosen = (ids: readonly string[]): Chosen => {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const has = (id: string) => !left.has(id);
  const count = ids.filter(has).length;
  const toggle = (id: string) =>
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const all = count === ids.length;
  return { has, toggle, count, all, toggleAll: () => setLeft(all ? new Set(ids) : new Set()) };
};
