import { Alert, Button, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Connector } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { ProblemAlert } from '../ui/problem.js';

/** After a restore of the database: nothing is ordered until an administrator has said what becomes of the grants in it. */
export const ResetOrders = ({ connector }: { connector: Connector }) => {
  const [open, setOpen] = useState(false);
  return (
    <Alert color="orange" variant="light" title="It holds newer orders than this database">
      <Stack gap="sm" align="flex-start">
        <p>
          The database was probably restored from a backup. Grants in it may have been ended since, so nothing is
          ordered: nobody gets new access here, and early ends wait. Ends at their time go on.
        </p>
        <p>
          Who must lose access at once, meanwhile: as root on that server,{' '}
          <code>mkdir -p /etc/curfew && echo account &gt;/etc/curfew/policy && curfew-host uninstall</code> ends
          everything of Curfew there, and nothing is given there again until that file is taken away.
        </p>
        <Button size="sm" onClick={() => setOpen(true)}>
          Let orders go on
        </Button>
      </Stack>
      <ResetDialog connector={connector} opened={open} onClose={() => setOpen(false)} />
    </Alert>
  );
};

const ResetDialog = ({
  connector,
  opened,
  onClose,
}: {
  connector: Connector;
  opened: boolean;
  onClose: () => void;
}) => {
  const [keepGrants, setKeepGrants] = useState(false);
  const [reason, setReason] = useState('');
  const reset = $api.useMutation('post', '/api/connectors/{id}/reset-orders', { onSuccess: onClose });
  return (
    <Modal opened={opened} onClose={onClose} title="Let orders go on">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate({ params: { path: { id: connector.id } }, body: { reason: reason.trim(), keepGrants } });
        }}
      >
        <Stack gap="md">
          <Radio.Group
            label="Access that runs, or is approved to begin, in the restored database"
            value={keepGrants ? 'keep' : 'end'}
            onChange={(value) => setKeepGrants(value === 'keep')}
          >
            <Stack gap="xs" mt="xs">
              <Radio
                value="end"
                label="Ends now"
                description="Safe: whoever needs it asks again. What flows give by themselves is kept back until you let it come back"
              />
              <Radio
                value="keep"
                label="Stays"
                description="Only if you compared Running access with what was ended since the backup: that would come back"
              />
            </Stack>
          </Radio.Group>
          <Textarea
            label="What happened"
            description="It stands in the audit"
            required
            maxLength={500}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemAlert error={reset.error} />
          <Button type="submit" color={keepGrants ? undefined : 'red'} loading={reset.isPending} className="end">
            {keepGrants ? 'Go on and keep running access' : 'End running access and go on'}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
};
