import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ControlPlaneConfig } from '../config.js';
import { Authority } from '../http/authority.js';
import { VERSION } from '../version.js';
import { FirstAdministratorService } from './first-administrator.service.js';
import { InstallationService } from './installation.service.js';

export class DemoSignIn {
  @ApiProperty() role: string;
  @ApiProperty() email: string;
  @ApiProperty() password: string;
}

export class Demo {
  @ApiProperty({ type: [DemoSignIn] }) signIns: DemoSignIn[];
}

export class InstallationView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() version: string;
  @ApiProperty() needsFirstAdministrator: boolean;
  @ApiProperty({ type: Demo, nullable: true, description: 'Only in a demo: sign-ins that anybody may use' })
  demo: Demo | null;
}

@ApiTags('installation')
@Controller('installation')
export class InstallationController {
  constructor(
    private readonly installation: InstallationService,
    private readonly firstAdministrator: FirstAdministratorService,
    private readonly config: ControlPlaneConfig,
  ) {}

  /** What the sign-in page shows before anybody is known. */
  @Get()
  @ApiOkResponse({ type: InstallationView })
  @Authority('anyone')
  async look(): Promise<InstallationView> {
    const { demoSignIns } = this.config;
    return {
      id: await this.installation.id(),
      name: await this.installation.name(),
      version: VERSION,
      needsFirstAdministrator: await this.firstAdministrator.needed(),
      demo: demoSignIns ? { signIns: demoSignIns.map((signIn) => ({ ...signIn })) } : null,
    };
  }
}
