/** What changed since the last look, by the wake-ups that came. */
import type { PersonId } from '#access/ids.js';
import type { Topic } from '../database/wake-ups.js';

export interface Changed {
  readonly flows: boolean;
  readonly people: boolean;
  readonly resources: boolean;
  /** Whose access is compared: of these people alone, where only their grants changed. */
  readonly persons: readonly PersonId[] | 'all';
}

export const EVERYTHING: Changed = { flows: true, people: true, resources: true, persons: 'all' };
export const NOTHING: Changed = { flows: false, people: false, resources: false, persons: [] };

export const isNothing = ({ flows, people, resources, persons }: Changed): boolean =>
  !flows && !people && !resources && persons.length === 0;

/** What changed before, and with this wake-up. */
export const andBy = (changed: Changed, topic: Topic): Changed => {
  const [noun, whose] = topic.split(':', 2);
  switch (noun) {
    case 'flows':
    case 'bundles':
      return { ...changed, flows: true, persons: 'all' };
    case 'people':
    case 'shifts':
      return { ...changed, people: true, persons: 'all' };
    case 'servers':
    case 'integrations':
      return { ...changed, resources: true, persons: 'all' };
    case 'grants':
      if (changed.persons === 'all' || changed.persons.includes(whose as PersonId)) return changed;
      return { ...changed, persons: [...changed.persons, whose as PersonId] };
    default:
      return changed;
  }
};
