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

/** `3 people could approve it themselves, on 1 server`: nobody else's yes is needed. */
export const ownYesWords = ({ people, resources }: Change): string =>
  `${counted(people.count, 'person', 'people')} could approve it themselves, on ${counted(resources.count, 'server', 'servers')}`;

/** What may be asked for and reached by nobody: it counts neither as gained nor as approved. */
export const unapprovableWords = (change: Change): string =>
  `${changeWords(change, 'could ask for')}, and nobody could ever approve it as things are`;

/** The first names, and how many more there are. */
export const namesWords = ({ count, first }: Sample): string =>
  count > first.length ? `${first.join(', ')} and ${count - first.length} more` : listWords([...first], 'and');
