/** Who approves: nobody, any one of some people, or tiers of sets with counts. */
import { Button, Group, NumberInput, SegmentedControl, Stack, Switch } from '@mantine/core';
import { useContext, useState } from 'react';
import { APPROVAL_LIMITS, anyOneOf, type Approver, type ApprovalPolicy, type ApprovalTier, type ApproverSet, approversOfSet } from '#access/approval-policy.js'; // prettier-ignore
import { plainApprovers } from '#access/flow-sentence.js';
import type { PersonId, TeamId } from '#access/ids.js';
import { PlusIcon } from '../../ui/icons.js';
import { PickSome } from '../../ui/pick.js';
import { PickPeopleAndTeams } from '../../ui/pickers.js';
import { LengthField } from './length-field.js';
import { NamesContext, standingLabel, useApprovers } from './named.js';
import { chosenPeople, namesOfChosen } from './people-of-ids.js';

const keyOf = (approver: Approver): string => ('id' in approver ? `${approver.kind}:${approver.id}` : approver.kind);
const approverOf = (key: string): Approver => {
  const at = key.indexOf(':');
  return (at === -1 ? { kind: key } : { kind: key.slice(0, at), id: key.slice(at + 1) }) as Approver;
};
const NEW_SET: ApproverSet = { any: [], needed: 1 };
const NEW_TIER: ApprovalTier = { mode: 'any-of', sets: [NEW_SET] };
const USUAL_INTERVAL_SECONDS = 1800;

interface Field<T> {
  value: T;
  onChange: (value: T) => void;
  label: string;
  onRemove?: (() => void) | undefined;
}

const Remove = ({ label, onRemove }: { label: string; onRemove: (() => void) | undefined }) =>
  onRemove === undefined ? null : (
    <Button size="compact-sm" variant="subtle" color="red" className="start" onClick={onRemove} aria-label={`Take this out: ${label}`}>
      Take this out
    </Button>
  ); // prettier-ignore

const SetFields = ({ value, onChange, label, onRemove }: Field<ApproverSet>) => {
  const { nameOf, learn } = useContext(NamesContext);
  const approvers = approversOfSet(value);
  const set = (next: readonly Approver[]) => onChange('any' in value ? { ...value, any: next } : { all: next });
  return (
    <Stack gap="xs" className="target" role="group" aria-label={label}>
      <SegmentedControl
        aria-label={`${label}: how many`}
        className="start"
        data={[{ value: 'any', label: 'Some of them' }, { value: 'all', label: 'One for each' }]}
        value={'any' in value ? 'any' : 'all'}
        onChange={(next) => onChange(next === 'all' ? { all: approvers } : { any: approvers, needed: 1 })}
      />
      <PickSome
        label={`${label}: approvers`}
        placeholder="People, teams, shifts, managers"
        useFound={useApprovers}
        value={approvers.map((one) => ({ value: keyOf(one), label: 'id' in one ? (nameOf(one.id) ?? one.id) : standingLabel(one.kind) }))}
        onChange={(choices) => {
          learn(choices.map(({ value: key, label: name }) => ({ value: key.slice(key.indexOf(':') + 1), label: name })));
          set(choices.map((choice) => approverOf(choice.value)));
        }}
      />
      {'any' in value && (
        <NumberInput
          label={`${label}: how many must say yes`}
          w={280}
          min={1}
          max={APPROVAL_LIMITS.needed}
          allowDecimal={false}
          value={value.needed}
          onChange={(needed) => typeof needed === 'number' && needed > 0 && onChange({ ...value, needed })}
        />
      )}
      <Remove label={label} onRemove={onRemove} />
    </Stack>
  );
}; // prettier-ignore

const without = <One,>(all: readonly One[], at: number): One[] => all.filter((_, index) => index !== at);
const withAt = <One,>(all: readonly One[], at: number, one: One): One[] => all.map((old, index) => (index === at ? one : old)); // prettier-ignore

const TierFields = ({ value, onChange, label, onRemove }: Field<ApprovalTier>) => (
  <Stack gap="sm" role="group" aria-label={label}>
    <h3>{label}</h3>
    {value.sets.length > 1 && (
      <SegmentedControl
        aria-label={`${label}: sets`}
        className="start"
        data={[{ value: 'any-of', label: 'One set suffices' }, { value: 'all-of', label: 'All sets are needed' }]}
        value={value.mode}
        onChange={(mode) => onChange({ ...value, mode: mode === 'all-of' ? 'all-of' : 'any-of' })}
      />
    )}
    {value.sets.map((set, at) => (
      <SetFields
        key={at}
        label={value.sets.length > 1 ? `${label}, set ${at + 1}` : label}
        value={set}
        onChange={(next) => onChange({ ...value, sets: withAt(value.sets, at, next) })}
        onRemove={value.sets.length > 1 ? () => onChange({ ...value, sets: without(value.sets, at) }) : undefined}
      />
    ))}
    <Group gap="xs">
      <Button size="sm" variant="default" onClick={() => onChange({ ...value, sets: [...value.sets, NEW_SET] })} aria-label={`Add a set: ${label}`}>
        Add a set
      </Button>
      {onRemove && (
        <Button size="sm" variant="subtle" color="red" onClick={onRemove} aria-label={`Take the tier out: ${label}`}>
          Take the tier out
        </Button>
      )}
    </Group>
  </Stack>
); // prettier-ignore

const Answers = ({ value, change }: { value: ApprovalPolicy; change: (part: Partial<ApprovalPolicy>) => void }) => (
  <>
    <NumberInput
      label="Noes that end a request"
      w={230}
      min={1}
      max={APPROVAL_LIMITS.noesNeeded}
      allowDecimal={false}
      value={value.noesNeeded}
      onChange={(noesNeeded) => typeof noesNeeded === 'number' && noesNeeded > 0 && change({ noesNeeded })}
    />
    <Switch
      label="The requester’s own yes counts where they are an approver"
      description="It is marked on the request and in the audit."
      checked={value.requesterMayApprove}
      onChange={(event) => change({ requesterMayApprove: event.currentTarget.checked })}
    />
    <Switch
      label="Approvers must say why"
      checked={value.approverReasonRequired}
      onChange={(event) => change({ approverReasonRequired: event.currentTarget.checked })}
    />
  </>
);

const PolicyFields = ({ value, onChange }: { value: ApprovalPolicy; onChange: (value: ApprovalPolicy) => void }) => {
  const change = (part: Partial<ApprovalPolicy>) => onChange({ ...value, ...part });
  const setTiers = (tiers: ApprovalTier[]) =>
    change({
      tiers,
      escalateAfterSeconds: tiers.length > 1 ? (value.escalateAfterSeconds ?? USUAL_INTERVAL_SECONDS) : null,
    });
  return (
    <>
      {value.tiers.map((tier, at) => (
        <TierFields
          key={at}
          label={at === 0 ? 'Asked first' : `Tier ${at + 1}`}
          value={tier}
          onChange={(next) => setTiers(withAt(value.tiers, at, next))}
          onRemove={value.tiers.length > 1 ? () => setTiers(without(value.tiers, at)) : undefined}
        />
      ))}
      {value.tiers.length < APPROVAL_LIMITS.tiers && (
        <Button size="sm" variant="default" className="start" leftSection={<PlusIcon size={15} />} onClick={() => setTiers([...value.tiers, NEW_TIER])}>
          Add a tier that is asked later
        </Button>
      )}
      {value.escalateAfterSeconds !== null && (
        <LengthField label="The next tier is asked after" value={value.escalateAfterSeconds} onChange={(escalateAfterSeconds) => change({ escalateAfterSeconds })} />
      )}
      <Answers value={value} change={change} />
    </>
  );
}; // prettier-ignore

const People = ({ value, onChange }: { value: ApprovalPolicy; onChange: (value: ApprovalPolicy) => void }) => {
  const { nameOf, learn } = useContext(NamesContext);
  const named = plainApprovers(value) ?? [];
  const ids = (kind: string) => named.flatMap((one) => (one.kind === kind ? [one.id] : []));
  return (
    <PickPeopleAndTeams
      label="Approvers"
      description="Any one of them. Nobody approves a request of their own."
      value={chosenPeople({ personIds: ids('person'), teamIds: ids('team') }, nameOf)}
      onChange={({ people, teams }) => {
        learn(namesOfChosen({ people, teams }));
        onChange(anyOneOf({ personIds: people.map(({ id }) => id as PersonId), teamIds: teams.map(({ id }) => id as TeamId) }));
      }}
    />
  );
}; // prettier-ignore

/** The policy of a flow that asks somebody: short where people and teams say it all. */
export const ApprovalFields = ({ value, onChange }: { value: ApprovalPolicy; onChange: (value: ApprovalPolicy) => void }) => {
  const [whole, setWhole] = useState(plainApprovers(value) === null);
  return (
    <Stack gap="md">
      {whole ? <PolicyFields value={value} onChange={onChange} /> : <People value={value} onChange={onChange} />}
      {(!whole || plainApprovers(value) !== null) && (
        <Button size="sm" variant="subtle" className="start" onClick={() => setWhole(!whole)}>
          {whole ? 'Only people and teams' : 'Tiers, counts, managers…'}
        </Button>
      )}
    </Stack>
  );
}; // prettier-ignore
