import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { RateLimited } from '../http/rate-limit.js';
import { CallerOf, clearSessionCookie, setSessionCookie } from '../http/session-cookie.js';
import { FirstAdministratorService } from './first-administrator.service.js';
import { FirstAdministrator } from './people.dto.js';
import { SessionViews } from './sessions.view.js';
import { ChangePassword, SessionView, SignIn } from './sign-in.dto.js';
import { type Caller, SignInService, type Started } from './sign-in.service.js';
import { SignInLimits } from './sign-in-limits.js';

/** A session begins, is looked at, and ends. */
@ApiTags('session')
@Controller()
export class SessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly limits: SignInLimits,
    private readonly firstAdministrator: FirstAdministratorService,
    private readonly views: SessionViews,
  ) {}

  @Post('session')
  @ApiOkResponse({ type: SessionView })
  @HttpCode(200)
  @Authority('anyone')
  async signIn(
    @Body() input: SignIn,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.begin(reply, await this.limits.guard(input.email, caller.ip, () => this.signIns.signIn(input, caller)));
  }

  @Get('session')
  @ApiOkResponse({ type: SessionView })
  @Authority('signed-in')
  look(@Me() me: SignedIn): Promise<SessionView> {
    return this.views.of(me.personId);
  }

  @Delete('session')
  @ApiNoContentResponse()
  @HttpCode(204)
  @Authority('signed-in')
  async signOut(@Me() me: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.signIns.signOut(me);
    clearSessionCookie(reply);
  }

  @Post('session/password')
  @ApiNoContentResponse()
  @HttpCode(204)
  @Authority('signed-in')
  @RateLimited({ most: 10, perSeconds: 600 })
  async changePassword(
    @Me() me: SignedIn,
    @Body() input: ChangePassword,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    setSessionCookie(reply, (await this.signIns.changePassword(me, input)).token);
  }

  @Post('first-administrator')
  @ApiOkResponse({ type: SessionView })
  @HttpCode(200)
  @Authority('anyone')
  @RateLimited({ most: 20, perSeconds: 600 })
  async makeFirstAdministrator(
    @Body() input: FirstAdministrator,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.begin(reply, await this.firstAdministrator.make(input, caller));
  }

  private async begin(reply: FastifyReply, { token, personId }: Started): Promise<SessionView> {
    setSessionCookie(reply, token);
    return this.views.of(personId);
  }
}
