import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { ConnectorId, GrantId, ResourceId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { AccessDebtList } from './access-debt-list.service.js';
import { GrantReturns } from './grant-returns.service.js';
import { DebtQuery, DismissStanding, GrantsQuery, ResetOrders, RevokeGrant, StandingQuery } from './grants.dto.js';
import { GrantsList } from './grants-list.service.js';
import { DebtSummaryView, GrantsPage, GrantView, StandingFindingsPage } from './grants.view.js';
import { OrdersReset } from './orders-reset.service.js';
import { StandingAccess } from './standing-access.service.js';
import { UnprovedExtensionsList } from './unproved-extensions-list.service.js';

@ApiTags('grants')
@Authority('signed-in')
@Controller('grants')
export class GrantsController {
  constructor(
    private readonly grants: GrantsList,
    private readonly returns: GrantReturns,
  ) {}

  @Get()
  @ApiOkResponse({ type: GrantsPage })
  list(@Me() me: SignedIn, @Query() query: GrantsQuery): Promise<GrantsPage> {
    return this.grants.page(me, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: GrantView })
  get(@Me() me: SignedIn, @IdParam() id: GrantId): Promise<GrantView> {
    return this.grants.get(me, id);
  }

  @Post(':id/give-back')
  @ApiOkResponse({ type: GrantView })
  @HttpCode(200)
  async giveBack(@Me() me: SignedIn, @IdParam() id: GrantId): Promise<GrantView> {
    await this.returns.giveBack(me, id);
    return this.grants.get(me, id);
  }

  @Post(':id/revoke')
  @ApiOkResponse({ type: GrantView })
  @HttpCode(200)
  async revoke(@Me() me: SignedIn, @IdParam() id: GrantId, @Body() { reason }: RevokeGrant): Promise<GrantView> {
    await this.returns.revoke(me, id, reason);
    return this.grants.get(me, id);
  }
}

@ApiTags('grants')
@Authority('administrator')
@Controller()
export class AccessDebtController {
  constructor(
    private readonly debts: AccessDebtList,
    private readonly grants: GrantsList,
    private readonly extensions: UnprovedExtensionsList,
    private readonly standing: StandingAccess,
  ) {}

  @Get('access-debt')
  @ApiOkResponse({ type: GrantsPage })
  debt(@Me() me: SignedIn, @Query() query: DebtQuery): Promise<GrantsPage> {
    return this.debts.page(me, query);
  }

  @Get('access-debt/summary')
  @ApiOkResponse({ type: DebtSummaryView })
  summary(): Promise<DebtSummaryView> {
    return this.debts.summary();
  }

  /** Access that was made longer and that its server ends earlier, because it was not told yet. */
  @Get('unproved-extensions')
  @ApiOkResponse({ type: GrantsPage })
  unprovedExtensions(@Me() me: SignedIn, @Query() query: PageQuery): Promise<GrantsPage> {
    return this.extensions.page(me, query);
  }

  @Get('failed-grants')
  @ApiOkResponse({ type: GrantsPage })
  failed(@Me() me: SignedIn, @Query() query: PageQuery): Promise<GrantsPage> {
    return this.grants.failed(me, query);
  }

  @Get('standing-access')
  @ApiOkResponse({ type: StandingFindingsPage })
  standingAccess(@Query() query: StandingQuery): Promise<StandingFindingsPage> {
    return this.standing.page(query);
  }

  @Post('servers/:id/standing-access/dismiss')
  @HttpCode(204)
  dismiss(@Me() me: SignedIn, @IdParam() id: ResourceId, @Body() finding: DismissStanding): Promise<void> {
    return this.standing.dismiss(me, id, finding);
  }
}

@ApiTags('Connectors')
@Authority('administrator')
@Controller('connectors')
export class OrdersResetController {
  constructor(private readonly orders: OrdersReset) {}

  @Post(':id/reset-orders')
  @HttpCode(204)
  async reset(@Me() me: SignedIn, @IdParam() id: ConnectorId, @Body() input: ResetOrders): Promise<void> {
    await this.orders.reset(me, id, input);
  }
}
