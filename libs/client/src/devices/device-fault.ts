/** Why a camera or microphone did not start, in the few kinds that need different help. */
export const DEVICE_FAULTS = ['denied', 'missing', 'busy', 'insecure', 'failed'] as const;
export type DeviceFault = (typeof DEVICE_FAULTS)[number];

const BY_NAME: Record<string, DeviceFault> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  DevicesNotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
};

export function deviceFaultOf(thrown: unknown): DeviceFault {
  if (!navigator.mediaDevices) return 'insecure';
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  return BY_NAME[name] ?? 'failed';
}
