import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { GrantId, ReceiptId } from '#access/ids.js';
import { Authority } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { GrantReceiptsView, ReceiptFileView } from './receipt.view.js';
import { ReceiptsReading } from './receipts-reading.service.js';

@ApiTags('grants')
@Authority('administrator')
@Controller()
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsReading) {}

  @Get('grants/:id/receipts')
  @ApiOkResponse({ type: GrantReceiptsView })
  ofGrant(@IdParam() id: GrantId): Promise<GrantReceiptsView> {
    return this.receipts.ofGrant(id);
  }

  /** As a file, one field a line, so that each is easily cut out of it. */
  @Get('receipts/:id')
  @ApiOkResponse({ type: ReceiptFileView })
  async file(@IdParam() id: ReceiptId, @Res() reply: FastifyReply): Promise<void> {
    const file = await this.receipts.file(id);
    void reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="curfew-receipt-${id}.json"`)
      .send(`${JSON.stringify(file, null, 2)}\n`);
  }
}
