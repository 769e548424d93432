import { Observed } from '#client';

/** How loud each person is in this page, 0 to 1. The programme and everybody else hear them as before. */
export class Volumes {
  readonly values = new Observed<ReadonlyMap<string, number>>(new Map());

  set(participantId: string, volume: number): void {
    this.values.set(new Map(this.values.value).set(participantId, volume));
  }
}

export const volumeIn = (values: ReadonlyMap<string, number>, participantId: string): number =>
  values.get(participantId) ?? 1;
