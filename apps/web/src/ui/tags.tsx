import { Shown } from './shown.js';

/** Tags of a server, as small words. */
export const Tags = ({ tags }: { tags: string[] }) =>
  tags.length === 0 ? null : (
    <ul className="tags" aria-label="Tags">
      {tags.map((tag) => (
        <li key={tag}>
          <Shown text={tag} />
        </li>
      ))}
    </ul>
  );
