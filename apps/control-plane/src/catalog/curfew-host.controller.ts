import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { curfewHostScript, curfewHostSha256, curfewHostVersion } from '#host/script.js';
import { Authority } from '../http/authority.js';

export class CurfewHostView {
  @ApiProperty({ description: 'As `curfew-host version` says it' }) version: string;
  @ApiProperty({ description: 'Of the file at `GET /api/curfew-host`, lower-case hex' }) sha256: string;
}

/** The script for servers where root installs it by hand. It holds no secret: it is the same text in every installation. */
@ApiTags('Servers')
@Controller('curfew-host')
export class CurfewHostController {
  @Get()
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  // A server at which somebody types curl has no session.
  @Authority('anyone')
  file(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="curfew-host"')
      .header('cache-control', 'no-cache');
    return curfewHostScript();
  }

  @Get('about')
  @ApiOkResponse({ type: CurfewHostView })
  @Authority('administrator')
  about(): CurfewHostView {
    return { version: curfewHostVersion(), sha256: curfewHostSha256() };
  }
}
