import type { Grant } from '#api-client/views.js';
import { Moment } from '../../ui/moment.js';

/** Behind the end of an access: until when its sessions may run on, where they may. */
export const SessionsUntil = ({ grant }: { grant: Grant }) =>
  grant.finishUntilAt === null ? null : (
    <>
      ; running sessions may go on until <Moment at={grant.finishUntilAt} />
    </>
  );
