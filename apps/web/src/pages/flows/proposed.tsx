/** Saving where a second administrator must approve: the edit is proposed, and the page says that it does not count yet. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { components } from '#api-client/schema.js';
import { $api } from '../../ui/api.js';
import { ApproveIcon } from '../../ui/icons.js';
import { Empty } from '../../ui/page.js';

type ProposalInput = components['schemas']['ProposalInput'];

/** Whether edits must be proposed; undefined before that is known. */
export const useFourEyes = (): boolean | undefined => $api.useQuery('get', '/api/four-eyes').data?.required;

/** Where edits must be proposed, proposes one; `proposed` from then on. `propose` tells how it went. */
export const useProposing = () => {
  const [proposed, setProposed] = useState(false);
  const call = $api.useMutation('post', '/api/flow-proposals', { onSuccess: () => setProposed(true) });
  return {
    required: useFourEyes() === true,
    proposed,
    sending: call.isPending,
    error: call.error,
    send: (body: ProposalInput) => call.mutate({ body }),
    propose: (body: ProposalInput) => call.mutateAsync({ body }),
  };
};

/** Instead of the form: nobody must think that the edit counts already. */
export const Proposed = ({ of }: { of: 'flow' | 'bundle' }) => (
  <div role="status">
    <Empty title="Proposed, and not in force yet" icon={<ApproveIcon size={28} />}>
      <p>Another administrator must approve it. Until then everything stays as it is.</p>
      <p>
        {of === 'flow' ? <Link to="/flows">See what waits on Access flows</Link> : <Link to="/bundles">See what waits on Bundles</Link>}
      </p>
    </Empty>
  </div>
); // prettier-ignore
