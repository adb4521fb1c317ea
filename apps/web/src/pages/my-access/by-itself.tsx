import type { Grant } from '#api-client/views.js';
import { Shown } from '../../ui/shown.js';

/** Why one has access for which one never asked; nothing where one did. */
export const ByItself = ({ grant: { automatic, state } }: { grant: Grant }) =>
  automatic === null || (state !== 'granting' && state !== 'active') ? null : (
    <p className="note note-hint" role="note">
      <span>
        You have this while <Shown text={automatic.while} />. No request is needed: it is renewed by itself, and ends
        when that ends.
      </span>
    </p>
  );
