import type { Device, types } from 'mediasoup-client';
import type { StageWelcome, WireRtpCapabilities } from '#protocol';

/** What this browser can send and receive, of what one media server knows. */
export interface LoadedDevice {
  device: Device;
  /** What the media server knows, as text: to compare with. */
  known: string;
  receives: WireRtpCapabilities;
}

/** Loading tries the browser's codecs, which takes a while: the device of before serves where nothing changed. */
export async function loadDevice(
  { routerRtpCapabilities }: Pick<StageWelcome, 'routerRtpCapabilities'>,
  before?: LoadedDevice,
): Promise<LoadedDevice> {
  const known = JSON.stringify(routerRtpCapabilities);
  if (before?.known === known) return before;
  const { Device: DeviceClass } = await import('mediasoup-client');
  const device = await DeviceClass.factory();
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities });
  return { device, known, receives: receivable(device) };
}

/** In the fields and extensions that the wire knows. */
function receivable(device: Device): WireRtpCapabilities {
  const { codecs = [], headerExtensions = [] } = device.recvRtpCapabilities;
  return {
    codecs,
    headerExtensions: headerExtensions.filter(({ uri }) => !uri.includes('video-orientation')),
  } as never;
}
