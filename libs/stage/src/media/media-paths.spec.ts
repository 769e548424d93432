import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { MediaPaths } from './media-paths.js';

class FakeTransport extends EventEmitter {
  readonly observer = new EventEmitter();
}
const watched = (paths: MediaPaths) => {
  const transport = new FakeTransport();
  paths.watch(transport as unknown as Parameters<MediaPaths['watch']>[0]);
  return transport;
};

test('a path counts as open once, however often it reconnects', () => {
  const paths = new MediaPaths();
  const transport = watched(paths);
  for (const state of ['connected', 'completed', 'disconnected', 'connected'])
    transport.emit('icestatechange', state);
  transport.observer.emit('close');
  expect([paths.opened, paths.failed]).toEqual([1, 0]);
});

test('a path that ends without a single connectivity check counts as failed', () => {
  const paths = new MediaPaths();
  watched(paths).observer.emit('close');
  expect([paths.opened, paths.failed]).toEqual([0, 1]);
});
