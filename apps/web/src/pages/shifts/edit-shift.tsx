import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { $api } from '../../ui/api.js';
import { BackIcon } from '../../ui/icons.js';
import { Loaded } from '../../ui/loaded.js';
import { Page } from '../../ui/page.js';
import { draftOf, newShift, zoneHere } from './shift-draft.js';
import { ShiftForm } from './shift-form.js';

export const NewShiftPage = () => {
  const navigate = useNavigate();
  const create = $api.useMutation('post', '/api/shifts', {
    onSuccess: ({ id }) => navigate({ to: '/shifts/$shiftId', params: { shiftId: id } }),
  });
  return (
    <Page
      title="New shift"
      narrow
      back={
        <Link to="/shifts">
          <BackIcon size={16} /> Shifts
        </Link>
      }
    >
      <ShiftForm
        start={newShift(Date.now(), zoneHere())}
        overrides={[]}
        sending={create.isPending}
        error={create.error}
        onSubmit={(body) => create.mutate({ body })}
      />
    </Page>
  );
};

export const EditShiftPage = () => {
  const { shiftId } = useParams({ from: '/shell/shifts/$shiftId/edit' });
  const params = { path: { id: shiftId } };
  const navigate = useNavigate();
  const shift = $api.useQuery('get', '/api/shifts/{id}', { params });
  const save = $api.useMutation('put', '/api/shifts/{id}', {
    onSuccess: () => navigate({ to: '/shifts/$shiftId', params: { shiftId } }),
  });
  return (
    <Page
      title={shift.data?.name ?? 'Shift'}
      lead="What you save counts at once: look below at who is on duty then."
      narrow
      back={
        <Link to="/shifts/$shiftId" params={{ shiftId }}>
          <BackIcon size={16} /> Back
        </Link>
      }
    >
      <Loaded query={shift}>
        {(data) => (
          <ShiftForm
            start={draftOf(data)}
            overrides={data.overrides}
            sending={save.isPending}
            error={save.error}
            onSubmit={(body) => save.mutate({ params, body })}
          />
        )}
      </Loaded>
    </Page>
  );
};
