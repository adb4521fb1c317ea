import { ApiProperty } from '@nestjs/swagger';
import type { ServerScope } from '#access/flow-target.js';
import { FlowTargetIntegration } from '../access-flows/access-flows.view.js';
import { PermissionsProperty, ScopeProperty } from '../access-flows/flow-parts.dto.js';
import { PageOf } from '../http/page.js';

export class BundledTargetView {
  @ApiProperty() integration: FlowTargetIntegration;
  @ScopeProperty() servers: ServerScope;
  @PermissionsProperty() permissions: string[] | 'all';
}

export class BundleView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: 'integer', description: 'Counts the edits, from 1' }) version: number;
  @ApiProperty() name: string;
  @ApiProperty() description: string;
  @ApiProperty({ type: [BundledTargetView] }) targets: BundledTargetView[];
}

export class BundlesPage extends PageOf(BundleView) {}
