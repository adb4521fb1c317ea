import type { Shift, ShiftStretch } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { durationWords } from '../../ui/time-words.js';
import { wallWords } from './shift-draft.js';

interface StretchesProps {
  shift: Shift;
  stretches: ShiftStretch[];
  mayTakeBack: boolean;
}

const Person = ({ person }: { person: ShiftStretch['person'] }) => {
  if (person === null) return <span className="dimmed">Nobody</span>;
  return (
    <>
      <Shown text={person.displayName} />
      {person.disabled && <span className="dimmed"> (disabled: counts as nobody)</span>}
    </>
  );
};

const TakeBack = ({ shift, id, name }: { shift: Shift; id: string; name: string }) => {
  const remove = $api.useMutation('delete', '/api/shifts/{id}/overrides/{overrideId}');
  return (
    <Ask
      label="Take back"
      title="Take this override back?"
      confirm="Take it back"
      danger
      button={{ 'aria-label': `Take back the override by ${shownText(name)}` }}
      onConfirm={() => remove.mutateAsync({ params: { path: { id: shift.id, overrideId: id } } })}
    >
      Whose turn it is will be on duty again.
    </Ask>
  );
};

/** The first stretch began some time ago, and the last one does not end where the list does. */
const timeOf = (fromMs: number, untilMs: number, timeZone: string, at: { first: boolean; last: boolean }): string => {
  const [from, until] = [wallWords(fromMs, timeZone), wallWords(untilMs, timeZone)];
  if (at.last) return at.first ? 'from now on' : `from ${from} on`;
  return at.first ? `now, until ${until}` : `${from} to ${until} (${durationWords((untilMs - fromMs) / 1000)})`;
};

/** Who is on duty when, one row for each stretch. The first begins now, each time it is fetched: its row stays the same one. */
export const Stretches = ({ shift, stretches, mayTakeBack }: StretchesProps) => (
  <>
    <p className="dimmed small">Times are by the clocks of {shownText(shift.timeZone)}.</p>
    <ol className="rows">
      {stretches.map(({ from, until, person, overrideId }, at) => (
        <li className="row" key={overrideId ?? (at === 0 ? 'now' : from)}>
          <div className="row-main">
            <h3 className="row-title">
              <Person person={person} />
            </h3>
            <p className="row-sub">
              {timeOf(Date.parse(from), Date.parse(until), shift.timeZone, {
                first: at === 0,
                last: at === stretches.length - 1,
              })}
            </p>
          </div>
          {overrideId !== null && (
            <div className="row-actions">
              <span className="chip">override</span>
              {mayTakeBack && <TakeBack shift={shift} id={overrideId} name={person?.displayName ?? ''} />}
            </div>
          )}
        </li>
      ))}
    </ol>
  </>
);
