import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Shift } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { PlusIcon, ShiftIcon } from '../../ui/icons.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { ListSearch, NothingFound, useTyped } from '../../ui/search-field.js';
import { useIsAdministrator } from '../../ui/session.js';
import { Shown } from '../../ui/shown.js';
import { OnDuty } from './on-duty.js';
import { draftOf, rotationWords } from './shift-draft.js';

const AddButton = () => (
  <Button component={Link} to="/shifts/new" leftSection={<PlusIcon />}>
    New shift
  </Button>
);

const ShiftRow = ({ shift }: { shift: Shift }) => (
  <li className="row">
    <span className="row-icon">
      <ShiftIcon />
    </span>
    <div className="row-main">
      <h2 className="row-title">
        <Link to="/shifts/$shiftId" params={{ shiftId: shift.id }}>
          <Shown text={shift.name} />
        </Link>
      </h2>
      <p className="row-sub">
        <Shown text={rotationWords(draftOf(shift))} />
      </p>
    </div>
    <p>
      <OnDuty shift={shift} />
    </p>
  </li>
);

const NoShifts = () => (
  <Empty title="No shift yet" icon={<ShiftIcon size={28} />}>
    <p>A shift says who is on call: people who take turns, and when one hands over to the next.</p>
    {useIsAdministrator() && <AddButton />}
  </Empty>
);

export const ShiftsPage = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const isAdministrator = useIsAdministrator();
  const shifts = $api.useQuery(
    'get',
    '/api/shifts',
    { params: { query: { search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page title="Shifts" lead="Who is on call, and until when." actions={isAdministrator && <AddButton />}>
      <ListSearch of="shifts" placeholder="Search by name" text={text} total={shifts.data?.total} />
      <Paged
        query={shifts}
        paging={paging}
        what="shifts"
        empty={text.search === undefined ? <NoShifts /> : <NothingFound what="shifts" />}
      >
        {(items) => (
          <ul className="rows">
            {items.map((shift) => (
              <ShiftRow key={shift.id} shift={shift} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
};
