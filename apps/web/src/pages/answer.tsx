import { Button } from '@mantine/core';
import type { AccessRequest } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { Ask } from '../ui/ask.js';
import { ApproveIcon } from '../ui/icons.js';
import { ProblemAlert } from '../ui/problem.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';

/** Yes by one click, no with a reason. */
export const Answer = ({ request }: { request: AccessRequest }) => {
  const approve = $api.useMutation('post', '/api/access-requests/{id}/approve');
  const deny = $api.useMutation('post', '/api/access-requests/{id}/deny');
  const path = { id: request.id };
  const whose = shownText(`${request.requester.displayName} for ${request.resource.name}`);
  if (!request.mayApprove) return null;
  return (
    <div className="answer">
      <ProblemAlert error={approve.error} />
      <div className="answer-buttons">
        <Ask
          label="Deny"
          title="Deny this request?"
          confirm="Deny"
          danger
          reason="Why not"
          button={{ disabled: approve.isPending, 'aria-label': `Deny ${whose}` }}
          onConfirm={(reason) => deny.mutateAsync({ params: { path }, body: { reason } })}
        >
          <Shown text={request.requester.displayName} /> reads your reason.
        </Ask>
        <Button
          size="sm"
          leftSection={<ApproveIcon />}
          loading={approve.isPending}
          onClick={() => approve.mutate({ params: { path }, body: {} })}
          aria-label={`Approve ${whose}`}
        >
          Approve
        </Button>
      </div>
    </div>
  );
};
