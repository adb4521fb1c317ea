import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { BundleId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { BundlesAdministration } from './bundles-administration.service.js';
import { BundleEdit, BundleInput, contentsOfInput } from './bundles.dto.js';
import { BundlesReading } from './bundles-reading.service.js';
import { BundlesPage, BundleView } from './bundles.view.js';

@ApiTags('bundles')
@Authority('administrator')
@Controller('bundles')
export class BundlesController {
  constructor(
    private readonly bundles: BundlesAdministration,
    private readonly reading: BundlesReading,
  ) {}

  @Get()
  @ApiOkResponse({ type: BundlesPage })
  list(@Query() query: PageQuery): Promise<BundlesPage> {
    return this.reading.page(query);
  }

  @Post()
  @ApiCreatedResponse({ type: BundleView })
  async add(@Me() me: SignedIn, @Body() input: BundleInput): Promise<BundleView> {
    return this.reading.get(await this.bundles.add(me, contentsOfInput(input)));
  }

  @Get(':id')
  @ApiOkResponse({ type: BundleView })
  get(@IdParam() id: BundleId): Promise<BundleView> {
    return this.reading.get(id);
  }

  @Put(':id')
  @ApiOkResponse({ type: BundleView })
  async edit(@Me() me: SignedIn, @IdParam() id: BundleId, @Body() input: BundleEdit): Promise<BundleView> {
    await this.bundles.edit(me, id, contentsOfInput(input), input.version);
    return this.reading.get(id);
  }

  @Delete(':id')
  @ApiNoContentResponse()
  @HttpCode(204)
  remove(@Me() me: SignedIn, @IdParam() id: BundleId): Promise<void> {
    return this.bundles.remove(me, id);
  }
}
