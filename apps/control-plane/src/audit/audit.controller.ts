import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { Authority } from '../http/authority.js';
import { AuditFilter, AuditPage, AuditQuery } from './audit.dto.js';
import { AuditReading } from './audit-reading.service.js';

@ApiTags('audit')
@Authority('administrator')
@Controller('audit')
export class AuditController {
  constructor(private readonly reading: AuditReading) {}

  @Get()
  @ApiOkResponse({ type: AuditPage })
  list(@Query() query: AuditQuery): Promise<AuditPage> {
    return this.reading.page(query);
  }

  /** All rows as a file: one JSON object a line, oldest first. */
  @Get('export')
  @ApiOkResponse({ description: 'JSON lines', content: { 'application/jsonl': { schema: { type: 'string' } } } })
  export(@Query() filter: AuditFilter, @Res() reply: FastifyReply): void {
    void reply
      .type('application/jsonl; charset=utf-8')
      .header('content-disposition', 'attachment; filename="curfew-audit.jsonl"')
      .send(Readable.from(this.reading.lines(filter)));
  }
}
