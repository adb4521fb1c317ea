/** The fields that stand once in a request form, for one server or several: for whom, custom fields, the reason. */
import { Checkbox, TextInput, Textarea } from '@mantine/core';
import type { CatalogFlow } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { PickOne, type UseFound } from '../../ui/pick.js';
import { shownText } from '../../ui/shown-text.js';
import { useNowMs } from '../../ui/now.js';
import { durationWords } from '../../ui/time-words.js';
import { fieldOfMoment, zoneHere } from '../shifts/shift-draft.js';
import { customFieldsOf, isEmergency, type Said } from './request-draft.js';

interface SaidProps {
  flows: readonly CatalogFlow[];
  said: Said;
  change: (part: Partial<Said>) => void;
}

/** Only where the flow lets one ask for others: for whom. */
export const ReceiverField = ({ flows, said, change }: SaidProps) => {
  const [flow] = flows;
  if (flow === undefined || !flow.forOthers) return null;
  const useReceivers: UseFound = (search) => {
    const query = { flowId: flow.id, ...(search !== '' && { search }) };
    const { data } = $api.useQuery(
      'get',
      '/api/catalog/receivers',
      { params: { query } },
      { placeholderData: (before) => before },
    );
    return (
      data && [{ choices: data.items.map(({ id, displayName }) => ({ value: id, label: shownText(displayName) })) }]
    );
  };
  return (
    <PickOne
      label="For whom"
      description={flow.forSelf ? 'Leave it empty to ask for yourself.' : 'By this rule one asks for others only.'}
      placeholder={flow.forSelf ? 'Myself' : 'Choose a person'}
      required={!flow.forSelf}
      clearable
      nothingFound="Nobody of that name for whom you may ask"
      useFound={useReceivers}
      value={said.receiver && { value: said.receiver.id, label: shownText(said.receiver.displayName) }}
      onChange={(choice) => change({ receiver: choice && { id: choice.value, displayName: choice.label } })}
    />
  );
};

const formWords = (pattern: string | null): string | undefined =>
  pattern === null ? undefined : `Of the form ${pattern}`;

/** A value is compared as a whole; what is no pattern here is left for the server to judge. */
const fits = (value: string, pattern: string | null): boolean => {
  if (pattern === null || value === '') return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
};

export const CustomFields = ({ flows, said, change }: SaidProps) =>
  customFieldsOf(flows).map(({ name, label, pattern, required }) => {
    const value = said.fields[name] ?? '';
    return (
      <TextInput
        key={name}
        label={shownText(label)}
        description={formWords(pattern)}
        required={required}
        maxLength={200}
        value={value}
        error={fits(value.trim(), pattern) ? undefined : `This is not of the form ${pattern ?? ''}.`}
        onChange={(event) => change({ fields: { ...said.fields, [name]: event.currentTarget.value } })}
      />
    );
  });

const MINUTE_MS = 60_000;

/** Only where a flow lets one name a later start: when. An emergency waits for none. */
export const StartField = ({ flows, said, change }: SaidProps) => {
  const nowMs = useNowMs(MINUTE_MS);
  const ahead = flows.flatMap((flow) => (isEmergency(said, flow) ? [] : (flow.startAheadSeconds ?? [])));
  if (ahead.length === 0) return null;
  const longest = Math.max(...ahead);
  return (
    <TextInput
      type="datetime-local"
      label="Start"
      description={`Leave it empty to start as soon as it may. At most ${durationWords(longest)} ahead; by the clock of ${zoneHere()}.`}
      min={fieldOfMoment(nowMs, zoneHere())}
      max={fieldOfMoment(nowMs + longest * 1000, zoneHere())}
      value={said.start}
      onChange={(event) => change({ start: event.currentTarget.value })}
    />
  );
};

interface EmergencyProps extends Omit<SaidProps, 'flows'> {
  flow: CatalogFlow;
  /** It is said for several servers, and counts where their flow lets it. */
  several?: boolean;
}

/** Only where the flow lets one break the glass. */
export const EmergencyField = ({ flow, said, change, several = false }: EmergencyProps) =>
  flow.breakGlassReviewSeconds === null ? null : (
    <Checkbox
      label="It is an emergency: start at once"
      description={
        several
          ? 'Where the rule allows it; the others are asked as always. The approvers are told, and one of them reviews it.'
          : `The approvers are told, and one of them reviews it within ${durationWords(flow.breakGlassReviewSeconds)}.`
      }
      checked={said.breakGlass}
      onChange={(event) => change({ breakGlass: event.currentTarget.checked })}
    />
  );

export const ReasonField = ({ flows, said, change }: SaidProps) => {
  const required = said.breakGlass || flows.some(({ justificationRequired }) => justificationRequired);
  return (
    <Textarea
      label="Reason"
      description={
        required ? 'The approvers read it, and it stays in the audit.' : 'Not needed, but it helps the approvers.'
      }
      required={required}
      maxLength={1000}
      autosize
      minRows={2}
      value={said.reason}
      onChange={(event) => change({ reason: event.currentTarget.value })}
    />
  );
};
