import type { Fault, Grant } from '#api-client/views.js';
import { FaultNote } from '../../ui/problem.js';
import { useIsAdministrator } from '../../ui/session.js';

/** What is in the way of a grant. What a server refused for good, administrators mend: nobody else is told to. */
export const GrantFault = ({ grant, fault }: { grant: Grant; fault: Fault }) => {
  const isAdministrator = useIsAdministrator();
  const failed = grant.state === 'failed';
  return (
    <FaultNote
      fault={fault}
      tone={failed ? 'bad' : 'watch'}
      hintFor={failed && !isAdministrator ? 'For an administrator' : undefined}
    />
  );
};
