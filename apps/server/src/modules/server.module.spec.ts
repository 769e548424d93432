import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import { NestContainer } from '@nestjs/core/injector/container.js';
import { NoopGraphInspector } from '@nestjs/core/inspector/noop-graph-inspector.js';
import { MetadataScanner } from '@nestjs/core/metadata-scanner.js';
import { DependenciesScanner } from '@nestjs/core/scanner.js';
import type { BaseOptions } from './base.module.js';
import { serverModule } from './server.module.js';

/** Nest opens the modules that are farthest from the root first, and closes them in the opposite order. */
async function modules() {
  const config = new ApplicationConfig();
  const container = new NestContainer(config);
  const scanner = new DependenciesScanner(container, new MetadataScanner(), NoopGraphInspector, config);
  const root: unknown = serverModule({ config: { cluster: {} }, log: {}, processes: {} } as BaseOptions);
  await scanner.scan(root as Type);
  return [...container.getModules().values()].filter(({ isGlobal }) => !isGlobal);
}

test('each module is closed before those that it imports', async () => {
  const wrong = (await modules()).flatMap(({ imports, distance, metatype: { name } }) =>
    [...imports]
      .filter((imported) => !imported.isGlobal && imported.distance <= distance)
      .map((imported) => `${name} is closed after ${imported.metatype.name}`),
  );
  expect(wrong).toEqual([]);
});

test('the rules between rooms close first, the database last', async () => {
  const order = (await modules())
    .sort((a, b) => a.distance - b.distance)
    .map(({ metatype: { name } }) => name);
  expect(order.indexOf('RulesModule')).toBeLessThan(order.indexOf('FrontModule'));
  expect(['DataModule', 'SignalingModule']).toContain(order.at(-1));
});
