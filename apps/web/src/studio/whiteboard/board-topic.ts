/** Of the state that those on stage share. */
export const BOARD_TOPIC = 'whiteboard';
