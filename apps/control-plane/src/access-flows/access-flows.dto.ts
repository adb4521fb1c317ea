import {
  type AccessFlowVersion,
  type BreakGlassRule,
  type ClockStart,
  type ExtensionRule,
  FLOW_LIMITS,
  FLOW_TRIGGERS,
  type FlowTrigger,
  PLAIN_FLOW,
} from '#access/access-flow.js';
import { wrongInAutomatic } from '#access/automatic-access.js';
import { anyOneOf, type ApprovalPolicy } from '#access/approval-policy.js';
import { anyOfPeople, type ConditionTree } from '#access/condition.js';
import { Fault } from '#access/fault.js';
import { type CustomField, withoutAnchors } from '#access/custom-field.js';
import type { FlowTarget } from '#access/flow-target.js';
import type { PeopleOrTeams } from '#access/person.js';
import { wrongInPossible } from '#access/possible-approval.js';
import { type RequestTemplate, wrongInTemplates } from '#access/request-template.js';
import type { RequestFor } from '#access/requesters.js';
import type { Timeframe } from '#access/timeframe.js';
import { EditedVersionField } from '../http/edited-version.js';
import { Line, OneOf, WholeNumber, YesNo } from '../http/fields.js';
import { Parts } from '../http/validation.js';
import type { FlowContents } from './flow-changes.service.js';
import { ApproversField, CustomFieldsField, FlowPartModels, RequestersField, RequestForField, TargetsField } from './flow-parts.dto.js'; // prettier-ignore
import { BreakGlassField, ClockStartField, ExtensionsField } from './flow-rules.dto.js';
import { TemplatesField } from './flow-templates.dto.js';
import { TIMEFRAME_SCHEMA, wrongTimeframe } from './timeframe.dto.js';

@FlowPartModels()
export class AccessFlowInput {
  @Line(100) name: string;
  @OneOf(FLOW_TRIGGERS, 'FlowTrigger', {
    optional: true,
    description: '`condition`: nobody asks; who meets `requesters` has access while he does. Unless said: `ask`',
  })
  trigger?: FlowTrigger;
  @RequestersField() requesters: PeopleOrTeams | ConditionTree;
  @RequestForField() requestFor?: RequestFor;
  @TargetsField() targets: FlowTarget[];
  @ApproversField() approvers: PeopleOrTeams | ApprovalPolicy | null;
  @WholeNumber(FLOW_LIMITS.shortestSeconds, FLOW_LIMITS.longestSeconds) longestSeconds: number;
  @WholeNumber(FLOW_LIMITS.shortestSeconds, FLOW_LIMITS.longestSeconds, { optional: true, nullable: true, description: 'For who does not say how long' })
  defaultSeconds?: number | null; // prettier-ignore
  @YesNo({ optional: true, description: 'It is always exactly the longest' }) fixedDuration?: boolean;
  @Parts(TIMEFRAME_SCHEMA, wrongTimeframe, { optional: true }) timeframe?: Timeframe | null;
  @ClockStartField() clockStart?: ClockStart;
  @ExtensionsField() extensions?: ExtensionRule | null;
  @BreakGlassField() breakGlass?: BreakGlassRule | null;
  @YesNo() justificationRequired: boolean;
  @CustomFieldsField() customFields?: CustomField[];
  @TemplatesField() templates?: RequestTemplate[];
  @WholeNumber(FLOW_LIMITS.requestTimeoutSeconds.least, FLOW_LIMITS.requestTimeoutSeconds.most, { optional: true })
  requestTimeoutSeconds?: number;
  @YesNo() allowsForwarding: boolean;
  @WholeNumber(FLOW_LIMITS.finishWithinSeconds.least, FLOW_LIMITS.finishWithinSeconds.most, {
    optional: true,
    nullable: true,
    description:
      'Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it',
  })
  finishWithinSeconds?: number | null;
}

export class AccessFlowEdit extends AccessFlowInput {
  @EditedVersionField() version?: number;
}

/**
 * What the input says, as it is stored. The short way to name people becomes the long one: there is one shape.
 * @throws Fault input-invalid where two fields contradict each other
 */
export const contentsOfInput = (input: AccessFlowInput): FlowContents => {
  const contents = contentsOf(input);
  refuseContradictions(contents);
  return contents;
};

/** @throws Fault input-invalid where two things that a flow says contradict each other */
export const refuseContradictions = (contents: FlowContents): void => {
  const { defaultSeconds: usual, longestSeconds, fixedDuration } = contents;
  if (usual !== null && usual > longestSeconds) {
    throw contradiction('The usual time is longer than the longest.', 'must not be above longestSeconds');
  }
  if (usual !== null && fixedDuration && usual !== longestSeconds) {
    throw contradiction('A flow whose time is fixed has no usual time.', 'must be null where fixedDuration is true');
  }
  refuse(
    wrongInAutomatic(contents),
    'A flow that gives access by itself cannot say this',
    'Leave these out, or let people ask (trigger “ask”).',
  );
  refuse(wrongInPossible(contents), 'The flow asks for what can never be', 'Correct it, so that who is asked can say yes or no in time.'); // prettier-ignore
  refuse(wrongInTemplates(contents), 'A template is wrong', 'Correct the template, or the flow.');
};

const refuse = (fields: { path: string; reason: string }[], what: string, hint: string): void => {
  const said = fields.map(({ path, reason }) => `${path} ${reason}`).join('; ');
  if (fields.length > 0) throw new Fault('input-invalid', `${what}: ${said}.`, { hint, fields });
};

const contradiction = (message: string, reason: string): Fault =>
  new Fault('input-invalid', message, {
    hint: 'Correct the field and send it again.',
    fields: [{ path: 'defaultSeconds', reason }],
  });

const contentsOf = (input: AccessFlowInput): FlowContents => ({
  ...PLAIN_FLOW,
  name: input.name.trim(),
  trigger: input.trigger ?? PLAIN_FLOW.trigger,
  requesters: 'personIds' in input.requesters ? anyOfPeople(input.requesters) : input.requesters,
  requestFor: input.requestFor ?? PLAIN_FLOW.requestFor,
  targets: input.targets,
  approval: approvalOf(input.approvers),
  longestSeconds: input.longestSeconds,
  defaultSeconds: input.defaultSeconds ?? null,
  fixedDuration: input.fixedDuration ?? false,
  timeframe: input.timeframe ?? null,
  clockStart: input.clockStart ?? PLAIN_FLOW.clockStart,
  extensions: input.extensions ?? null,
  breakGlass: input.breakGlass ?? null,
  justificationRequired: input.justificationRequired,
  customFields: (input.customFields ?? []).map(({ pattern, ...field }) => ({
    ...field,
    pattern: pattern && withoutAnchors(pattern),
  })),
  templates: (input.templates ?? []).map(({ name, durationSeconds, reason, fields }) => ({ name: name.trim(), durationSeconds, reason: reason?.trim() || null, fields: { ...fields } })), // prettier-ignore
  requestTimeoutSeconds: input.requestTimeoutSeconds ?? FLOW_LIMITS.requestTimeoutSeconds.unlessSaid,
  allowsForwarding: input.allowsForwarding,
  finishWithinSeconds: input.finishWithinSeconds ?? null,
});

const approvalOf = (approvers: AccessFlowInput['approvers']): AccessFlowVersion['approval'] =>
  approvers !== null && 'personIds' in approvers ? anyOneOf(approvers) : approvers;
