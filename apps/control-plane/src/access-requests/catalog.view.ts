import { ApiProperty } from '@nestjs/swagger';
import type { LaterStart } from '#access/clock-start.js';
import type { CustomField } from '#access/custom-field.js';
import { SERVER_STATES, type ServerState } from '#protocol/from-connector.js';
import { FlowCustomField } from '../access-flows/flow-parts.dto.js';
import { FlowTemplate } from '../access-flows/flow-templates.dto.js';
import { PageOf } from '../http/page.js';
import { SudoRoleView } from '../http/sudo-role.view.js';
import { PersonSummary } from '../identity/person.view.js';
import { AskedResource } from './ask-batch.view.js';

export class CatalogResource {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ['ssh-server'], enumName: 'ResourceKind' }) kind: 'ssh-server';
  @ApiProperty() integrationName: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) tags: Record<string, string>;
  @ApiProperty({ enum: [...SERVER_STATES], enumName: 'ServerState' }) state: ServerState;
  @ApiProperty({ description: 'It can be asked for now' }) available: boolean;
  @ApiProperty({ required: false }) unavailableReason?: string;
}

export class CatalogFlow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: 'integer' }) longestSeconds: number;
  @ApiProperty({ type: 'integer', description: 'For who does not say how long' }) defaultSeconds: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The usual time, where the flow names one' })
  usualSeconds: number | null;
  @ApiProperty({ description: 'It is always exactly the longest' }) fixedDuration: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'How far ahead one may have it begin; null: it begins when it is approved' })
  startAheadSeconds: number | null; // prettier-ignore
  @ApiProperty({ type: 'integer', nullable: true, description: 'Its time begins at the first use, so many seconds after the approval at most' })
  firstUseWithinSeconds: number | null; // prettier-ignore
  @ApiProperty({ type: [FlowCustomField] }) customFields: CustomField[];
  @ApiProperty({ type: [FlowTemplate], description: 'What the form offers to fill in' }) templates: FlowTemplate[];
  @ApiProperty() justificationRequired: boolean;
  @ApiProperty({ description: 'Nobody is asked' }) automatic: boolean;
  @ApiProperty({ type: [String], description: 'Teams, people and others who may answer' }) approvers: string[];
  @ApiProperty({ description: 'Any one of the approvers suffices' }) oneYes: boolean;
  @ApiProperty({ type: String, nullable: true }) approvalInWords: string | null;
  @ApiProperty() allowsForwarding: boolean;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Sessions that run at the end of a grant may run on for so long, without new logins; null: they end with it',
  })
  finishWithinSeconds: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Access may be taken in an emergency, and is reviewed within so long' })
  breakGlassReviewSeconds: number | null; // prettier-ignore
  @ApiProperty({ description: 'One may ask for oneself' }) forSelf: boolean;
  @ApiProperty({ description: 'One may ask for some others' }) forOthers: boolean;
}

/** How running access is made longer by asking for it again. */
export class CatalogExtension {
  @ApiProperty({ type: 'integer', description: 'By how much at once' }) longestSeconds: number;
  @ApiProperty({ description: 'Approvers are asked again' }) approvalAgain: boolean;
  @ApiProperty() justificationRequired: boolean;
}

/** Why running access is not made longer by asking for it again. */
export class CatalogNotLonger {
  @ApiProperty({ description: 'One sentence' }) message: string;
  @ApiProperty({ required: false, description: 'What to do' }) hint?: string;
}

const MINE = ['none', 'pending', 'to-start', 'running'] as const;

/** Of what is approved and has not begun. */
export class CatalogToStart {
  @ApiProperty({ enum: ['scheduled', 'first-use'], enumName: 'LaterStartAt' }) at: LaterStart['at'];
  @ApiProperty({ format: 'date-time', description: 'When it begins by itself, or until when its first use must come' })
  dueAt: string;
}

export class CatalogOption {
  @ApiProperty({ description: 'A Linux group, a sudo role, or Default' }) permission: string;
  @ApiProperty({ required: false, description: 'What it lets one run; there where it is a sudo role' })
  sudoRole?: SudoRoleView;
  @ApiProperty({ type: [CatalogFlow] }) flows: CatalogFlow[];
  @ApiProperty({ enum: [...MINE], enumName: 'CatalogMine' }) mine: (typeof MINE)[number];
  @ApiProperty({ type: CatalogToStart, required: false, description: 'There where `mine` is `to-start`' })
  toStart?: CatalogToStart;
  @ApiProperty({ required: false, format: 'uuid' }) requestId?: string;
  @ApiProperty({ required: false, format: 'uuid' }) grantId?: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'Until when it runs' }) untilAt?: string;
  @ApiProperty({ required: false, description: 'There where it runs and may be made longer now' })
  extension?: CatalogExtension;
  @ApiProperty({ required: false, description: 'There where it runs and may not' }) notLonger?: CatalogNotLonger;
}

/** The person marked the server for himself. */
export class CatalogFavourite {
  @ApiProperty({ type: [String], description: 'With which the form opens; empty: with none' }) permissions: string[];
}

export class CatalogEntry {
  @ApiProperty() resource: CatalogResource;
  @ApiProperty({ type: [CatalogOption] }) options: CatalogOption[];
  @ApiProperty({ type: CatalogFavourite, nullable: true }) favourite: CatalogFavourite | null;
}

export class CatalogPage extends PageOf(CatalogEntry) {
  @ApiProperty({ type: [String], description: 'Every tag among what the person may ask for' }) tags: string[];
}

export class CatalogBundle {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() description: string;
  @ApiProperty({ type: [AskedResource], description: 'The first of its servers, with the permissions that it names' })
  servers: AskedResource[];
  @ApiProperty({ type: 'integer' }) serversTotal: number;
  @ApiProperty({ type: [CatalogFlow] }) flows: CatalogFlow[];
}

export class CatalogBundlesView {
  @ApiProperty({ type: [CatalogBundle] }) items: CatalogBundle[];
}

export class ReceiversView {
  @ApiProperty({ type: [PersonSummary], description: 'The first of them by name' }) items: PersonSummary[];
}
