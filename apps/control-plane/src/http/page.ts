/** Lists come in pages: how a caller asks for one, and what he gets. */
import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Line, WholeNumber } from './fields.js';

export class PageQuery {
  @WholeNumber(1, 200, { optional: true, default: 50 }) limit: number = 50;
  @WholeNumber(0, 1_000_000, { optional: true, default: 0 }) offset: number = 0;
  @Line(200, { optional: true, min: 0, description: 'Only what has this text in it' }) search?: string;
}

export interface Page<T> {
  items: T[];
  total: number;
}

/** Gives the view class of a page of something, for the OpenAPI document: `class PeoplePage extends PageOf(PersonView) {}`. */
export const PageOf = <T>(item: Type<T>): Type<Page<T>> => {
  class PageView implements Page<T> {
    @ApiProperty({ type: [item] }) items: T[];
    @ApiProperty({ type: 'integer', description: 'How many there are on all pages' }) total: number;
  }
  return PageView;
};
