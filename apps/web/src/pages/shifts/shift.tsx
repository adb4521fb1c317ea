import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Shift } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page, Section } from '../../ui/page.js';
import { useIsAdministrator } from '../../ui/session.js';
import { Shown } from '../../ui/shown.js';
import { OnDuty } from './on-duty.js';
import { AddOverride } from './override-form.js';
import { Stretches } from './stretches.js';
import { draftOf, rotationWords } from './shift-draft.js';

const DeleteShift = ({ id }: { id: string }) => {
  const navigate = useNavigate();
  const remove = $api.useMutation('delete', '/api/shifts/{id}', { onSuccess: () => navigate({ to: '/shifts' }) });
  return (
    <Ask
      label="Delete"
      title="Delete this shift?"
      confirm="Delete"
      danger
      onConfirm={() => remove.mutateAsync({ params: { path: { id } } })}
    >
      Its overrides go with it.
    </Ask>
  );
};

const Next = ({ shift }: { shift: Shift }) => {
  const schedule = $api.useQuery('get', '/api/shifts/{id}/schedule', { params: { path: { id: shift.id }, query: {} } });
  const isAdministrator = useIsAdministrator();
  return (
    <Section title="The next four weeks" aside={isAdministrator && <AddOverride shift={shift} />}>
      <Loaded query={schedule}>
        {({ stretches }) => <Stretches shift={shift} stretches={stretches} mayTakeBack={isAdministrator} />}
      </Loaded>
    </Section>
  );
};

export const ShiftPage = () => {
  const { shiftId } = useParams({ from: '/shell/shifts/$shiftId' });
  const shift = $api.useQuery('get', '/api/shifts/{id}', { params: { path: { id: shiftId } } });
  return (
    <Page
      title={shift.data?.name ?? 'Shift'}
      lead={shift.data && <Shown text={rotationWords(draftOf(shift.data))} />}
      back={
        <Link to="/shifts">
          <BackIcon size={16} /> Shifts
        </Link>
      }
      actions={
        useIsAdministrator() && (
          <>
            <DeleteShift id={shiftId} />
            <Button component={Link} size="sm" to={`/shifts/${shiftId}/edit`}>
              Edit
            </Button>
          </>
        )
      }
    >
      <Loaded query={shift}>
        {(data) => (
          <>
            <p className="card">
              <span>
                <OnDuty shift={data} timeZone={data.timeZone} />
              </span>
            </p>
            <Next shift={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
