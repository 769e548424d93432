import { expect, test } from '@jest/globals';
import type { FactoryProvider } from '@nestjs/common';
import { type ProsceniumConfig, silentLog, systemClock } from '#kernel';
import { Signaling } from '#signaling';
import { SignalingModule } from './signaling.module.js';

test('one network has as many sockets as the configuration says', async () => {
  const providers = Reflect.getMetadata('providers', SignalingModule) as FactoryProvider[];
  const { useFactory } = providers.find(({ provide }) => provide === Signaling) as FactoryProvider<Signaling>;
  const config = { trustedProxies: [], socketsPerNetwork: 2 } as unknown as ProsceniumConfig;
  const signaling = await useFactory(config, systemClock, silentLog);
  const opened = ['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2'].map((address) => signaling.opened(address));
  expect(opened.map((close) => close !== undefined)).toEqual([true, true, false, true]);
});
