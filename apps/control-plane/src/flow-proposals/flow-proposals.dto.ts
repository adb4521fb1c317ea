import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsOptional, ValidateIf, ValidateNested } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { Fault, type WrongField } from '#access/fault.js';
import type { AccessFlowId, BundleId } from '#access/ids.js';
import { PROPOSAL_ACTIONS, PROPOSAL_KINDS, type ProposalAction, type ProposalKind } from '#access/proposal.js';
import { AccessFlowInput, contentsOfInput } from '../access-flows/access-flows.dto.js';
import { BundleInput, contentsOfInput as contentsOfBundle } from '../bundles/bundles.dto.js';
import { EditedVersionField } from '../http/edited-version.js';
import { IdField, Lines, OneOf, YesNo } from '../http/fields.js';
import { PageQuery } from '../http/page.js';
import type { ProposedEdit } from './proposed-edits.service.js';

export class FourEyesInput {
  @YesNo({ description: 'Switching it off is refused: it must be proposed' }) required: boolean;
}

export class RefuseProposalInput {
  @Lines(1000) reason: string;
}

export class ProposalsQuery extends PageQuery {
  @ApiPropertyOptional({ type: Boolean, default: true, description: 'false: those that were decided' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'must be true or false' })
  waiting?: boolean;
  @OneOf(PROPOSAL_KINDS, 'ProposalKind', { optional: true }) kind?: ProposalKind;
}

export class ProposalInput {
  @OneOf(PROPOSAL_KINDS, 'ProposalKind') kind: ProposalKind;
  @OneOf(PROPOSAL_ACTIONS, 'ProposalAction') action: ProposalAction;
  @IdField({ optional: true, description: 'The flow or bundle; not with `add` and `switch-off`' }) id?: string;
  @ApiProperty({ type: AccessFlowInput, required: false, description: 'All of the flow, to add or edit one' })
  @ValidateIf((_, value) => value !== undefined)
  @ValidateNested()
  @Type(() => AccessFlowInput)
  flow?: AccessFlowInput;
  @ApiProperty({ type: BundleInput, required: false, description: 'All of the bundle, to add or edit one' })
  @ValidateIf((_, value) => value !== undefined)
  @ValidateNested()
  @Type(() => BundleInput)
  bundle?: BundleInput;
  @EditedVersionField() version?: number;
}

const ACTIONS: Readonly<Record<ProposalKind, readonly ProposalAction[]>> = {
  'access-flow': ['add', 'edit', 'activate', 'remove'],
  bundle: ['add', 'edit', 'remove'],
  'four-eyes': ['switch-off'],
};

/** What would be done, in the normal form of what it would say. @throws Fault input-invalid */
export const editOfInput = (input: ProposalInput): ProposedEdit => {
  const { kind, action, flow, bundle } = input;
  const fields = wrongIn(input);
  if (fields.length > 0) {
    const said = fields.map(({ path, reason }) => `${path} ${reason}`).join('; ');
    throw new Fault('input-invalid', `The proposal is wrong: ${said}.`, { hint: 'Correct the fields and send it again.', fields }); // prettier-ignore
  }
  const id = input.id ?? randomUUID();
  if (kind === 'four-eyes') return { kind, action: 'switch-off', objectId: null, contents: null };
  if (kind === 'bundle') {
    const objectId = id as BundleId;
    return bundle
      ? { kind, action: action as 'add' | 'edit', objectId, contents: contentsOfBundle(bundle) }
      : { kind, action: 'remove', objectId, contents: null };
  }
  const objectId = id as AccessFlowId;
  return flow
    ? { kind, action: action as 'add' | 'edit', objectId, contents: contentsOfInput(flow) }
    : { kind, action: action as 'activate' | 'remove', objectId, contents: null };
};

/** A field must be there exactly where the edit needs it. */
const wrongIn = ({ kind, action, id, flow, bundle, version }: ProposalInput): WrongField[] => {
  if (!ACTIONS[kind].includes(action)) return [{ path: 'action', reason: `must be one of ${ACTIONS[kind].join(', ')}` }];
  const says = action === 'add' || action === 'edit';
  const needs: [path: string, there: boolean, needed: boolean][] = [
    ['id', id !== undefined, action !== 'add' && kind !== 'four-eyes'],
    ['flow', flow !== undefined, says && kind === 'access-flow'],
    ['bundle', bundle !== undefined, says && kind === 'bundle'],
    // It may be left out.
    ['version', version !== undefined, version !== undefined && action === 'edit'],
  ];
  return needs.flatMap(([path, there, needed]) =>
    there === needed ? [] : [{ path, reason: needed ? 'must be given' : 'must not be given' }],
  );
}; // prettier-ignore
