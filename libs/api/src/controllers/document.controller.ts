import { Controller, Get, Header } from '@nestjs/common';
import { DOCS_STYLE, docsPage } from '../document/docs-page.js';
import { openApiDocument } from '../document/openapi.js';

const VERSION = '1';
const CACHE = 'public, max-age=300';

@Controller('/api')
export class DocumentController {
  readonly #document = JSON.stringify(openApiDocument(VERSION));
  readonly #page = docsPage(VERSION);

  @Get('/openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', CACHE)
  document(): string {
    return this.#document;
  }

  @Get('/docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', CACHE)
  page(): string {
    return this.#page;
  }

  @Get('/docs.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', CACHE)
  style(): string {
    return DOCS_STYLE;
  }
}
