import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { FourEyesInput } from './flow-proposals.dto.js';
import { FourEyesView } from './flow-proposals.view.js';
import { FourEyesReading, FourEyesSetting } from './four-eyes-setting.service.js';

@ApiTags('flow-proposals')
@Authority('administrator')
@Controller('four-eyes')
export class FourEyesController {
  constructor(
    private readonly reading: FourEyesReading,
    private readonly setting: FourEyesSetting,
  ) {}

  @Get()
  @ApiOkResponse({ type: FourEyesView })
  look(): Promise<FourEyesView> {
    return this.reading.look();
  }

  /** Switches it on. Off needs a second administrator: propose it. */
  @Put()
  @ApiOkResponse({ type: FourEyesView })
  async set(@Me() me: SignedIn, @Body() { required }: FourEyesInput): Promise<FourEyesView> {
    await this.setting.set(me, required);
    return this.reading.look();
  }
}
