import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonId, ShiftId, ShiftOverrideId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { ShiftOverrides } from './shift-overrides.service.js';
import { ShiftsAdministration } from './shifts-administration.service.js';
import { contentsOfInput, OverrideInput, ScheduleQuery, ShiftInput } from './shifts.dto.js';
import { ShiftsReading } from './shifts-reading.service.js';
import { ShiftScheduleView, ShiftsPage, ShiftView } from './shifts.view.js';

@ApiTags('shifts')
@Authority('administrator')
@Controller('shifts')
export class ShiftsController {
  constructor(
    private readonly shifts: ShiftsAdministration,
    private readonly overrides: ShiftOverrides,
    private readonly reading: ShiftsReading,
  ) {}

  @Get()
  @Authority('signed-in')
  @ApiOkResponse({ type: ShiftsPage })
  list(@Me() me: SignedIn, @Query() query: PageQuery): Promise<ShiftsPage> {
    return this.reading.page(me, query);
  }

  @Post()
  @ApiCreatedResponse({ type: ShiftView })
  async add(@Me() me: SignedIn, @Body() input: ShiftInput): Promise<ShiftView> {
    return this.reading.get(me, await this.shifts.add(me, contentsOfInput(input)));
  }

  @Get(':id')
  @Authority('signed-in')
  @ApiOkResponse({ type: ShiftView })
  get(@Me() me: SignedIn, @IdParam() id: ShiftId): Promise<ShiftView> {
    return this.reading.get(me, id);
  }

  @Get(':id/schedule')
  @Authority('signed-in')
  @ApiOkResponse({ type: ShiftScheduleView })
  schedule(@Me() me: SignedIn, @IdParam() id: ShiftId, @Query() query: ScheduleQuery): Promise<ShiftScheduleView> {
    return this.reading.schedule(me, id, query);
  }

  @Put(':id')
  @ApiOkResponse({ type: ShiftView })
  async edit(@Me() me: SignedIn, @IdParam() id: ShiftId, @Body() input: ShiftInput): Promise<ShiftView> {
    await this.shifts.edit(me, id, contentsOfInput(input));
    return this.reading.get(me, id);
  }

  @Delete(':id')
  @ApiNoContentResponse()
  @HttpCode(204)
  remove(@Me() me: SignedIn, @IdParam() id: ShiftId): Promise<void> {
    return this.shifts.remove(me, id);
  }

  @Post(':id/overrides')
  @ApiCreatedResponse({ type: ShiftView })
  async addOverride(@Me() me: SignedIn, @IdParam() id: ShiftId, @Body() input: OverrideInput): Promise<ShiftView> {
    const personId = input.personId as PersonId;
    await this.overrides.add(me, id, { personId, fromMs: Date.parse(input.from), untilMs: Date.parse(input.until) });
    return this.reading.get(me, id);
  }

  @Delete(':id/overrides/:overrideId')
  @ApiNoContentResponse()
  @HttpCode(204)
  removeOverride(
    @Me() me: SignedIn,
    @IdParam() id: ShiftId,
    @IdParam('overrideId') overrideId: ShiftOverrideId,
  ): Promise<void> {
    return this.overrides.remove(me, id, overrideId);
  }
}
