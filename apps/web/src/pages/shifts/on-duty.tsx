import type { Shift } from '#api-client/views.js';
import { Moment } from '../../ui/moment.js';
import { Shown } from '../../ui/shown.js';
import { wallWords } from './shift-draft.js';

interface OnDutyProps {
  shift: Pick<Shift, 'onDuty' | 'onDutyUntil'>;
  /** By whose clocks; absent: by the reader's own. */
  timeZone?: string;
}

/** Who is on duty now and until when. */
export const OnDuty = ({ shift: { onDuty, onDutyUntil }, timeZone }: OnDutyProps) => (
  <>
    {onDuty === null ? (
      'Nobody is on duty'
    ) : (
      <>
        <strong>
          <Shown text={onDuty.displayName} />
        </strong>{' '}
        is on duty
      </>
    )}
    {onDutyUntil !== null && (
      <span className="dimmed">
        {' '}
        until {timeZone === undefined ? <Moment at={onDutyUntil} /> : wallWords(Date.parse(onDutyUntil), timeZone)}
      </span>
    )}
  </>
);
