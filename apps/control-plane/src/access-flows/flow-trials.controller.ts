import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccessFlowId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { Authority } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { BlastRadiusService } from './blast-radius.service.js';
import { BlastRadiusInput, BlastRadiusView, blastRadiusView, SimulateInput, SimulationView, simulationView } from './flow-trials.dto.js'; // prettier-ignore
import { Simulator } from './simulator.service.js';

/** What flows would do. Nothing here changes anything. */
@ApiTags('access-flows')
@Authority('administrator')
@Controller('access-flows')
export class FlowTrialsController {
  constructor(
    private readonly simulator: Simulator,
    private readonly radius: BlastRadiusService,
    private readonly clock: Clock,
  ) {}

  @Post('simulate')
  @HttpCode(200)
  @ApiOkResponse({ type: SimulationView })
  async simulate(@Body() input: SimulateInput): Promise<SimulationView> {
    const atMs = input.atIso === undefined ? this.clock.nowMs() : Date.parse(input.atIso);
    return simulationView(await this.simulator.simulate(input, atMs), atMs);
  }

  /** Of a flow that is not there yet. */
  @Post('blast-radius')
  @HttpCode(200)
  @ApiOkResponse({ type: BlastRadiusView })
  async blastRadiusOfNew(@Body() { flow }: BlastRadiusInput): Promise<BlastRadiusView> {
    return blastRadiusView(await this.radius.of(null, flow));
  }

  @Post(':id/blast-radius')
  @HttpCode(200)
  @ApiOkResponse({ type: BlastRadiusView })
  async blastRadius(@IdParam() id: AccessFlowId, @Body() { flow }: BlastRadiusInput): Promise<BlastRadiusView> {
    return blastRadiusView(await this.radius.of(id, flow));
  }
}
