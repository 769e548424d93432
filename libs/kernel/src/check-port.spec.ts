import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { checkPort } from './check-port.js';

test('a taken port is an error in words, a free one is free again afterwards', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const wanted = { host: '127.0.0.1', port: (other.address() as AddressInfo).port, setting: 'PORT' };
  await expect(checkPort(wanted)).rejects.toMatchObject({ code: 'cannot-listen', blame: 'config' });
  other.close();
  await once(other, 'close');
  await checkPort(wanted);
  await checkPort(wanted);
});
