import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { CatalogQuery, ReceiversQuery } from './access-requests.dto.js';
import { BundleOffers } from './bundle-offers.service.js';
import { CatalogPageService } from './catalog-page.service.js';
import { CatalogBundlesView, CatalogPage, ReceiversView } from './catalog.view.js';
import { Receivers } from './receivers.service.js';

@ApiTags('catalog')
@Authority('signed-in')
@Controller('catalog')
export class CatalogController {
  constructor(
    private readonly catalog: CatalogPageService,
    private readonly bundles: BundleOffers,
    private readonly receivers: Receivers,
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

  /** For whom else the person may ask under a flow. */
  @Get('receivers')
  @ApiOkResponse({ type: ReceiversView })
  receiversOf(@Me() me: SignedIn, @Query() { flowId, search = '' }: ReceiversQuery): Promise<ReceiversView> {
    return this.receivers.of(me, flowId, search);
  }
}
