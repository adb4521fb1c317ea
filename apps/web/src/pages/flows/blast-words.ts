/** The blast radius of an edit in words. Pure. */
import { listWords } from '../../ui/list-words.js';

interface Sample {
  count: number;
  first: readonly string[];
}
interface Change {
  people: Sample;
  resources: Sample;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** `14 people could newly reach 212 servers`. */
export const changeWords = ({ people, resources }: Change, what: string): string =>
  `${counted(people.count, 'person', 'people')} ${what} ${counted(resources.count, 'server', 'servers')}`;

/** The first names, and how many more there are. */
export const namesWords = ({ count, first }: Sample): string =>
  count > first.length ? `${first.join(', ')} and ${count - first.length} more` : listWords([...first], 'and');
