import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AutomaticPlace } from '../grants/automatic-grants.service.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { PageQuery } from '../http/page.js';
import { AutomaticMarks } from './automatic-marks.service.js';
import {
  AutomaticMarksPage,
  AutomaticWaitingPage,
  LiftedView,
  LiftInput,
  LiftManyInput,
} from './automatic-marks.view.js';
import { AutomaticWaiting } from './automatic-waiting.service.js';

/** Access that flows give by themselves, and what keeps it from being given. */
@ApiTags('automatic-access')
@Controller('automatic-access')
export class AutomaticAccessController {
  constructor(
    private readonly marks: AutomaticMarks,
    private readonly waiting: AutomaticWaiting,
  ) {}

  @Get('kept-back')
  @Authority('administrator')
  @ApiOkResponse({ type: AutomaticMarksPage })
  keptBack(@Query() query: PageQuery): Promise<AutomaticMarksPage> {
    return this.marks.page(null, query);
  }

  @Get('kept-back/mine')
  @Authority('signed-in')
  @ApiOkResponse({ type: AutomaticMarksPage })
  mine(@Me() me: SignedIn, @Query() query: PageQuery): Promise<AutomaticMarksPage> {
    return this.marks.page(me.personId, query);
  }

  @Post('lift')
  @Authority('administrator')
  @HttpCode(204)
  async lift(@Me() me: SignedIn, @Body() input: LiftInput): Promise<void> {
    await this.marks.lift(me, input as AutomaticPlace);
  }

  /** Of what is kept back no more nothing is said but the number. */
  @Post('lift-many')
  @Authority('administrator')
  @HttpCode(200)
  @ApiOkResponse({ type: LiftedView })
  async liftMany(@Me() me: SignedIn, @Body() { places }: LiftManyInput): Promise<LiftedView> {
    return { lifted: await this.marks.liftMany(me, places as AutomaticPlace[]) };
  }

  /** What waits because its server takes no new access now. */
  @Get('waiting')
  @Authority('administrator')
  @ApiOkResponse({ type: AutomaticWaitingPage })
  allWaiting(@Query() query: PageQuery): Promise<AutomaticWaitingPage> {
    return this.waiting.page(null, query);
  }

  @Get('waiting/mine')
  @Authority('signed-in')
  @ApiOkResponse({ type: AutomaticWaitingPage })
  myWaiting(@Me() me: SignedIn, @Query() query: PageQuery): Promise<AutomaticWaitingPage> {
    return this.waiting.page(me.personId, query);
  }
}
