import { listWords } from './list-words.js';
import { rootGroupsOf } from './root-groups.js';
import { Shown } from './shown.js';

/** Says it where permissions are chosen or approved, and only where one of them is known to give root. */
export const RootGroupsNote = ({ permissions }: { permissions: readonly string[] }) => {
  const groups = rootGroupsOf(permissions);
  if (groups.length === 0) return null;
  return (
    <p className="note note-watch">
      <span>
        <strong>
          <Shown text={listWords(groups, 'and')} />
        </strong>{' '}
        {groups.length === 1 ? 'gives' : 'give'} root. Who is root can undo anything on that server, the end of the
        access too.
      </span>
    </p>
  );
};
