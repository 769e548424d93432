import type { DragEvent } from 'react';

const KIND = 'application/x-proscenium-participant';

export function dragPerson(event: DragEvent, participantId: string): void {
  event.dataTransfer.setData(KIND, participantId);
  event.dataTransfer.effectAllowed = 'move';
}

export const draggedPerson = (event: DragEvent): string | undefined =>
  event.dataTransfer.getData(KIND) || undefined;
