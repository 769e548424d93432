// Real here: HTTP, Nest, the control plane, PGlite and PostgreSQL. Faked: the running side of shows.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

describe.each(DATABASES)('nodes, on %s', (_name, open) => {
  let held: TestDatabase;
  let server: ControlServer;
  let owner: ApiClient;

  beforeAll(async () => {
    held = await open();
    server = await ControlServer.create(held.database);
    owner = (await server.owner()).client;
  });
  afterAll(async () => {
    await server?.close();
    await held?.close();
  });

  test('the owner lists the nodes, and asks one to give its shows away: that start of it keeps being asked', async () => {
    const { nodes } = held.database.repositories;
    expect((await owner.get('/nodes')).body).toEqual({ items: [] });
    const node = { id: 'node_1', name: 'first', host: '10.0.0.11', port: 7_946, version: '0.1.0' };
    await nodes.announce({ ...node, shows: 2, takesShows: true });
    const asked = await owner.post('/nodes/node_1/drain');
    expect([asked.status, asked.body.drainAsked, asked.body.shows]).toEqual([202, true, 2]);
    await nodes.announce({ ...node, shows: 0, takesShows: false });
    const { items } = (await owner.get('/nodes')).body;
    expect(items).toMatchObject([
      { id: 'node_1', address: '10.0.0.11:7946', shows: 0, takesShows: false, drainAsked: true },
    ]);
    const missing = await owner.post('/nodes/node_2/drain');
    expect([missing.status, missing.body.code]).toEqual([404, 'node-not-found']);
    const { body } = await owner.get('/house/audit');
    expect(body.items).toContainEqual(expect.objectContaining({ action: 'nodes.drain', targetId: 'node_1' }));
    await nodes.remove('node_1');
  });
});
