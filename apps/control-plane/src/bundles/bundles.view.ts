import { ApiProperty } from '@nestjs/swagger';
import { FlowTargetView } from '../access-flows/access-flows.view.js';
import { PageOf } from '../http/page.js';

export class BundleView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() description: string;
  @ApiProperty({ type: [FlowTargetView] }) targets: FlowTargetView[];
}

export class BundlesPage extends PageOf(BundleView) {}
