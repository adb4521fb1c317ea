import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  /** Server-sent events: `changed`, with the topics that changed. */
  @Get()
  @Authority('signed-in')
  @ApiOkResponse({ description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  open(@Me() me: SignedIn, @Res() reply: FastifyReply): void {
    const stream = this.events.open(me);
    reply.raw.once('close', () => stream.destroy());
    void reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  }
}
