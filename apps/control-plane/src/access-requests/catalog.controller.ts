import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { ResourceId } from '#access/ids.js';
import { IdParam } from '../http/id-param.js';
import { RateLimited } from '../http/rate-limit.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { CatalogQuery, FavouriteInput, ReceiversQuery } from './access-requests.dto.js';
import { BundleOffers } from './bundle-offers.service.js';
import { CatalogPageService } from './catalog-page.service.js';
import { CatalogBundlesView, CatalogEntry, CatalogPage, ReceiversView } from './catalog.view.js';
import { Favourites } from './favourites.service.js';
import { Receivers } from './receivers.service.js';

@ApiTags('catalog')
@Authority('signed-in')
@Controller('catalog')
export class CatalogController {
  constructor(
    private readonly catalog: CatalogPageService,
    private readonly bundles: BundleOffers,
    private readonly receivers: Receivers,
    private readonly favourites: Favourites,
  ) {}

  @Get()
  @ApiOkResponse({ type: CatalogPage })
  page(@Me() me: SignedIn, @Query() query: CatalogQuery): Promise<CatalogPage> {
    return this.catalog.page(me, query);
  }

  /** The bundles that a flow lets the person ask for whole. */
  @Get('bundles')
  @ApiOkResponse({ type: CatalogBundlesView })
  bundlesOf(@Me() me: SignedIn): Promise<CatalogBundlesView> {
    return this.bundles.shown(me);
  }

  /** Marks a server of the person's catalog; again: with other permissions. */
  @Put('favourites/:id')
  @ApiOkResponse({ type: CatalogEntry })
  @RateLimited({ most: 120, perSeconds: 60 })
  mark(
    @Me() me: SignedIn,
    @IdParam() id: ResourceId,
    @Body() { permissions = [] }: FavouriteInput,
  ): Promise<CatalogEntry> {
    return this.favourites.mark(me, id, permissions);
  }

  @Delete('favourites/:id')
  @HttpCode(204)
  async unmark(@Me() me: SignedIn, @IdParam() id: ResourceId): Promise<void> {
    await this.favourites.unmark(me, id);
  }

  /** For whom else the person may ask under a flow. */
  @Get('receivers')
  @ApiOkResponse({ type: ReceiversView })
  receiversOf(@Me() me: SignedIn, @Query() { flowId, search = '' }: ReceiversQuery): Promise<ReceiversView> {
    return this.receivers.of(me, flowId, search);
  }
}
